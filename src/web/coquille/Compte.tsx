import { LogOut } from 'lucide-react';
import { useState } from 'react';
import { effacerBrouillons } from '../brouillon.ts';
import { useAction } from '../requetes.ts';
import { actionFermerSession } from '../session/contrat.ts';
import { useMoi } from '../session/session.tsx';
import { CHEMIN_CLES, CHEMIN_DELEGATIONS, CHEMIN_SESSIONS } from '../chemins.ts';
import { Avis, Bouton, ChoixUnique, Lien, Panneau, Personne } from '../ui/index.ts';
import { garderTheme, lireTheme, type Theme } from './theme.ts';

const THEMES: readonly { valeur: Theme; libelle: string }[] = [
  { valeur: 'systeme', libelle: 'Comme mon appareil' },
  { valeur: 'clair', libelle: 'Clair' },
  { valeur: 'sombre', libelle: 'Sombre' },
];

/** The sign-in page, for somebody who is in: as what one comes. */
const CHEMIN_CHANGER = '/connexion';
const LIENS = [
  { vers: CHEMIN_CHANGER, texte: 'Changer d’activité' },
  { vers: CHEMIN_DELEGATIONS, texte: 'Délégations' },
  { vers: CHEMIN_CLES, texte: 'Mes clés d’accès' },
  { vers: CHEMIN_SESSIONS, texte: 'Mes sessions' },
];

interface ProprietesCompte {
  readonly ouvert: boolean;
  readonly onFermer: () => void;
}

export function Compte({ ouvert, onFermer }: ProprietesCompte) {
  const moi = useMoi();
  const [theme, setTheme] = useState(lireTheme);
  const sortie = useAction(actionFermerSession, { apres: ({ suite }) => quitter(suite) });
  return (
    <Panneau
      titre="Mon compte"
      ouvert={ouvert}
      onFermer={onFermer}
      actions={
        <Bouton icone={<LogOut aria-hidden size={20} />} enCours={sortie.enCours} onPress={() => sortie.executer({})}>
          Me déconnecter
        </Bouton>
      }
    >
      <Personne
        nom={moi.nom}
        precision={[moi.role, moi.structure, moi.territoire].filter((mot) => mot !== undefined).join(' · ')}
      />
      {moi.autresSessions !== undefined && moi.autresSessions > 0 && (
        <Avis ton="attention" titre={`Votre compte est ouvert ailleurs (${moi.autresSessions}).`}>
          <p>Si ce n’est pas vous, fermez-le dans « Mes sessions ».</p>
        </Avis>
      )}
      <nav aria-label="Mon compte">
        {LIENS.filter(({ vers }) => vers !== CHEMIN_CHANGER || moi.plusieursSituations === true).map(
          ({ vers, texte }) => (
            <Lien key={vers} vers={vers} bouton="discret" pleineLargeur onSuivi={onFermer}>
              {texte}
            </Lien>
          ),
        )}
      </nav>
      {sortie.erreur !== undefined && <Avis ton="alerte" titre={sortie.erreur.texte} annonce />}
      <ChoixUnique
        nom="theme"
        libelle="Couleurs de l’écran"
        options={THEMES}
        valeur={theme}
        onChange={(choisi) => {
          setTheme(choisi);
          garderTheme(choisi);
        }}
      />
    </Panneau>
  );
}

/** A full load empties every memory of the page: nothing of the previous person is left. `suite` leaves Pro Santé Connect too. */
function quitter(suite: string | undefined): void {
  effacerBrouillons();
  window.location.assign(suite ?? '/connexion');
}
