import type { Parametres } from '../demande.ts';
import { ecrireParametres } from '../entree/conditions.ts';
import type { LienDePage } from './bundle.ts';

/** Links of one page: itself, and the next one when `suite` (an opaque place) says there is one. */
export function liensDePage(
  adresse: string,
  params: Parametres,
  suite: { readonly curseur: string; readonly place: string | undefined; readonly sans?: readonly string[] },
): readonly LienDePage[] {
  const lien = (relation: string, p: Parametres): LienDePage => ({
    relation,
    url: p.length === 0 ? adresse : `${adresse}?${ecrireParametres(p)}`,
  });
  const soi = lien('self', params);
  if (suite.place === undefined) return [soi];
  const autres = params.filter(([nom]) => nom !== suite.curseur && suite.sans?.includes(nom) !== true);
  return [soi, lien('next', [...autres, [suite.curseur, suite.place]])];
}
