import { sql } from 'kysely';
import type { Acteur } from '#acces/acteur.ts';
import { porteeDe } from '#acces/portee.ts';
import { comptesNommes } from '#modules/territoire/index.ts';
import type { Transaction } from '#socle/transaction.ts';

/** Said before sending, never after: the text is kept, another way is proposed. Nothing of what the person chose, nor of whom it aims at. */
const FERME = 'Ne pourra pas lire ce message dans Cordée : cet échange lui est fermé. Appelez plutôt.';
const SANS_QUALITE =
  'Ne pourra pas lire ce message dans Cordée : sa profession n’est pas encore prouvée. Appelez plutôt.';

/** Among these addressees, those whose account would not open a message about this person: the rule itself is asked, for each of them. */
export async function quiNeLiraPas(
  tx: Transaction,
  refs: readonly string[],
  patient: string,
): Promise<ReadonlyMap<string, string>> {
  const phrases = new Map<string, string>();
  for (const { ref, acteur } of await comptesNommes(tx, refs, tx.maintenant))
    if (!(await lira(tx, acteur, ref, patient)))
      phrases.set(ref, acteur.sansQualite === undefined ? FERME : SANS_QUALITE);
  return phrases;
}

async function lira(tx: Transaction, acteur: Acteur, ref: string, patient: string): Promise<boolean> {
  const portee = porteeDe(acteur, tx.maintenant);
  const { rows } = await sql`select 1 from (
      select 'Communication'::text as type, ''::text as id, ${patient}::text as patient, 'FIL'::text as famille,
             array[${ref}::text] as lecteurs, null::text as auteur, ${tx.maintenant}::timestamptz as le) message
    where ${portee.condition('message')}`.execute(tx.sql);
  return rows.length > 0;
}
