import type { z } from 'zod';
import { useParametre } from '#web/adresse.ts';
import { useBrouillon } from '#web/brouillon.ts';
import { cheminPersonne } from '#web/chemins.ts';
import { notifier } from '#web/coquille/passagers.ts';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { formaterDateCourte } from '#web/format.ts';
import { useAction, useVue } from '#web/requetes.ts';
import { Avis, Bouton, Champ, Formulaire, Liste, Page, Pile, Strate } from '#web/ui/index.ts';
import { dePersonne, geler, lever } from '../contract.ts';
import { LigneDExercice } from './LigneDExercice.tsx';
import { Noter } from './Noter.tsx';
import { DROITS } from './textes.ts';

type Vue = z.output<typeof dePersonne.sortie>;

/** What the person asked, what was answered, and the form to write down the next request. */
export function DroitsPage() {
  const patient = useParametre('id');
  const vue = useVue(dePersonne, { patient });
  return (
    <Page titre={DROITS.titre} etroite retour={{ vers: cheminPersonne(patient), texte: DROITS.retour }}>
      <EtatDeVue vue={vue} chargement={DROITS.chargement}>
        {(droits) => <Contenu patient={patient} droits={droits} />}
      </EtatDeVue>
    </Page>
  );
}

function Contenu({ patient, droits }: { readonly patient: string; readonly droits: Vue }) {
  const { personne, decedee, demandes, gel, peutGeler, elements, representants } = droits;
  return (
    <Pile>
      {gel !== undefined && (
        <Avis ton="attention" titre={DROITS.gel}>
          <p>{gel.motif}</p>
          <p>
            {gel.par}, le {formaterDateCourte(gel.le)}
          </p>
        </Avis>
      )}
      <Strate titre={`${DROITS.demandes} : ${personne}`}>
        <Liste legende={DROITS.demandes} elements={demandes} cle={({ id }) => id} vide={DROITS.aucune} espacee>
          {(exercice) => <LigneDExercice exercice={exercice} avecNom={false} />}
        </Liste>
      </Strate>
      <Noter patient={patient} decedee={decedee} elements={elements} representants={representants} />
      {peutGeler && <Geler patient={patient} gele={gel !== undefined} />}
    </Pile>
  );
}

function Geler({ patient, gele }: { readonly patient: string; readonly gele: boolean }) {
  const { saisie, modifier, effacer } = useBrouillon(`droitsPersonne.geler:${patient}`, { motif: '' });
  const apres = (mot: string) => ({
    apres: () => {
      effacer();
      notifier(mot);
    },
  });
  const pose = useAction(geler, apres(DROITS.gelee));
  const levee = useAction(lever, apres(DROITS.levee));
  const envoi = gele ? levee : pose;
  const titre = gele ? DROITS.lever : DROITS.geler;
  return (
    <Strate titre={titre}>
      {!gele && <p>{DROITS.gelerAide}</p>}
      <Formulaire
        nom={titre}
        erreurs={envoi.erreurs}
        erreurGenerale={envoi.erreurGenerale}
        onEnvoyer={() => envoi.executer({ patient, motif: saisie.motif })}
        actions={
          <Bouton type="submit" enCours={envoi.enCours}>
            {titre}
          </Bouton>
        }
      >
        <Champ
          nom="motif"
          libelle={gele ? DROITS.leverMotif : DROITS.gelerMotif}
          lignes={2}
          longueurMax={300}
          valeur={saisie.motif}
          onChange={(motif) => modifier({ motif })}
        />
      </Formulaire>
    </Strate>
  );
}
