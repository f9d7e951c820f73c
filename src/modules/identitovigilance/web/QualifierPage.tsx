import { cheminIdentite, cheminPersonne } from '#modules/dossier/web/chemins.ts';
import { useParametre } from '#web/adresse.ts';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { useVue } from '#web/requetes.ts';
import { Avis, Lien, Page } from '#web/ui/index.ts';
import { qualification } from '../contract.ts';
import { GestePiece } from './GestePiece.tsx';
import { GesteRetrouver } from './GesteRetrouver.tsx';
import { QUALIFIER } from './textes.ts';

export function QualifierPage() {
  return <Qualifier patient={useParametre('id')} />;
}

/** Three gestures for whoever is alone: ask the national service, see the document, done. In either order. */
export function Qualifier({ patient }: { readonly patient: string }) {
  const vue = useVue(qualification, { patient });
  return (
    <Page titre={QUALIFIER.titre} etroite retour={{ vers: cheminIdentite(patient), texte: QUALIFIER.retour }}>
      <EtatDeVue vue={vue} chargement={QUALIFIER.chargement}>
        {(etat) =>
          etat.statutIns.code === 'QUAL' ? (
            <Avis
              ton="succes"
              titre={etat.statutIns.mots}
              annonce
              action={<Lien vers={cheminPersonne(patient)}>{QUALIFIER.revenir}</Lien>}
            >
              <p>{QUALIFIER.finie}</p>
            </Avis>
          ) : (
            <>
              <Avis titre={etat.statutIns.mots}>
                <p>{etat.statutIns.permet}</p>
                {etat.statutIns.marques.map((marque) => (
                  <p key={marque}>{marque}.</p>
                ))}
              </Avis>
              <GesteRetrouver patient={patient} etat={etat} />
              <GestePiece patient={patient} etat={etat} />
            </>
          )
        }
      </EtatDeVue>
    </Page>
  );
}
