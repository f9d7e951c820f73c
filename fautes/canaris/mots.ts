import type { Famille } from '#fhir/types.ts';

/** A word that exists once in the world: wherever it shows, somebody was shown that very element. */
export interface Canari {
  readonly mot: string;
  readonly territoire: string;
  readonly type: string;
  readonly id: string;
  readonly patient: string | undefined;
  readonly famille: Famille;
  readonly lecteurs: readonly string[];
  /** Told by the thread of the person: no software reads it. */
  readonly ecran?: boolean;
}

const FORME = /kan[1-9][0-9a-z]{4}z/g;
/** Long enough for a word to be inside, whatever the alignment. */
const BASE64 = /[A-Za-z0-9+/_-]{24,}={0,2}/g;

/** Letters and digits only, so that no escaping and no normalising changes it: `kan1a0f3z`. */
export function motDe(territoire: number, numero: number): string {
  return `kan${territoire}${numero.toString(36).padStart(4, '0')}z`;
}

/** Every canary word of a text, written plainly or inside a base64 value. */
export function motsDans(texte: string): ReadonlySet<string> {
  const bas = texte.toLowerCase();
  const mots = new Set(bas.match(FORME));
  // Documents and attachments travel in base64: what they hold counts as shown.
  for (const bloc of texte.match(BASE64) ?? []) {
    for (const mot of Buffer.from(bloc, 'base64').toString('latin1').toLowerCase().match(FORME) ?? []) mots.add(mot);
  }
  return mots;
}
