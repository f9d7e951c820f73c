import { sql as fragment, type ColumnType, type Generated, type Kysely } from 'kysely';
import { randomBytes } from 'node:crypto';
import { TAILLE_CLE } from './chiffrement.ts';
import type { Domaine } from './coffre.ts';
import type { CleMaitre } from './maitre.ts';

type Grand = ColumnType<string, number | string, number | string>;

export interface TableCleDonnees {
  id: string;
  domaine: string;
  rang: number;
  etat: 'prochaine' | 'courante' | 'ancienne' | 'detruite';
  maitre: string;
  enveloppe: string;
  cree_le: Generated<Date>;
  detruite_le: ColumnType<Date | null, Date | null | undefined, Date | null>;
}

export interface TableCleRotation {
  domaine: string;
  ancienne: string;
  nouvelle: string;
  gisement: string | null;
  apres: string | null;
  lignes: Grand;
  commencee_le: Generated<Date>;
}

/** What the vault keeps in the shared schema. */
export interface TablesCoffre {
  cle_donnees: TableCleDonnees;
  cle_generation: { unique_ligne: Generated<boolean>; rang: Grand };
  cle_lecteur: { id: string; rang: Grand; vu_le: Generated<Date> };
  cle_rotation: TableCleRotation;
}

/** Channel on which every process hears that keys changed. */
export const CANAL_CLES = 'cordee_cles';

/** Says that keys changed: the number every process must have read, and a bell. In the transaction of the change. */
export async function annoncerChangement(sql: Kysely<TablesCoffre>): Promise<void> {
  await fragment`update cle_generation set rang = rang + 1`.execute(sql);
  await fragment`select pg_notify(${CANAL_CLES}, '')`.execute(sql);
}

/** A new data key at this rank, wrapped; nothing when somebody else just put one there. */
export async function poserCle(
  sql: Kysely<TablesCoffre>,
  maitre: CleMaitre,
  domaine: Domaine,
  rang: number,
  etat: 'prochaine' | 'courante',
): Promise<void> {
  const id = randomBytes(6).toString('hex');
  const enveloppe = maitre.envelopper(randomBytes(TAILLE_CLE), placeDe(domaine, id));
  await sql
    .insertInto('cle_donnees')
    .values({ id, domaine, rang, etat, maitre: maitre.id, enveloppe })
    .onConflict((c) => c.doNothing())
    .execute();
}

/** What a wrapped key is bound to: it opens for no other domain and under no other name. */
export const placeDe = (domaine: string, id: string): string => `${domaine}/${id}`;
