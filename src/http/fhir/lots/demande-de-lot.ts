import { RefusFhir, refusFhir } from '#fhir/refus.ts';
import type { Demande } from '../demande.ts';
import { lireAdresse, segmentsDe } from '../entree/adresse.ts';
import { lireParametres } from '../entree/conditions.ts';
import { commeRefusFhir } from '../sortie/pannes.ts';
import type { EntreeDeLot } from './lire-lot.ts';

/** One entry as a request of the door. A Bundle inside a Bundle, or an address that means nothing, is refused. */
export function demandeDe(entree: EntreeDeLot, parent: Demande, lourde: boolean): Demande {
  const adresse = lireAdresse(segmentsDe(entree.chemin));
  if (adresse.genre === 'racine' && entree.methode === 'POST')
    throw refusFhir(400, 'not-supported', 'Un Bundle ne contient pas un autre batch ni une autre transaction.');
  const { ifMatch, ifNoneMatch, ifNoneExist } = entree;
  return {
    methode: entree.methode,
    adresse,
    params: lireParametres(entree.requete),
    corps: entree.ressource === undefined ? undefined : { genre: 'ressource', valeur: entree.ressource, lourde },
    conditions: { ifMatch, ifNoneMatch, ifNoneExist },
    preferences: parent.preferences,
    entetes: parent.entetes,
  };
}

/** Runs for one entry; a refusal says where in the Bundle it stands. */
export async function aLaPlace<R>(rang: number, faire: () => Promise<R> | R): Promise<R> {
  try {
    return await faire();
  } catch (erreur) {
    const refus = commeRefusFhir(erreur);
    throw refus === undefined ? erreur : situer(rang, refus);
  }
}

/** The same refusal, its locations read from the root of the Bundle. */
export function situer(rang: number, refus: RefusFhir): RefusFhir {
  const ici = `Bundle.entry[${rang}]`;
  return new RefusFhir(
    refus.statut,
    refus.issues.map((issue) => {
      if (issue.expression?.startsWith('Bundle.entry') === true) return issue;
      return { ...issue, expression: issue.expression === undefined ? ici : `${ici}.resource.${issue.expression}` };
    }),
  );
}
