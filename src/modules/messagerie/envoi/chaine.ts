import { REFERENCES_MAX } from '../parametres.ts';

interface Maillon {
  readonly message_id: string;
  readonly etat: string;
}

/** Identifiers a partner gave that a mail program would accept in `References` (RFC 5322); ours for a mail without one is not. */
const CITABLE = /^<[^\s<>@]{1,200}@[^\s<>@]{1,200}>$/;
const SANS_IDENTIFIANT = '@sans-identifiant.invalid>';
const PARTIS = new Set(['classe', 'attente', 'parti']);

/** Headers that keep an answer in its thread: the message it answers, and the chain, oldest first, cut in its middle when long. */
export function chaine(
  fil: readonly Maillon[],
  parent: string | undefined,
): { readonly enReponseA?: string; readonly references: readonly string[] } {
  const citables = fil
    .filter((m) => PARTIS.has(m.etat))
    .map((m) => m.message_id)
    .filter(estCitable);
  const dernier = parent !== undefined && estCitable(parent) ? parent : citables.at(-1);
  if (dernier === undefined) return { references: [] };
  const suite = [...new Set(citables)].filter((id) => id !== dernier);
  const gardes = suite.length < REFERENCES_MAX ? suite : [...suite.slice(0, 1), ...suite.slice(2 - REFERENCES_MAX)];
  return { enReponseA: dernier, references: [...gardes, dernier] };
}

function estCitable(identifiant: string): boolean {
  return CITABLE.test(identifiant) && !identifiant.endsWith(SANS_IDENTIFIANT);
}
