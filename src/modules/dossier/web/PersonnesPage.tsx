import { useNavigate } from '@tanstack/react-router';
import { Siren, UserPlus } from 'lucide-react';
import type { z } from 'zod';
import { CHEMIN_URGENCE } from '#modules/urgence/web/chemins.ts';
import { useAdresse } from '#web/adresse.ts';
import { useBrouillon } from '#web/brouillon.ts';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { useVue } from '#web/requetes.ts';
import { Lien, Liste, Onglets, Page, Recherche, Vide } from '#web/ui/index.ts';
import { mesPersonnes, rechercher } from '../contract.ts';
import type { PersonneListee } from '../contract-vues.ts';
import { recherchePersonnes } from './adresse.ts';
import { CHEMIN_NOUVELLE, cheminPersonne } from './chemins.ts';
import { LigneDePersonne, precisionDe } from './LigneDePersonne.tsx';
import { PERSONNES } from './textes.ts';

/** The door Personnes: search first, then my circle, then those of whom nothing is heard. */
export function PersonnesPage() {
  const { recherche, changer } = useAdresse(recherchePersonnes);
  const naviguer = useNavigate();
  const vue = useVue(mesPersonnes, {});
  return (
    <Page
      titre={PERSONNES.titre}
      actionPrincipale={
        <Lien vers={CHEMIN_NOUVELLE} bouton="principal" icone={<UserPlus aria-hidden size={20} />}>
          {PERSONNES.creer}
        </Lien>
      }
      actionsSecondaires={
        <Lien vers={CHEMIN_URGENCE} bouton="discret" icone={<Siren aria-hidden size={20} />}>
          {PERSONNES.urgence}
        </Lien>
      }
    >
      <ChercherUnePersonne onOuvrir={(id) => void naviguer({ href: cheminPersonne(id) })} />
      <EtatDeVue vue={vue} chargement={PERSONNES.chargement}>
        {(donnees) => (
          <MesPersonnes donnees={donnees} liste={recherche.liste} onListe={(liste) => changer({ liste })} />
        )}
      </EtatDeVue>
    </Page>
  );
}

/** The text searched stays in this tab, never in the address: it may be a name. */
export function ChercherUnePersonne({ onOuvrir }: { readonly onOuvrir: (id: string) => void }) {
  const brouillon = useBrouillon('personnes.recherche', { texte: '' });
  const { texte } = brouillon.saisie;
  const vue = useVue(rechercher, { texte }, { actif: texte !== '', garder: true });
  const personnes = texte === '' ? [] : (vue.data?.personnes ?? []);
  return (
    <Recherche
      nom="personnes"
      libelle={PERSONNES.chercher}
      aide={vue.data?.plus === true ? PERSONNES.plus : PERSONNES.chercherAide}
      texteInitial={texte}
      onChercher={(nouveau) => brouillon.modifier({ texte: nouveau })}
      enCours={vue.isFetching}
      resultats={personnes.map((personne) => ({
        cle: personne.id,
        titre: personne.nom,
        precision: precisionDe(personne),
      }))}
      onChoisir={onOuvrir}
      siRien={vue.error === null ? PERSONNES.rien : vue.error.texte}
    />
  );
}

type Listes = 'cercle' | 'silencieuses';

interface ProprietesMesPersonnes {
  readonly donnees: z.output<typeof mesPersonnes.sortie>;
  readonly liste: Listes;
  readonly onListe: (liste: Listes) => void;
}

export function MesPersonnes({ donnees, liste, onListe }: ProprietesMesPersonnes) {
  const { personnes, total, silenceJours } = donnees;
  const silencieuses = personnes.filter(({ silencieuse }) => silencieuse);
  const onglet = (cle: Listes, titre: string, lignes: readonly PersonneListee[], vide: React.ReactNode) => ({
    cle,
    titre,
    nombre: lignes.length,
    contenu: (
      <Liste legende={titre} elements={lignes} cle={({ id }) => id} vide={vide}>
        {(personne) => <LigneDePersonne personne={personne} />}
      </Liste>
    ),
  });
  return (
    <>
      {total > personnes.length && <p>{PERSONNES.tronque(personnes.length, total)}</p>}
      <Onglets
        libelle={PERSONNES.listes}
        actif={liste}
        onChange={onListe}
        onglets={[
          onglet(
            'cercle',
            PERSONNES.cercle,
            personnes,
            <Vide titre={PERSONNES.cercleVide}>{PERSONNES.cercleVidePas}</Vide>,
          ),
          onglet(
            'silencieuses',
            PERSONNES.silencieuses,
            silencieuses,
            <Vide titre={PERSONNES.silencieusesVide(silenceJours)} />,
          ),
        ]}
      />
    </>
  );
}
