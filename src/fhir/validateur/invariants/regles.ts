import type { RegleElement } from '../../definitions/index.ts';
import type { Juge, Passage } from '../passage.ts';
import { parMoteur } from './moteur.ts';
import { NATIVES } from './natives.ts';
import { PHRASES } from './phrases.ts';

/** Does the value keep the rule? */
export type Invariant = (valeur: unknown, p: Passage) => boolean;

/**
 * Rules kept by construction (an element is never empty, ext-1), by the server (a contained resource resolved elsewhere), or that
 * only advise a narrative (dom-6).
 */
const AILLEURS = new Set([
  'hasValue() or (children().count() > id.count())',
  'extension.exists() != value.exists()',
  'text.`div`.exists()',
]);

/** Judge of the rules of an element, those of `dejaFaites` (by their expressions) aside; undefined when none is left. */
export function compilerRegles(
  regles: readonly RegleElement[] | undefined,
  type: string,
  dejaFaites: readonly string[],
): Juge | undefined {
  const aFaire = (regles ?? []).flatMap((regle) => {
    const { expression } = regle;
    if (expression === undefined || AILLEURS.has(expression) || dejaFaites.includes(expression)) return [];
    return [{ regle, tenue: NATIVES.get(expression) ?? parMoteur(expression, type) }];
  });
  if (aFaire.length === 0) return undefined;
  return (p, valeur) => {
    if (valeur === undefined) return;
    for (const { regle, tenue } of aFaire) if (!tenue(valeur, p)) dire(p, regle);
  };
}

function dire(p: Passage, { key, severity, human, expression = '' }: RegleElement): void {
  // A profile may give the key of a known rule to one of its own: the sentence goes with the expression.
  const phrase = (NATIVES.has(expression) ? PHRASES[key] : undefined) ?? human;
  const texte = `La règle ${key} n’est pas respectée${phrase === undefined ? '' : ` : ${phrase.replace(/\.$/, '')}`}.`;
  if (severity === 'error') p.erreur('invariant', key, texte);
  else p.avertir('invariant', key, texte);
}
