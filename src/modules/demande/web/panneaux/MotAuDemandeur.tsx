import { Case, Champ, Lien } from '#web/ui/index.ts';
import { formaterTelephone, normaliserTelephone } from '#web/format.ts';
import type { DetailDemande } from '../../contract.ts';
import { compterLignes, LIGNES_MAX } from '../mot-au-demandeur.ts';
import { CHAMPS } from '../textes-gestes.ts';

interface ProprietesMot {
  readonly demandeur: DetailDemande['demandeur'];
  readonly nom: string;
  readonly libelle?: string | undefined;
  readonly aide?: string | undefined;
  readonly facultatif?: boolean | undefined;
  readonly texte: string;
  readonly onTexte: (texte: string) => void;
  readonly parTelephone: boolean;
  readonly onParTelephone: (dit: boolean) => void;
}

/** The word that leaves with a decision: five lines at most, counted; said by phone when no secure address is known. */
export function MotAuDemandeur(proprietes: ProprietesMot) {
  const { demandeur, texte, onTexte, parTelephone, onParTelephone } = proprietes;
  const sansAdresse = demandeur.adresse === undefined;
  const lignes = compterLignes(texte);
  const compteur = `${lignes} ${lignes < 2 ? 'ligne' : 'lignes'} sur ${LIGNES_MAX}. ${proprietes.aide ?? CHAMPS.retourAjouts}`;
  return (
    <>
      <Champ
        nom={proprietes.nom}
        libelle={proprietes.libelle ?? CHAMPS.retour}
        facultatif={proprietes.facultatif}
        aide={compteur}
        lignes={5}
        longueurMax={1000}
        valeur={texte}
        onChange={onTexte}
      />
      {sansAdresse && (
        <>
          {demandeur.telephone !== undefined && (
            <p>
              <Lien vers={`tel:${normaliserTelephone(demandeur.telephone)}`}>
                Appeler {demandeur.nom} : {formaterTelephone(demandeur.telephone)}
              </Lien>
            </p>
          )}
          <Case
            nom="prevenuParTelephone"
            libelle={CHAMPS.parTelephone}
            precision={CHAMPS.parTelephonePrecision}
            cochee={parTelephone}
            onChange={onParTelephone}
          />
        </>
      )}
    </>
  );
}

/** A requester without secure address must have been told by phone before anything is decided. */
export const ERREUR_PAS_PREVENU =
  'Appelez le demandeur, puis cochez : aucune adresse sécurisée n’est connue pour lui écrire.';
