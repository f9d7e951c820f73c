import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { formaterNombre } from '#web/format.ts';
import { useVue } from '#web/requetes.ts';
import { useMoi } from '#web/session/session.tsx';
import { Carte, Lien, Liste, Page } from '#web/ui/index.ts';
import { liste } from '../contract.ts';
import { CHEMIN_DROITS_PERSONNE } from './chemins.ts';
import { Departs } from './Departs.tsx';
import { LigneDExercice } from './LigneDExercice.tsx';
import { LISTE } from './textes.ts';

/** Every request that waits in the territory, nearest term first. */
export function ListePage() {
  const vue = useVue(liste, {});
  return (
    <Page titre={LISTE.titre} etroite retour={{ vers: '/territoire', texte: LISTE.retour }}>
      <EtatDeVue vue={vue} chargement={LISTE.chargement}>
        {({ demandes, departs }) => (
          <>
            <Liste legende={LISTE.legende} elements={demandes} cle={({ id }) => id} vide={LISTE.vide} espacee>
              {(exercice) => <LigneDExercice exercice={exercice} avecNom />}
            </Liste>
            {departs.length > 0 && <Departs departs={departs} />}
          </>
        )}
      </EtatDeVue>
    </Page>
  );
}

/** The door of the rights, for those who answer. */
export function CarteDesDroits() {
  // Asked by those who may read it only: a refusal is a line of trace, and nobody here asked for anything.
  const { codeRole } = useMoi();
  const vue = useVue(liste, {}, { actif: codeRole === 'responsable_dac' });
  if (vue.data === undefined) return null;
  return (
    <Carte
      titre={LISTE.carte}
      nombre={formaterNombre(vue.data.demandes.length)}
      actions={<Lien vers={CHEMIN_DROITS_PERSONNE}>{LISTE.carteLien}</Lien>}
    >
      <p>à traiter</p>
    </Carte>
  );
}
