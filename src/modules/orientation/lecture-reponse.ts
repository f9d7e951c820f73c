import { normaliser } from '#lib/texte/index.ts';
import type { MotifRefus } from './statut.ts';

/** What a plain reply says; `inconnue` when the first sentences do not say yes or no: a human reads it. */
export type ReponseLue =
  | { readonly sens: 'accepte' }
  | { readonly sens: 'refuse'; readonly motif: MotifRefus }
  | { readonly sens: 'inconnue' };

const NON =
  /\b(je refuse|nous refusons|refus|refusons|impossible|ne pouvons pas|ne peux pas|ne pourrons pas|pas possible|n est pas possible|nous declinons|je decline)\b/;
const OUI =
  /\b(j accepte|nous acceptons|accepte|acceptons|d accord|nous prenons|je prends|c est bon pour nous|ok pour nous|oui)\b/;
/** « nous n'acceptons pas », « pas d'accord »: a yes word turned into a no. */
const NEGATION =
  /\b(n accepte pas|n acceptons pas|pas d accord|ne prenons pas|ne prends pas|n acceptons plus|ne prenons plus)\b/;
/** « accepté sous réserve », « oui mais », a question: neither yes nor no, somebody must read. */
const RESERVE =
  /\b(sous reserve|a condition|oui mais|d accord mais|avant d accepter|avant de vous repondre|est ce que|pouvez vous)\b/;

const MOTIFS: readonly (readonly [RegExp, MotifRefus])[] = [
  [/\b(zone|secteur|commune|trop loin|hors de notre)\b/, 'zone'],
  [/\b(liste d attente|plus de place|complet|complets|sature|satures|capacite|effectif)\b/, 'attente'],
  [/\b(public|age|moins de 60|pas notre mission|hors agrement)\b/, 'public'],
  [/\b(ne souhaite pas|refuse d etre|la personne refuse|sa famille refuse)\b/, 'refus_personne'],
  [/\b(cout|tarif|reste a charge|trop cher)\b/, 'cout'],
  [/\b(il manque|incomplet|sans ordonnance|besoin de plus d informations)\b/, 'incomplet'],
];

/**
 * Reads a plain reply to an orientation. Prudent on purpose: anything that is not a clear yes or a clear no is left to a
 * human, since a false yes leaves somebody alone at home.
 */
export function lireReponse(texte: string): ReponseLue {
  const dit = normaliser(texte.slice(0, 2000));
  if (RESERVE.test(dit) || texte.includes('?')) return { sens: 'inconnue' };
  const non = NEGATION.test(dit) || NON.test(dit);
  const oui = OUI.test(dit) && !NEGATION.test(dit);
  if (oui && non) return { sens: 'inconnue' };
  if (non) return { sens: 'refuse', motif: MOTIFS.find(([motif]) => motif.test(dit))?.[1] ?? 'autre' };
  return oui ? { sens: 'accepte' } : { sens: 'inconnue' };
}
