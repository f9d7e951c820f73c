import { sql as fragment } from 'kysely';
import { acteurSysteme } from '#acces/acteur.ts';
import type { Journal } from '#lib/journal.ts';
import type { CodeTerritoire } from '#lib/sql/connexion.ts';
import { passerLeGel } from './apres-deces.ts';
import type { Socle } from './executer.ts';
import type { Canal, ResultatEnvoi, Sonnerie } from './module.ts';
import { prevenirLesEcrans } from './prevenir.ts';
import { ENVOI_RETENU } from './retenue.ts';
import type { TablesTerritoire } from './tables.ts';
import { Transaction } from './transaction.ts';

export interface Ouvrier {
  readonly socle: Socle;
  readonly sonneries: ReadonlyMap<string, Sonnerie>;
  readonly canaux: ReadonlyMap<string, Canal>;
  /** Channels another loop of this house delivers: a slow partner there delays nothing here. */
  readonly ailleurs?: readonly string[];
  readonly journal: Journal;
}

interface EnvoiPris {
  readonly id: string;
  readonly canal: string;
  readonly objet: string;
  readonly charge: unknown;
  readonly essais: number;
  readonly abandon: string | null;
}

const LOT = 50;
const VERROU_MS = 120_000;
/** Waits between tries: 15 s, 30 s, 1 min… doubled up to 1 h. After the last try a human is told. [P] */
const ESSAIS_MAX = 12;
const attenteMs = (essais: number) => Math.min(15_000 * 2 ** (essais - 1), 3_600_000);

/** One round for one territory: due deadlines ring, the outbox leaves. Returns how many things moved. */
export async function faireLeTour(ouvrier: Ouvrier, territoire: CodeTerritoire): Promise<number> {
  return (await sonner(ouvrier, territoire)) + (await livrer(ouvrier, territoire));
}

/** Rings every due deadline, oldest first, each in its own transaction: one that fails does not stop the others. */
export async function sonner(ouvrier: Ouvrier, territoire: CodeTerritoire): Promise<number> {
  const maintenant = ouvrier.socle.horloge.maintenant();
  const dues = await ouvrier.socle.base.territoire<TablesTerritoire, { id: string; cause: string }[]>(
    territoire,
    (sql) =>
      sql
        .selectFrom('echeance')
        .select(['echeance.id', 'echeance.cause'])
        .where('echeance.due_le', '<=', maintenant)
        .where('echeance.levee_le', 'is', null)
        .where('echeance.sonnee_le', 'is', null)
        .orderBy('echeance.due_le')
        .limit(LOT)
        .execute(),
  );
  let sonnees = 0;
  for (const { id, cause } of dues) {
    try {
      await sonnerUne(ouvrier, territoire, id, maintenant);
      sonnees += 1;
    } catch (erreur) {
      ouvrier.journal('erreur', 'echeance.echec', { cause, echeance: id, motif: nomDErreur(erreur) });
    }
  }
  return sonnees;
}

async function sonnerUne(ouvrier: Ouvrier, territoire: CodeTerritoire, id: string, maintenant: Date): Promise<void> {
  await ouvrier.socle.base.territoire<TablesTerritoire, void>(territoire, async (sql) => {
    const prise = await sql
      .updateTable('echeance')
      .set({ sonnee_le: maintenant })
      .where('echeance.id', '=', id)
      .where('echeance.levee_le', 'is', null)
      .where('echeance.sonnee_le', 'is', null)
      .returning(['echeance.objet', 'echeance.cause'])
      .executeTakeFirst();
    if (prise === undefined) return;
    const sonnerie = ouvrier.sonneries.get(prise.cause);
    if (sonnerie === undefined) throw new Error(`aucune sonnerie pour la cause ${prise.cause}`);
    const acteur = acteurSysteme(territoire, 'echeance');
    const tx = new Transaction({ ...ouvrier.socle, sql, acteur, maintenant });
    await passerLeGel(sql, 'suite');
    await sonnerie({ tx, objet: prise.objet, cause: prise.cause, maintenant });
    await exigerUneSuite(tx, prise.objet, prise.cause);
    await prevenirLesEcrans(tx);
  });
}

/** A bell that left the thing open without a next deadline would be limbo: the transaction is refused. */
async function exigerUneSuite(tx: Transaction, objet: string, cause: string): Promise<void> {
  const oubliee = await tx.sql
    .selectFrom('main_ouverte')
    .select('main_ouverte.objet')
    .where('main_ouverte.objet', '=', objet)
    .where('main_ouverte.etat', '<>', 'termine')
    .where('main_ouverte.due_le', '<=', tx.maintenant)
    .executeTakeFirst();
  if (oubliee !== undefined) throw new Error(`la sonnerie ${cause} laisse ${objet} sans prochaine échéance`);
}

/** Delivers what is ready to leave. A partner that is down delays only its own messages. */
export async function livrer(ouvrier: Ouvrier, territoire: CodeTerritoire): Promise<number> {
  const pris = await prendre(ouvrier, territoire, { sauf: ouvrier.ailleurs ?? [] }, LOT);
  await Promise.all(pris.map((envoi) => livrerUn(ouvrier, territoire, envoi)));
  return pris.length;
}

