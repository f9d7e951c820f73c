import { cleRepetee } from '#lib/json/cle-repetee.ts';
import { refusCommuns } from '#lib/refus.ts';

/** Body of a request of our screens; empty: nothing was said. Throws SyntaxError (answered 400), or a refusal when a name is written twice. */
export function lireCorpsJson(texte: string): unknown {
  if (texte === '') return {};
  const lu: unknown = JSON.parse(texte);
  if (cleRepetee(texte) !== undefined)
    throw refusCommuns.entree_invalide('La demande dit deux fois la même chose : rien n’a été fait.');
  return lu;
}
