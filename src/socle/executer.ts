import { sql as fragment, type Kysely } from 'kysely';
import type { z } from 'zod';
import type { Acteur } from '#acces/acteur.ts';
import { declarerContexte } from '#acces/contexte-trace.ts';
import type { Decision } from '#acces/decision.ts';
import { mandatPour } from '#acces/delegation.ts';
import type { Coffre } from '#lib/coffre/index.ts';
import type { Horloge } from '#lib/horloge.ts';
import type { NouvelId } from '#lib/ids.ts';
import { Refus, refusCommuns } from '#lib/refus.ts';
import type { Base } from '#lib/sql/connexion.ts';
import type { Action, Faire, Vue } from './action.ts';
import { enRefusDeDeces, estFige, passerLeGel, refusDeces } from './apres-deces.ts';
import type { Frein } from './frein.ts';
import type { TablesTerritoire } from './tables.ts';
import { Transaction } from './transaction.ts';
import { lireEntree } from './entree.ts';
import { prevenirLesEcrans } from './prevenir.ts';
import { compter, parametresDe, tracer, tracerEchec } from './tracer.ts';

export interface Socle {
  readonly base: Base;
  readonly horloge: Horloge;
  readonly nouvelId: NouvelId;
  /** Public address of this house (`https://…`), written in the links of messages. */
  readonly origine: string;
  /** Seals the secrets this house keeps in its base. */
  readonly coffre: Coffre;
  /** Holds back who reads far more than care needs; none: nothing is counted. */
  readonly frein?: Frein;
}

export interface OptionsExecution {
  /** Chosen by the caller and kept across its retries: the second click or the lost answer runs nothing twice. */
  readonly cle?: string | undefined;
}

/** Runs one action in one transaction: parse, right, do, trace, commit. What it wrote is whole or absent. */
export async function executer(
  socle: Socle,
  demandeur: Acteur,
  action: Action,
  brut: unknown,
  options: OptionsExecution = {},
): Promise<unknown> {
  const { acteur, refus } = mandatPour(demandeur, action.nom);
  return dansUneTransaction(socle, acteur, action.nom, async (ouvrir) => {
    if (refus !== undefined) throw refus;
    socle.frein?.verifier(acteur, 'ecriture');
    const entree = lireEntree(action.entree, brut);
    return ouvrir(async (tx) => {
      const dejaFaite = await resultatConnu(tx, action, options.cle);
      if (dejaFaite !== undefined) {
        await tracer(tx, { nom: action.nom, genre: 'lecture', fondement: 'deja-faite', nombre: null });
        return dejaFaite.resultat;
      }
      const sortie = await jouer(action, { entree, acteur, tx, maintenant: tx.maintenant });
      if (options.cle !== undefined) await retenirResultat(tx, action, options.cle, sortie);
      await prevenirLesEcrans(tx);
      return sortie;
    });
  });
}

/**
 * Runs one action inside a transaction that others share: a FHIR transaction is whole or absent, whoever decides of each entry. The
 * refusal is not traced here: the caller's transaction ends with it, and its door says so.
 */
export async function executerDans(
  socle: Socle,
  sql: Kysely<TablesTerritoire>,
  demandeur: Acteur,
  action: Action,
  brut: unknown,
): Promise<unknown> {
  const { acteur, refus } = mandatPour(demandeur, action.nom);
  if (refus !== undefined) throw refus;
  await declarerContexte(socle.base, acteur);
  const entree = lireEntree(action.entree, brut);
  const maintenant = socle.horloge.maintenant();
  const tx = new Transaction({ ...socle, sql, acteur, maintenant });
  const sortie = await jouer(action, { entree, acteur, tx, maintenant });
  // What follows in the shared transaction is judged without the exemption of this action.
  if (action.apresDeces !== undefined) await passerLeGel(sql, undefined);
  await prevenirLesEcrans(tx);
  return sortie;
}

/** Right, do, trace. About somebody whose record is frozen by her death, only what says why it still writes. */
async function jouer(action: Action, demande: Faire<z.output<z.ZodType>>): Promise<unknown> {
  const decision = await autoriser(action, demande);
  const sortie: unknown = action.sortie.parse(await faireSelonLeGel(action, demande));
  await tracer(demande.tx, { nom: action.nom, genre: 'ecriture', fondement: decision.fondement, nombre: null });
  return sortie;
}

async function faireSelonLeGel(action: Action, demande: Faire<z.output<z.ZodType>>): Promise<unknown> {
  const { tx } = demande;
  if (action.apresDeces !== undefined) {
    await passerLeGel(tx.sql, action.apresDeces);
    return action.faire(demande);
  }
  try {
    const sortie = await action.faire(demande);
    // What it wrote elsewhere than in a resource or a fact did not meet the guard of the base.
    const { patient } = tx.bilan;
    if (patient !== null && (await estFige(tx.sql, patient, tx.maintenant))) throw refusDeces.dossier_fige();
    return sortie;
  } catch (erreur) {
    throw enRefusDeDeces(erreur);
  }
}

/** Reads one view with the actor's rights; the trace is written in the same transaction: no trace, no answer. */
export async function consulter(socle: Socle, acteur: Acteur, vue: Vue, brut: unknown): Promise<unknown> {
  const { nom, genre } = vue;
  return dansUneTransaction(socle, acteur, nom, async (ouvrir) => {
    socle.frein?.verifier(acteur, genre);
    const entree = lireEntree(vue.entree, brut);
    return ouvrir(async (tx) => {
      const decision = await autoriser(vue, { entree, acteur, tx });
      const sortie: unknown = vue.sortie.parse(await vue.lire({ entree, acteur, tx, maintenant: tx.maintenant }));
      const nombre = compter(sortie);
      const parametres = genre === 'recherche' ? parametresDe(socle, acteur, entree) : undefined;
      await tracer(tx, { nom, genre, fondement: decision.fondement, nombre, parametres });
      socle.frein?.noter(acteur, { genre, patient: tx.bilan.patient, nombre });
      return sortie;
    });
  });
}

type Ouvrir = (faire: (tx: Transaction) => Promise<unknown>) => Promise<unknown>;

/** Whatever comes out, an answer, a refusal or a failure, leaves exactly one line. */
async function dansUneTransaction(
  socle: Socle,
  acteur: Acteur,
  nom: string,
  faire: (ouvrir: Ouvrir) => Promise<unknown>,
): Promise<unknown> {
  await declarerContexte(socle.base, acteur);
  const maintenant = socle.horloge.maintenant();
  let ouverte: Transaction | undefined;
  try {
    return await faire((dedans) =>
      socle.base.territoire<TablesTerritoire, unknown>(acteur.territoire, (sql) => {
        ouverte = new Transaction({ ...socle, sql, acteur, maintenant });
        return dedans(ouverte);
      }),
    );
  } catch (erreur) {
    await tracerEchec(socle, acteur, nom, erreur, ouverte?.bilan);
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
