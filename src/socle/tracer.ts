import type { Acteur } from '#acces/acteur.ts';
import { contexteDeTrace } from '#acces/contexte-trace.ts';
import { champsDe, parametresTraces } from '#acces/empreinte-recherche.ts';
import type { LigneDeTrace } from '#fhir/store/trace.ts';
import { Refus } from '#lib/refus.ts';
import type { Socle } from './executer.ts';
import type { TablesTerritoire, TableTrace } from './tables.ts';
import type { Bilan, Transaction } from './transaction.ts';

export interface Tracee {
  readonly nom: string;
  readonly genre: TableTrace['genre'];
  readonly fondement: string;
  readonly nombre: number | null;
  readonly parametres?: string | undefined;
}

/** Writes the line of what was allowed, in the transaction that does it: no trace, no answer. */
export async function tracer(tx: Transaction, { nom, genre, fondement, nombre, parametres }: Tracee): Promise<void> {
  const { objet, patient, version } = tx.bilan;
  await tx.sql
    .insertInto('trace')
    .values({
      ...ligneDe(tx.acteur, nom, tx.maintenant),
      genre,
      objet,
      version,
      patient,
      fondement,
      decision: 'permis',
      nombre,
      parametres: parametres ?? null,
    })
    .execute();
}

/** The start of every line: who, when, with what means (the context must have been declared). */
export function ligneDe(acteur: Acteur, action: string, le: Date) {
  return {
    le,
    acteur: acteur.id,
    role: acteur.role,
    structure: acteur.structure.ref,
    pour: acteur.pour?.ref ?? null,
    action,
    requete: acteur.requete,
    contexte: contexteDeTrace(acteur).id,
  };
}

/**
 * Writes what was refused, or failed, in a transaction of its own: the one of the attempt is gone. A failure of this trace replaces the
 * refusal: nobody gets an answer the trace does not know.
 */
export async function tracerEchec(
  socle: Socle,
  acteur: Acteur,
  nom: string,
  erreur: unknown,
  bilan: Pick<Bilan, 'objet' | 'patient'> | undefined,
): Promise<void> {
  const ligne: LigneDeTrace = {
    ...ligneDe(acteur, nom, socle.horloge.maintenant()),
    genre: 'refus',
    objet: bilan?.objet ?? null,
    patient: bilan?.patient ?? null,
    fondement: erreur instanceof Refus ? erreur.code : 'panne',
    decision: 'refuse',
    nombre: null,
  };
  await socle.base.territoire<TablesTerritoire, unknown>(acteur.territoire, (sql) =>
    sql.insertInto('trace').values(ligne).execute(),
  );
}

/** What a search was about: names of the fields, fingerprints of the values. */
export function parametresDe(socle: Socle, acteur: Acteur, entree: unknown): string | undefined {
  return parametresTraces(socle.coffre, acteur.territoire, champsDe(entree));
}

/** How many results an answer holds: the length of its list, or one. */
export function compter(sortie: unknown): number | null {
  if (Array.isArray(sortie)) return sortie.length;
  if (typeof sortie !== 'object' || sortie === null) return null;
  const liste = Object.values(sortie).find((valeur) => Array.isArray(valeur));
  return Array.isArray(liste) ? liste.length : 1;
}
