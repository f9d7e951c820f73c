import type { z } from 'zod';
import { ChoixDeFonction, fonctionEnvoyee } from '#modules/cercle/web/ChoixDeFonction.tsx';
import { OPTIONS_FONDEMENTS } from '#modules/cercle/web/textes.ts';
import type { Brouillon } from '#web/brouillon.ts';
import { useAction } from '#web/requetes.ts';
import { Bouton, ChoixUnique, Formulaire, Pile, Strate } from '#web/ui/index.ts';
import { creer } from '../contract.ts';
import { ChampSexe, ChampsComplement, ChampsCoordonnees } from './ChampsIdentite.tsx';
import s from './Dossier.module.css';
import type { Trouvailles } from './NouvellePersonnePage.tsx';
import { NOUVELLE } from './textes.ts';
import { traitsEnvoyes, type Saisie } from './traits-saisis.ts';

interface ProprietesCreer {
  readonly brouillon: Brouillon<Saisie>;
  readonly trouvailles: Trouvailles;
  readonly ecartes: readonly string[];
  /** Somebody created a resembling file meanwhile: search again to see it. */
  readonly onChercher: () => void;
  readonly onCree: (patient: string) => void;
}

const EQUIPE = OPTIONS_FONDEMENTS.filter(({ valeur }) => valeur.startsWith('porte')) as {
  valeur: 'porte1' | 'porte2' | 'porte3';
  libelle: string;
}[];
const INFORMEE = (Object.entries(NOUVELLE.informeeOptions) as ['non' | 'oral' | 'ecrit', string][]).map(
  ([valeur, libelle]) => ({ valeur, libelle }),
);

export function CreerLeDossier({ brouillon, trouvailles, ecartes, onChercher, onCree }: ProprietesCreer) {
  const { saisie, modifier } = brouillon;
  const aRelire = trouvailles.candidats.some(({ niveau, patient }) => niveau === 'forte' && !ecartes.includes(patient));
  const envoi = useAction(creer, { apres: ({ patient }) => onCree(patient) });
  const perimee =
    envoi.erreur?.code === 'dossier.doublons_a_relire' || envoi.erreur?.code === 'dossier.recherche_avant_creation';
  return (
    <Strate titre={NOUVELLE.complement}>
      <Formulaire
        nom={NOUVELLE.complement}
        direObligatoire
        erreurs={envoi.erreurs}
        erreurGenerale={envoi.erreurGenerale}
        onEnvoyer={() => envoi.executer(entreeDe(saisie, trouvailles.recherche, ecartes))}
        actions={
          <>
            <Bouton
              type="submit"
              variante="principal"
              enCours={envoi.enCours}
              fermePourquoi={aRelire ? NOUVELLE.aEcarter : undefined}
            >
              {NOUVELLE.creer}
            </Bouton>
            {perimee && <Bouton onPress={onChercher}>{NOUVELLE.chercher}</Bouton>}
          </>
        }
      >
        <ChampSexe saisie={saisie} onChange={modifier} />
        <ChoixDeFonction
          saisie={saisie}
          onChange={modifier}
          libelle={NOUVELLE.monRole}
          aide={NOUVELLE.monRoleAide}
          facultatif
        />
        {saisie.fonction !== '' && (
          <ChoixUnique
            nom="monRole.fondement"
            libelle={NOUVELLE.titreRole}
            options={EQUIPE}
            valeur={saisie.fondement}
            onChange={(fondement) => modifier({ fondement })}
          />
        )}
        <ChoixUnique
          nom="informee"
          libelle={NOUVELLE.informee}
          aide={NOUVELLE.informeeAide}
          facultatif
          options={INFORMEE}
          valeur={saisie.informee}
          onChange={(informee) => modifier({ informee })}
        />
        <details className={s['depliant']}>
          <summary>{NOUVELLE.precisions}</summary>
          <Pile>
            <ChampsCoordonnees saisie={saisie} onChange={modifier} />
            <ChampsComplement saisie={saisie} onChange={modifier} />
          </Pile>
        </details>
      </Formulaire>
    </Strate>
  );
}

function entreeDe(saisie: Saisie, recherche: string, ecartes: readonly string[]): z.input<typeof creer.entree> {
  const fonction = fonctionEnvoyee(saisie);
  return {
    recherche,
    traits: traitsEnvoyes(saisie),
    ecartes: [...ecartes],
    ...(fonction === '' ? {} : { monRole: { fonction, fondement: saisie.fondement as 'porte2' } }),
    ...(saisie.informee === undefined || saisie.informee === 'non' ? {} : { informee: saisie.informee }),
  };
}
