import { sql, type Kysely } from 'kysely';
import { ouvrirTexte } from '#fhir/identite/index.ts';
import type { Portee } from '#fhir/store/portee.ts';
import { surUnePersonneGelee } from '#socle/retenue.ts';
import type { EvenementDit } from '../envoi/notification.ts';
import type { Abonnement } from '../store.ts';
import type { TablesAbonnement } from '../tables.ts';
import type { Contenu, Geste } from '../vocabulaire.ts';

export interface EvenementDetecte {
  readonly abonnement: string;
  readonly seq: string;
  readonly type: string;
  readonly id: string;
  readonly version: number;
  readonly geste: Geste;
  readonly motif: string | undefined;
  readonly le: Date;
}

export async function noterEvenements(
  base: Kysely<TablesAbonnement>,
  evenements: readonly EvenementDetecte[],
): Promise<void> {
  if (evenements.length === 0) return;
  await base
    .insertInto('abonnement_evenement')
    .values(evenements.map((e) => ({ ...e, motif: e.motif ?? null, numero: null })))
    .execute();
}

const LOT = 500;

/**
 * Gives their numbers to the events the owner may know of now, in order, and forgets the others: what the owner may not see is
 * neither sent, nor counted. The caller holds the subscription. Returns the last number given.
 */
export async function numeroter(base: Kysely<TablesAbonnement>, a: Abonnement, portee: Portee): Promise<number> {
  await retenirLesGeles(base, a);
  const { rows } = await sql<{ rang: string; visible: boolean }>`
    select e.rang::text as rang,
           exists (select 1 from resource r where r.type = e.type and r.id = e.id and ${portee.condition('r')})
           and ${visiblePatient(a, portee)} as visible
    from abonnement_evenement e
    where e.abonnement = ${a.id} and e.numero is null and not ${surUnePersonneGelee('e')}
    order by e.rang
    limit ${LOT}`.execute(base);
  if (rows.length === 0) return a.dernier;
  const vus = rows.filter((r) => r.visible).map((r) => r.rang);
  const caches = rows.filter((r) => !r.visible).map((r) => r.rang);
  const dernier = a.dernier + vus.length;
  await sql`update abonnement set dernier = ${dernier}::bigint where id = ${a.id}`.execute(base);
  await sql`
    update abonnement_evenement e set numero = ${a.dernier}::bigint + v.ordre
    from unnest(${vus}::bigint[]) with ordinality as v(rang, ordre)
    where e.rang = v.rang`.execute(base);
  await sql`delete from abonnement_evenement where rang = any(${caches}::bigint[])`.execute(base);
  return dernier;
}

/** What was numbered and not acknowledged about a person frozen since loses its number: told after the freeze, under a new one. */
async function retenirLesGeles(base: Kysely<TablesAbonnement>, a: Abonnement): Promise<void> {
  if (a.definition.canal.adresse === undefined) return;
  await sql`
    update abonnement_evenement e set numero = null
    where e.abonnement = ${a.id} and e.numero > ${a.livre}::bigint and ${surUnePersonneGelee('e')}`.execute(base);
}

export async function resteANumeroter(base: Kysely<TablesAbonnement>, id: string): Promise<boolean> {
  const ligne = await base
    .selectFrom('abonnement_evenement as e')
    .select('e.rang')
    .where('e.abonnement', '=', id)
    .where('e.numero', 'is', null)
    .where(sql<boolean>`not ${surUnePersonneGelee('e')}`)
    .limit(1)
    .executeTakeFirst();
  return ligne !== undefined;
}

/** The national shape carries the identity of the person: the owner must also be allowed to read it. */
function visiblePatient(a: Abonnement, portee: Portee) {
  const patient = a.definition.nde?.patient;
  return patient === undefined
    ? sql<boolean>`true`
    : sql<boolean>`exists (select 1 from resource p where p.type = 'Patient' and p.id = ${patient} and not p.supprime and ${portee.condition('p')})`;
}

export interface EvenementGarde extends EvenementDit {
  readonly motif: string | undefined;
  /** Person the resource is about, for the trace. */
  readonly patient: string | undefined;
}

/**
 * Numbered events of `(depuis, jusqua]`, as the owner may see them at this instant: one whose resource it may no longer read is
 * left out whole. The content is that of the version of the event; it is withheld once the resource was deleted.
 */
export async function lireEvenements(
  base: Kysely<TablesAbonnement>,
  demande: {
    readonly abonnement: Abonnement;
    readonly depuis: number;
    readonly jusqua: number;
    readonly limite: number;
    readonly contenu: Contenu;
  },
  portee: Portee,
): Promise<readonly EvenementGarde[]> {
  const { abonnement: a, contenu } = demande;
  const { rows } = await sql<LigneLue>`
    select e.numero::text as numero, e.type, e.id, e.version, e.geste, e.motif, e.le, r.patient,
           case when ${contenu === 'full-resource'} and not r.supprime and not h.supprime then h.contenu::text end as texte
    from abonnement_evenement e
    join resource r on r.type = e.type and r.id = e.id
    join resource_history h on h.type = e.type and h.id = e.id and h.version = e.version
    where e.abonnement = ${a.id} and e.numero > ${demande.depuis}::bigint and e.numero <= ${demande.jusqua}::bigint
      and ${portee.condition('r')} and ${visiblePatient(a, portee)} and not ${surUnePersonneGelee('e')}
    order by e.numero
    limit ${demande.limite}`.execute(base);
  return rows.map(({ numero, texte, motif, patient, ...ligne }) => ({
    ...ligne,
    numero: Number(numero),
    // A matricule is read by whoever may come for it, never pushed.
    texte: texte === null ? undefined : ouvrirTexte(texte, undefined),
    motif: motif ?? undefined,
    patient: patient ?? undefined,
  }));
}

interface LigneLue {
  readonly numero: string;
  readonly type: string;
  readonly id: string;
  readonly version: number;
  readonly geste: Geste;
  readonly motif: string | null;
  readonly le: Date;
  readonly patient: string | null;
  readonly texte: string | null;
}