/**
 * Starts what is ready to leave on one channel and does not wait for it: `enVol` holds what has not ended, never more than a batch.
 * For partners whose slowness is not ours to bear. Returns how many were started.
 */
export async function lancer(
  ouvrier: Ouvrier,
  territoire: CodeTerritoire,
  canal: string,
  enVol: Set<Promise<void>>,
): Promise<number> {
  const place = LOT - enVol.size;
  if (place <= 0) return 0;
  const pris = await prendre(ouvrier, territoire, { canal }, place);
  for (const envoi of pris) {
    const vol: Promise<void> = livrerUn(ouvrier, territoire, envoi)
      .catch((erreur: unknown) =>
        ouvrier.journal('erreur', 'envoi.echec', { envoi: envoi.id, canal, motif: nomDErreur(erreur) }),
      )
      .finally(() => enVol.delete(vol));
    enVol.add(vol);
  }
  return pris.length;
}

type Part = { readonly canal: string } | { readonly sauf: readonly string[] };

async function prendre(
  ouvrier: Ouvrier,
  territoire: CodeTerritoire,
  part: Part,
  place: number,
): Promise<readonly EnvoiPris[]> {
  const maintenant = ouvrier.socle.horloge.maintenant();
  return ouvrier.socle.base.territoire<TablesTerritoire, EnvoiPris[]>(territoire, async (sql) => {
    const lignes = await sql
      .updateTable('envoi')
      .set({ verrou_jusqua: new Date(maintenant.getTime() + VERROU_MS), essais: fragment<number>`envoi.essais + 1` })
      .where('envoi.id', 'in', (eb) =>
        eb
          .selectFrom('envoi as e')
          .select('e.id')
          .where('e.etat', '=', 'attente')
          .where((ou) =>
            'canal' in part
              ? ou('e.canal', '=', part.canal)
              : fragment<boolean>`e.canal <> all(${[...part.sauf]}::text[])`,
          )
          .where('e.a_partir_de', '<=', maintenant)
          .where(fragment<boolean>`not ${ENVOI_RETENU}`)
          .where((ou) => ou.or([ou('e.verrou_jusqua', 'is', null), ou('e.verrou_jusqua', '<', maintenant)]))
          .orderBy('e.a_partir_de')
          .limit(place)
          .forUpdate()
          .skipLocked(),
      )
      .returning(['envoi.id', 'envoi.canal', 'envoi.objet', 'envoi.charge', 'envoi.essais', 'envoi.abandon'])
      .execute();
    return lignes;
  });
}

async function tenter(canal: Canal | undefined, envoi: EnvoiPris, territoire: CodeTerritoire): Promise<ResultatEnvoi> {
  if (envoi.abandon !== null) return { etat: 'echec', motif: envoi.abandon };
  if (canal === undefined) return { etat: 'panne', motif: `canal ${envoi.canal} non branché` };
  return canal
    .livrer({ ...envoi, territoire })
    .catch((erreur: unknown) => ({ etat: 'panne' as const, motif: nomDErreur(erreur) }));
}

async function livrerUn(ouvrier: Ouvrier, territoire: CodeTerritoire, envoi: EnvoiPris): Promise<void> {
  const canal = ouvrier.canaux.get(envoi.canal);
  const resultat = await tenter(canal, envoi, territoire);
  await ouvrier.socle.base.territoire<TablesTerritoire, void>(territoire, async (sql) => {
    const maintenant = ouvrier.socle.horloge.maintenant();
    const acteur = acteurSysteme(territoire, 'envoi');
    const tx = new Transaction({ ...ouvrier.socle, sql, acteur, maintenant });
    await passerLeGel(sql, 'suite');
    const definitif = resultat.etat === 'echec' || (resultat.etat === 'panne' && envoi.essais >= ESSAIS_MAX);
    await sql
      .updateTable('envoi')
      .set(suite(resultat, definitif, envoi.essais, maintenant))
      .where('envoi.id', '=', envoi.id)
      .execute();
    if (resultat.etat === 'parti') await canal?.parti?.({ tx, envoi });
    else if (definitif) await canal?.echouer({ tx, envoi, motif: resultat.motif });
    await prevenirLesEcrans(tx);
  });
  if (resultat.etat !== 'parti')
    ouvrier.journal('attention', 'envoi.non_parti', { envoi: envoi.id, canal: envoi.canal, essais: envoi.essais });
}

function suite(resultat: ResultatEnvoi, definitif: boolean, essais: number, maintenant: Date) {
  if (resultat.etat === 'parti')
    return { etat: 'parti' as const, parti_le: maintenant, verrou_jusqua: null, erreur: null };
  if (definitif) return { etat: 'echec' as const, verrou_jusqua: null, erreur: resultat.motif };
  return {
    a_partir_de: new Date(maintenant.getTime() + attenteMs(essais)),
    verrou_jusqua: null,
    erreur: resultat.motif,
  };
}

function nomDErreur(erreur: unknown): string {
  return erreur instanceof Error ? `${erreur.name}: ${erreur.message}` : 'erreur inconnue';
}
