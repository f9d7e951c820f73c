import { cheminDemande } from '#modules/demande/web/chemins.ts';
import { useAdresse } from '#web/adresse.ts';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { useVue } from '#web/requetes.ts';
import { Avis, Lien, Page, Personne, Pile, Vide } from '#web/ui/index.ts';
import { nouvelle } from '../contract.ts';
import { rechercheNouvelle } from './adresse.ts';
import { CHEMIN_ORIENTATIONS, cheminOrientation } from './chemins.ts';
import { ChoixDeLaPersonne } from './ChoixDeLaPersonne.tsx';
import { Proposition, type Origine } from './Proposition.tsx';
import { DETAIL, LISTE, NOUVELLE } from './textes.ts';

/** One person proposed to one service: what is known is already written, only the choice and the sending remain. */
export function NouvelleOrientationPage() {
  const { recherche } = useAdresse(rechercheNouvelle);
  const { demande, patient, precedente } = recherche;
  const vue = useVue(nouvelle, { demande, patient, precedente });
  return (
    <Page
      titre={NOUVELLE.titre}
      retour={
        precedente === undefined
          ? { vers: CHEMIN_ORIENTATIONS, texte: LISTE.titre }
          : { vers: cheminOrientation(precedente), texte: DETAIL.lireLaPrecedente }
      }
      etroite
    >
      <EtatDeVue vue={vue} chargement={NOUVELLE.chargement}>
        {(origine) => <Preparation origine={origine} />}
      </EtatDeVue>
    </Page>
  );
}

function Preparation({ origine }: { readonly origine: Origine }) {
  const { personne, demande, precedente } = origine;
  if (personne === undefined) return <SansPersonne demande={demande?.id} />;
  return (
    <Pile>
      <Personne
        nom={personne.nom}
        vers={`/personnes/${encodeURIComponent(personne.id)}`}
        precision={[
          personne.naissance === undefined ? undefined : `Naissance : ${personne.naissance}`,
          demande === undefined ? undefined : `Demande ${demande.reference}`,
        ]
          .filter((mot) => mot !== undefined)
          .join(' · ')}
      />
      {precedente?.motif !== undefined && (
        <Avis titre={`${DETAIL.refusee(precedente.service)} : ${precedente.motif.toLowerCase()}`}>
          {precedente.alternative !== undefined && `${DETAIL.conseille} ${precedente.alternative.nom}.`}
        </Avis>
      )}
      <Proposition origine={origine} personne={personne.id} />
    </Pile>
  );
}

function SansPersonne({ demande }: { readonly demande: string | undefined }) {
  if (demande !== undefined) {
    return (
      <Vide
        titre={NOUVELLE.personneAConfirmer}
        action={
          <Lien vers={cheminDemande(demande)} bouton="principal">
            {NOUVELLE.versDemande}
          </Lien>
        }
      >
        {NOUVELLE.personneAConfirmerQuoi}
      </Vide>
    );
  }
  return <ChoixDeLaPersonne />;
}
