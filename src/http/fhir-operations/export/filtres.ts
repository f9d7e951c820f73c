import type { Resource } from '@medplum/fhirtypes';
import { RefusFhir, refusFhir } from '#fhir/refus.ts';
import { lireConditions, satisfait, type Condition } from '#modules/abonnement/index.ts';

/** Does this stored text answer one of the searches asked for its type? */
export type Garder = (texte: string) => boolean;

const FILTRES_MAX = 20;

/**
 * `_typeFilter`: searches on one type each, alternatives of one another. What one resource cannot decide by itself (chains, `_has`,
 * numbers, distances) is refused: an export never holds less, nor more, than what was asked. Throws `RefusFhir` 400.
 */
export function lireFiltres(
  filtres: readonly string[],
  types: readonly string[],
  base: string,
): ReadonlyMap<string, readonly (readonly Condition[])[]> {
  if (filtres.length > FILTRES_MAX) throw refus(`${FILTRES_MAX} filtres au plus.`);
  const lus = new Map<string, (readonly Condition[])[]>();
  for (const filtre of filtres) {
    const [type = '', requete] = filtre.split(/\?(.*)/s);
    if (requete === undefined || requete === '')
      throw refus(`« ${filtre} » : écrivez Type?paramètre=valeur, encodé une fois.`);
    if (!types.includes(type)) throw refus(`Le type « ${type} » n’est pas dans cet export.`);
    lus.set(type, [...(lus.get(type) ?? []), conditionsDe(type, requete, base)]);
  }
  return lus;
}

/** Undefined: every resource of this type is kept. */
export function filtreDuType(filtres: readonly string[], type: string, base: string): Garder | undefined {
  const siens = filtres.filter((filtre) => filtre.startsWith(`${type}?`));
  const [alternatives] = lireFiltres(siens, [type], base).values();
  if (alternatives === undefined) return undefined;
  return (texte) => {
    const ressource = JSON.parse(texte) as Resource;
    return alternatives.some((conditions) => satisfait(conditions, ressource));
  };
}

function conditionsDe(type: string, requete: string, base: string): readonly Condition[] {
  try {
    return lireConditions(type, requete, base);
  } catch (erreur) {
    if (!(erreur instanceof RefusFhir)) throw erreur;
    throw refus(`« ${type}?${requete.slice(0, 200)} » ne filtre pas un export : ${erreur.texte}`);
  }
}

const refus = (texte: string): RefusFhir => refusFhir(400, 'not-supported', texte, '_typeFilter');
