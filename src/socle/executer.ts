import { sql as fragment, type Kysely } from 'kysely';
import type { z } from 'zod';
import type { Acteur } from '#acces/acteur.ts';
import type { Decision } from '#acces/decision.ts';
import type { Horloge } from '#lib/horloge.ts';
import type { NouvelId } from '#lib/ids.ts';
import { Refus, refusCommuns } from '#lib/refus.ts';
import type { Base } from '#lib/sql/connexion.ts';
import type { Action, Faire, Vue } from './action.ts';
import type { TablesTerritoire, TableTrace } from './tables.ts';
import { Transaction } from './transaction.ts';
import { lireEntree } from './entree.ts';
import { prevenirLesEcrans } from './prevenir.ts';

export interface Socle {
  readonly base: Base;
  readonly horloge: Horloge;
  readonly nouvelId: NouvelId;
  /** Public address of this house (`https://…`), written in the links of messages. */
  readonly origine: string;
}

export interface OptionsExecution {
  /** Chosen by the caller and kept across its retries: the second click or the lost answer runs nothing twice. */
  readonly cle?: string | undefined;
}

/** Runs one action in one transaction: parse, right, do, trace, commit. What it wrote is whole or absent. */
export async function executer(
  socle: Socle,
  acteur: Acteur,
  action: Action,
  brut: unknown,
  options: OptionsExecution = {},
): Promise<unknown> {
  const entree = lireEntree(action.entree, brut);
  const maintenant = socle.horloge.maintenant();
  try {
    return await socle.base.territoire<TablesTerritoire, unknown>(acteur.territoire, async (sql) => {
      const tx = new Transaction({ ...socle, sql, acteur, maintenant });
      const dejaFaite = await resultatConnu(tx, action, options.cle);
      if (dejaFaite !== undefined) return dejaFaite.resultat;
      const sortie = await jouer(action, { entree, acteur, tx, maintenant });
      if (options.cle !== undefined) await retenirResultat(tx, action, options.cle, sortie);
      await prevenirLesEcrans(tx);
      return sortie;
    });
  } catch (erreur) {
    await tracerRefus(socle, acteur, action.nom, erreur);
    throw erreur;
  }
}

/**
 * Runs one action inside a transaction that others share: a FHIR transaction is whole or absent, whoever decides of each entry. The
 * refusal is not traced here: the caller's transaction ends with it, and its door says so.
 */
export async function executerDans(
  socle: Socle,
  sql: Kysely<TablesTerritoire>,
  acteur: Acteur,
  action: Action,
  brut: unknown,
): Promise<unknown> {
  const entree = lireEntree(action.entree, brut);
  const maintenant = socle.horloge.maintenant();
  const tx = new Transaction({ ...socle, sql, acteur, maintenant });
  const sortie = await jouer(action, { entree, acteur, tx, maintenant });
  await prevenirLesEcrans(tx);
  return sortie;
}

/** Right, do, trace. */
async function jouer(action: Action, demande: Faire<z.output<z.ZodType>>): Promise<unknown> {
  const decision = await autoriser(action, demande);
  const sortie: unknown = action.sortie.parse(await action.faire(demande));
  await tracer(demande.tx, action.nom, 'ecriture', decision.fondement, null);
  return sortie;
}

/** Reads one view with the actor's rights; the trace is written in the same transaction: no trace, no answer. */
export async function consulter(socle: Socle, acteur: Acteur, vue: Vue, brut: unknown): Promise<unknown> {
  const entree = lireEntree(vue.entree, brut);
  const maintenant = socle.horloge.maintenant();
  try {
    return await socle.base.territoire<TablesTerritoire, unknown>(acteur.territoire, async (sql) => {
      const tx = new Transaction({ ...socle, sql, acteur, maintenant });
      const decision = await autoriser(vue, { entree, acteur, tx });
      const sortie: unknown = vue.sortie.parse(await vue.lire({ entree, acteur, tx, maintenant }));
      await tracer(tx, vue.nom, vue.genre, decision.fondement, compter(sortie));
      return sortie;
    });
  } catch (erreur) {
    await tracerRefus(socle, acteur, vue.nom, erreur);
    throw erreur;
  }
}

async function autoriser(
  chose: Pick<Action, 'droit'>,
  demande: { entree: z.output<z.ZodType>; acteur: Acteur; tx: Transaction },
): Promise<Extract<Decision, { permis: true }>> {
  const decision = await chose.droit(demande);
  if (decision.permis) return decision;
  throw new Refus('cordee.interdit', refusCommuns.interdit().statut, decision.texte);
}

async function resultatConnu(
  tx: Transaction,
  action: Action,
  cle: string | undefined,
): Promise<{ resultat: unknown } | undefined> {
  if (cle === undefined) return undefined;
  // Two clicks at once: the second waits here until the first has committed, then finds its result.
  await fragment`select pg_advisory_xact_lock(hashtextextended(${`${action.nom}:${cle}`}, 0))`.execute(tx.sql);
  const ligne = await tx.sql
    .selectFrom('cle_action')
    .select(['cle_action.resultat', 'cle_action.action', 'cle_action.auteur'])
    .where('cle_action.cle', '=', cle)
    .executeTakeFirst();
  if (ligne === undefined) return undefined;
  if (ligne.action !== action.nom || ligne.auteur !== tx.acteur.id) throw refusCommuns.interdit();
  return { resultat: ligne.resultat };
}

async function retenirResultat(tx: Transaction, action: Action, cle: string, sortie: unknown): Promise<void> {
  await tx.sql
    .insertInto('cle_action')
    .values({
      cle,
      action: action.nom,
      auteur: tx.acteur.id,
      resultat: JSON.stringify(sortie ?? null),
      le: tx.maintenant,
    })
    .execute();
}

async function tracer(
  tx: Transaction,
  nom: string,
  genre: TableTrace['genre'],
  fondement: string,
  nombre: number | null,
): Promise<void> {
  const { objet, patient } = tx.bilan;
  await tx.sql
    .insertInto('trace')
    .values({
      ...ligneDeTrace(tx.acteur, nom, tx.maintenant),
      genre,
      objet,
      patient,
      fondement,
      decision: 'permis',
      nombre,
    })
    .execute();
}

function ligneDeTrace(acteur: Acteur, action: string, le: Date) {
  return {
    le,
    acteur: acteur.id,
    role: acteur.role,
    structure: acteur.structure.ref,
    pour: null,
    action,
    requete: acteur.requete,
  };
}

async function tracerRefus(socle: Socle, acteur: Acteur, nom: string, erreur: unknown): Promise<void> {
  if (!(erreur instanceof Refus)) return;
  await socle.base.territoire<TablesTerritoire, void>(acteur.territoire, async (sql) => {
    await sql
      .insertInto('trace')
      .values({
        ...ligneDeTrace(acteur, nom, socle.horloge.maintenant()),
        genre: 'refus',
        objet: null,
        patient: null,
        fondement: erreur.code,
        decision: 'refuse',
        nombre: null,
      })
      .execute();
  });
}

function compter(sortie: unknown): number | null {
  if (Array.isArray(sortie)) return sortie.length;
  if (typeof sortie !== 'object' || sortie === null) return null;
  const liste = Object.values(sortie).find((valeur) => Array.isArray(valeur));
  return Array.isArray(liste) ? liste.length : 1;
}
