import { z } from 'zod';
import { refusFhir } from '../refus.ts';
import { PARAMETRE_CURSEUR } from './limites.ts';

/** Place of the last line of a page in the order of its search: its keys, its type and its id. */
export interface Place {
  readonly cles: readonly string[];
  readonly type: string;
  readonly id: string;
}

const Id = z.string().regex(/^[A-Za-z0-9\-.]{1,64}$/);
const Contenu = z.tuple([z.string(), z.array(z.string()), Id, Id]);
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** @param empreinte of the search the place belongs to */
export function ecrireCurseur(empreinte: string, { cles, type, id }: Place): string {
  return Buffer.from(JSON.stringify([empreinte, cles, type, id])).toString('base64url');
}

/** Throws 400 when the cursor is damaged, or was given for another search. */
export function lireCurseur(texte: string, empreinte: string, types: readonly ('text' | 'timestamptz')[]): Place {
  const lu = Contenu.safeParse(depuisJson(Buffer.from(texte, 'base64url').toString('utf8')));
  if (!lu.success || lu.data[1].length !== types.length || !lu.data[1].every((cle, rang) => estCle(cle, types[rang])))
    throw refus('Ce lien de page est abîmé.');
  const [celle, cles, type, id] = lu.data;
  if (celle !== empreinte) throw refus('Ce lien de page vient d’une autre recherche.');
  return { cles, type, id };
}

/** A key that the database can read again: a client may have changed it. */
function estCle(cle: string, type: 'text' | 'timestamptz' | undefined): boolean {
  if (type === 'text') return !cle.includes('\0');
  return cle === 'infinity' || cle === '-infinity' || (INSTANT.test(cle) && !Number.isNaN(Date.parse(cle)));
}

function refus(texte: string) {
  return refusFhir(
    400,
    'invalid',
    `${texte} Reprenez la recherche depuis sa première page.`,
    `http.${PARAMETRE_CURSEUR}`,
  );
}

/** Undefined when it is not JSON: the shape is checked next. */
function depuisJson(texte: string): unknown {
  try {
    return JSON.parse(texte);
  } catch {
    return undefined;
  }
}
