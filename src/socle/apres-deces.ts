import { sql as fragment, type Kysely } from 'kysely';
import { ECRITURE_FIGEE, EcritureRefusee } from '#fhir/store/ecriture.ts';
import { listeDeRefus, Refus } from '#lib/refus.ts';
import type { TablesTerritoire } from './tables.ts';

/**
 * Why an action still writes about somebody whose record is frozen (SP-16). `cloture`: ends what was still open, opens nothing.
 * `complement`: the traced addendum. `identite`: who is who. `droits`: her rights, exercised by those entitled. `trace`: who read what.
 * `suite`: what the house does by itself with what was begun before (a deadline, a delivery report).
 */
export type ApresDeces = 'cloture' | 'complement' | 'identite' | 'droits' | 'trace' | 'suite';

export const TEXTE_DOSSIER_FIGE =
  'Cette personne est décédée et son dossier est clos : il se lit, il ne s’écrit plus. Rien n’a été enregistré. Pour ajouter une information utile, utilisez « Ajouter un complément après le décès ».';

export const refusDeces = listeDeRefus('deces', { dossier_fige: { statut: 409, texte: TEXTE_DOSSIER_FIGE } });

/** Lets the writes that follow in this transaction pass the guard of the base; undefined puts it back. */
export async function passerLeGel(sql: Kysely<TablesTerritoire>, raison: ApresDeces | undefined): Promise<void> {
  await fragment`select passer_le_gel(${raison ?? ''})`.execute(sql);
}

/** True when nothing about this person is written any more. */
export async function estFige(sql: Kysely<TablesTerritoire>, patient: string, le: Date): Promise<boolean> {
  const ligne = await sql
    .selectFrom('deces_connu')
    .select('deces_connu.patient')
    .where('deces_connu.patient', '=', patient)
    .where('deces_connu.fige_le', '<=', le)
    .executeTakeFirst();
  return ligne !== undefined;
}

/** Refused because of a death, by the base or in our words. */
export const estRefusDeDeces = (erreur: unknown): boolean => {
  const refus = enRefusDeDeces(erreur);
  return refus instanceof Refus && refus.code === refusDeces.dossier_fige().code;
};

/** The base refused because of the death: said in our words. Anything else is given back as it is. */
export function enRefusDeDeces(erreur: unknown): unknown {
  const figee =
    erreur instanceof EcritureRefusee
      ? erreur.echecs.some(({ raison }) => raison === 'fige')
      : erreur instanceof Error && 'code' in erreur && erreur.code === ECRITURE_FIGEE;
  return figee ? refusDeces.dossier_fige() : erreur;
}
