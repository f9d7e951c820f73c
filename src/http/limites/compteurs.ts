import { sql as fragment, type Kysely } from 'kysely';
import type { Horloge } from '#lib/horloge.ts';
import type { Journal } from '#lib/journal.ts';
import { Refus } from '#lib/refus.ts';
import type { Base } from '#lib/sql/connexion.ts';
import { LIMITES, type Limite, type NomDeLimite } from './regles.ts';

/** Counts of this process go to the base this often: what a kill loses at most. */
const VERSEMENT_MS = 1_000;
/** Beyond, the oldest windows leave memory first: an attacker changes address more often than memory grows. */
const CASES_MAX = 50_000;

interface Case {
  readonly cle: string;
  readonly debut: Date;
  readonly fin: Date;
  /** What the base said, every process together. */
  connu: number;
  /** Counted here since. */
  neuf: number;
  /** The base has been asked at least once. */
  lue: boolean;
}

export interface Limites {
  /** Counts one more; throws 429 beyond the limit, 503 when the counter does not answer and this must stay closed. */
  compter(nom: NomDeLimite, qui: string): Promise<void>;
  /** Gives the counts to the base now. */
  verser(): Promise<void>;
  arreter(): Promise<void>;
}

export interface OutilsLimites {
  readonly base: Base;
  readonly horloge: Horloge;
  readonly journal: Journal;
}

/**
 * Counters shared by every process and kept across restarts. One question to the base for the first request of a key in its window,
 * then memory; what was counted is given back in one statement per second for all keys together.
 */
export function creerLimites({ base, horloge, journal }: OutilsLimites): Limites {
  const cases = new Map<string, Case>();
  let versement: Promise<void> = Promise.resolve();
  const verser = (): Promise<void> => {
    versement = versement.then(() => verserTout(base, cases, horloge.maintenant()));
    return versement;
  };
  const minuterie = setInterval(() => {
    verser().catch((erreur: unknown) => {
      versement = Promise.resolve();
      journal('attention', 'limites.versement', { motif: erreur instanceof Error ? erreur.name : 'inconnu' });
    });
  }, VERSEMENT_MS).unref();
  const connaitre = async (limite: Limite, c: Case): Promise<void> => {
    try {
      c.connu = await lire(base, c);
      c.lue = true;
    } catch (erreur) {
      journal('attention', 'limites.muettes', {
        limite: limite.nom,
        motif: erreur instanceof Error ? erreur.name : '',
      });
      if (limite.sansCompteur === 'ferme') throw sansCompteur();
    }
  };
  return {
    async compter(nom, qui) {
      const limite = LIMITES[nom];
      const maintenant = horloge.maintenant();
      const c = caseDe(cases, limite, qui, maintenant);
      if (!c.lue) await connaitre(limite, c);
      c.neuf += 1;
      if (c.connu + c.neuf > limite.maximum) throw tropDeDemandes(limite, c.fin, maintenant);
    },
    verser,
    arreter: async () => {
      clearInterval(minuterie);
      await verser();
    },
  };
}

function caseDe(cases: Map<string, Case>, limite: Limite, qui: string, maintenant: Date): Case {
  const largeur = limite.fenetreS * 1000;
  const debut = Math.floor(maintenant.getTime() / largeur) * largeur;
  const nom = `${limite.nom} ${qui}`.slice(0, 300);
  const cle = `${nom} ${debut}`;
  const connue = cases.get(cle);
  if (connue !== undefined) return connue;
  const plusVieille = cases.keys().next();
  if (cases.size >= CASES_MAX && plusVieille.done !== true) cases.delete(plusVieille.value);
  const neuve = { cle: nom, debut: new Date(debut), fin: new Date(debut + largeur), connu: 0, neuf: 0, lue: false };
  cases.set(cle, neuve);
  return neuve;
}

interface TablesLimites {
  compteur_de_limite: { cle: string; debut: Date; nombre: string; fin: Date };
}

function lire(base: Base, c: Case): Promise<number> {
  return base.commun<TablesLimites, number>(async (sql) => {
    const ligne = await sql
      .selectFrom('compteur_de_limite')
      .select('compteur_de_limite.nombre')
      .where('compteur_de_limite.cle', '=', c.cle)
      .where('compteur_de_limite.debut', '=', c.debut)
      .executeTakeFirst();
    return Number(ligne?.nombre ?? 0);
  });
}

/** All keys in one statement, in one order: two processes never wait for each other. Windows that are over leave, there and here. */
async function verserTout(base: Base, cases: Map<string, Case>, maintenant: Date): Promise<void> {
  const pleines = [...cases.values()].filter((c) => c.neuf > 0).toSorted((a, b) => (a.cle < b.cle ? -1 : 1));
  if (pleines.length > 0) {
    const verses = pleines.map((c) => c.neuf);
    const nombres = await base.commun<TablesLimites, ReadonlyMap<string, number>>((sql) =>
      ajouter(sql, pleines, verses),
    );
    pleines.forEach((c, i) => {
      c.neuf -= verses[i] ?? 0;
      c.connu = nombres.get(`${c.cle} ${c.debut.getTime()}`) ?? c.connu;
      c.lue = true;
    });
  }
  for (const [cle, c] of cases) if (c.fin <= maintenant) cases.delete(cle);
}

async function ajouter(
  sql: Kysely<TablesLimites>,
  pleines: readonly Case[],
  verses: readonly number[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await fragment<{ cle: string; debut: Date; nombre: string }>`
    insert into compteur_de_limite as c (cle, debut, nombre, fin)
    select * from unnest(${pleines.map((c) => c.cle)}::text[], ${pleines.map((c) => c.debut)}::timestamptz[],
      ${[...verses]}::bigint[], ${pleines.map((c) => c.fin)}::timestamptz[])
    on conflict (cle, debut) do update set nombre = c.nombre + excluded.nombre
    returning cle, debut, nombre`.execute(sql);
  await fragment`delete from compteur_de_limite where fin < now() - interval '1 day'`.execute(sql);
  return new Map(rows.map((r) => [`${r.cle} ${r.debut.getTime()}`, Number(r.nombre)]));
}

/** A refusal that says when to come back (`Retry-After`). */
export class RefusTemporaire extends Refus {
  readonly attenteS: number;

  constructor(code: string, statut: number, texte: string, attenteS: number) {
    super(code, statut, texte);
    this.attenteS = attenteS;
  }
}

function tropDeDemandes(limite: Limite, fin: Date, maintenant: Date): RefusTemporaire {
  const attenteS = Math.max(1, Math.ceil((fin.getTime() - maintenant.getTime()) / 1000));
  return new RefusTemporaire('cordee.trop_de_demandes', 429, limite.texte, attenteS);
}

const sansCompteur = (): RefusTemporaire =>
  new RefusTemporaire(
    'cordee.compteur_muet',
    503,
    'Cordée ne peut pas compter les essais en ce moment, et ferme cette porte par prudence. Réessayez dans une minute.',
    60,
  );
