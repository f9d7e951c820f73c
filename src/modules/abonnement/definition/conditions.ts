import { RefusFhir, refusFhir } from '#fhir/refus.ts';
import { lireRecherche } from '#fhir/recherche/lire.ts';
import type { Critere, Recherche } from '#fhir/recherche/modele.ts';

const OU = 'Subscription.criteria';
/** What one version of one resource is enough to decide. */
export type Condition = Exclude<
  Critere,
  { genre: 'maj' | 'nombre' | 'zone' | 'chaine' | 'inverse' | 'hierarchie' | 'plein-texte' | 'et' | 'ou' | 'non' }
>;

const POURQUOI: Readonly<Partial<Record<Critere['genre'], string>>> = {
  maj: 'tout changement est plus récent que l’abonnement : retirez _lastUpdated',
  nombre: 'les nombres et les quantités ne se décident pas dans un abonnement',
  zone: 'la distance ne se décide pas dans un abonnement',
  chaine: 'cette condition suit une autre ressource, et un abonnement ne regarde que celle qui change',
  inverse: 'cette condition suit une autre ressource, et un abonnement ne regarde que celle qui change',
  hierarchie: 'cette condition suit une autre ressource, et un abonnement ne regarde que celle qui change',
  'plein-texte': 'le texte entier ne se cherche pas dans un abonnement',
  ou: 'un filtre composé ne se décide pas dans un abonnement : faites plusieurs abonnements',
  non: 'un filtre composé ne se décide pas dans un abonnement : dites ce que vous attendez',
  et: 'un filtre composé ne se décide pas dans un abonnement : répétez les paramètres',
};

/**
 * Reads search conditions on one type, with the grammar of the search. What a single resource cannot decide is refused with its
 * reason: a subscription never watches less, or more, than what it was asked. Throws `RefusFhir` 422.
 * @param base address of the FHIR door, without a final slash
 */
export function lireConditions(type: string, requete: string, base: string): readonly Condition[] {
  const recherche = lire(type, requete, base);
  if (recherche.tri.length > 0 || recherche.inclusions.length > 0 || recherche.reduction !== undefined)
    throw refus('Le tri, les inclusions et les réductions ne sont pas des conditions : retirez-les.');
  return recherche.criteres.map((critere) => {
    if (critere.genre === 'date' && critere.valeurs.some((v) => v.prefixe === 'ap'))
      throw refus('« ap » (à peu près) ne se décide pas dans un abonnement : donnez des bornes.');
    if (estDecidable(critere)) return critere;
    throw refus(`« ${requete.slice(0, 200)} » : ${POURQUOI[critere.genre] ?? 'cette condition ne se décide pas ici'}.`);
  });
}

const estDecidable = (critere: Critere): critere is Condition => !Object.hasOwn(POURQUOI, critere.genre);

/** The refusals of the search say where in an address; here, the fault is in the subscription. */
function lire(type: string, requete: string, base: string): Recherche {
  try {
    return lireRecherche(type, [...new URLSearchParams(requete)], { strict: true, limiteMax: 1, base });
  } catch (erreur) {
    if (!(erreur instanceof RefusFhir)) throw erreur;
    throw new RefusFhir(
      422,
      erreur.issues.map((issue) => ({ ...issue, expression: OU })),
    );
  }
}

const refus = (texte: string): RefusFhir => refusFhir(422, 'not-supported', texte, OU);
