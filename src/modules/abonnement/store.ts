import { z } from 'zod';
import { sql as fragment, type Kysely, type Selectable } from 'kysely';
import { porteeSysteme } from '#acces/portee.ts';
import { surUnePersonneGelee } from '#socle/retenue.ts';
import type { Transaction } from '#socle/transaction.ts';
import type { CauseArret } from './arrets.ts';
import { Definition } from './definition/definition.ts';
import { MemoireDuProprietaire } from './proprietaire.ts';
import { tables, type TableAbonnement, type TablesAbonnement } from './tables.ts';
import { STATUTS, type EtatAbonnement } from './vocabulaire.ts';

/** A subscription as the room works with it. */
export interface Abonnement {
  readonly id: string;
  readonly etat: EtatAbonnement;
  readonly proprietaire: { readonly id: string; readonly nom: string; readonly ref: string };
  readonly memoire: MemoireDuProprietaire;
  readonly definition: Definition;
  /** Sealed: `ouvrirEntetes` where they leave, and nowhere else. */
  readonly entetesScelles: string | undefined;
  readonly dernier: number;
  readonly livre: number;
  readonly enVol: number | undefined;
  readonly finLe: Date | undefined;
  readonly actifLe: Date | undefined;
  readonly arret: CauseArret | undefined;
  readonly erreur: string | undefined;
}

export const CANAL = 'abonnement';
export const objetDe = (id: string): string => `Subscription/${id}`;

const Entetes = z
  .string()
  .startsWith('cordee-scelle:')
  .or(z.tuple([]).transform(() => undefined));

/** One subscription, locked until the end of the transaction: everything that numbers, sends or changes it waits its turn here. */
export async function verrouiller(base: Kysely<TablesAbonnement>, id: string): Promise<Abonnement | undefined> {
  const ligne = await base
    .selectFrom('abonnement')
    .selectAll()
    .where('abonnement.id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return ligne === undefined ? undefined : depuisLaLigne(ligne);
}

export async function lireAbonnements(
  base: Kysely<TablesAbonnement>,
  ids: readonly string[],
): Promise<readonly Abonnement[]> {
  if (ids.length === 0) return [];
  const lignes = await base
    .selectFrom('abonnement')
    .selectAll()
    .where('abonnement.id', 'in', [...ids])
    .execute();
  return lignes.map(depuisLaLigne);
}

function depuisLaLigne(l: Selectable<TableAbonnement>): Abonnement {
  return {
    id: l.id,
    etat: l.etat,
    proprietaire: { id: l.proprietaire, nom: l.proprietaire_nom, ref: l.proprietaire_ref },
    memoire: MemoireDuProprietaire.parse(l.acteur),
    definition: Definition.parse(l.definition),
    entetesScelles: Entetes.parse(l.entetes),
    dernier: Number(l.dernier),
    livre: Number(l.livre),
    enVol: l.en_vol === null ? undefined : Number(l.en_vol),
    finLe: l.fin_le ?? undefined,
    actifLe: l.actif_le ?? undefined,
    arret: l.arret ?? undefined,
    erreur: l.erreur ?? undefined,
  };
}

/** What an envoi of this channel carries: the rest is read when it leaves. `adresse`: the receiver it was meant for. */
const Charge = z.object({ genre: z.enum(['poignee', 'evenements', 'battement']), adresse: z.string() });
export type GenreEnvoi = z.output<typeof Charge>['genre'];

/** Undefined when the subscription has changed receiver since: what was meant for the old one says nothing of the new one. */
export function genreDe(charge: unknown, a: Abonnement): GenreEnvoi | undefined {
  const lue = Charge.parse(charge);
  return lue.adresse === a.definition.canal.adresse ? lue.genre : undefined;
}

/**
 * Puts the next notification on its way, unless one already is. The caller holds the subscription (`verrouiller`): without
 * that lock, a delivery ending now could miss what was just added. A subscriber who keeps a stream is never called.
 */
export async function mettreEnRoute(
  tx: Pick<Transaction, 'sql' | 'maintenant' | 'nouvelId'>,
  { id, definition: { canal } }: Pick<Abonnement, 'id' | 'definition'>,
  genre: GenreEnvoi,
): Promise<void> {
  if (canal.adresse === undefined) return;
  const charge = JSON.stringify({ genre, adresse: canal.adresse } satisfies z.input<typeof Charge>);
  await fragment`
    insert into envoi (id, canal, objet, charge, cree_le, a_partir_de)
    select ${tx.nouvelId()}, ${CANAL}, ${objetDe(id)}, ${charge}::jsonb, ${tx.maintenant}::timestamptz, ${tx.maintenant}::timestamptz
    where not exists (select 1 from envoi e where e.canal = ${CANAL} and e.objet = ${objetDe(id)} and e.etat = 'attente')`.execute(
    tx.sql,
  );
}

/** Takes back what was still to leave: it was meant for what the subscription no longer is. */
export async function rappeler(tx: Pick<Transaction, 'sql'>, id: string): Promise<void> {
  await tx.sql
    .updateTable('envoi')
    .set({ etat: 'echec', erreur: 'abonnement modifié', verrou_jusqua: null })
    .where('envoi.canal', '=', CANAL)
    .where('envoi.objet', '=', objetDe(id))
    .where('envoi.etat', '=', 'attente')
    .execute();
}

/** Something is left to tell: numbered and not acknowledged, or not yet numbered. */
export async function resteADire(base: Kysely<TablesAbonnement>, id: string): Promise<boolean> {
  const ligne = await base
    .selectFrom('abonnement_evenement as e')
    .innerJoin('abonnement as a', 'a.id', 'e.abonnement')
    .select('e.rang')
    .where('e.abonnement', '=', id)
    .where((ou) => ou.or([ou('e.numero', 'is', null), ou('e.numero', '>', ou.ref('a.livre'))]))
    .where(fragment<boolean>`not ${surUnePersonneGelee('e')}`)
    .limit(1)
    .executeTakeFirst();
  return ligne !== undefined;
}

/** Changes the state here and the status of the resource, together. The caller holds the subscription. */
export async function changerDEtat(
  tx: Transaction,
  abonnement: Pick<Abonnement, 'id' | 'proprietaire'>,
  etat: EtatAbonnement,
  erreur: string | null = null,
): Promise<void> {
  await tables(tx.sql)
    .updateTable('abonnement')
    .set({
      etat,
      erreur,
      erreur_le: erreur === null ? null : tx.maintenant,
      ...(etat === 'actif' ? { actif_le: tx.maintenant } : {}),
    })
    .where('abonnement.id', '=', abonnement.id)
    .execute();
  const { ressource, version } = await tx.lire('Subscription', abonnement.id, porteeSysteme('abonnement'));
  const { error: _ancienne, ...reste } = ressource;
  await tx.ecrire({ ...reste, status: STATUTS[etat], ...(erreur === null ? {} : { error: erreur }) }, version, [
    abonnement.proprietaire.ref,
  ]);
  tx.rafraichir('abonnement');
}
