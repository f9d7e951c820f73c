import { createHash } from 'node:crypto';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Base, CodeTerritoire } from '#lib/sql/connexion.ts';

type Resultat = { readonly command: string; readonly rowCount: number; readonly rows: readonly unknown[] };

/** Nobody listens and nobody competes while the demonstration loads: waking screens and waiting for one's turn are left out. */
const SANS_OBJET = /^select pg_(?:notify|advisory_xact_lock)/;
/** Settings and directory do not change during the stories. */
const IMMUABLES = /^select .* from "(?:reglage|annuaire|annuaire_local)"(?! as| inner)/s;
/** Written once and read by nobody during the stories: sent by hundreds. */
const A_LA_SUITE = /^insert into "(?:fait|trace|fil_reference|lien)" \([^)]*\) values \(\$1[^()]*\)$/;
const SANS_RETOUR = /^(?:insert|update|delete) /;
const RETOUR = / returning /;
/** A write of the store tells how it went, line by line: it is checked when the answer comes. */
const ECRITURE_DU_MAGASIN = /^with ecriture as /;
const LOT = 200;

export interface BaseDeChargement extends Base {
  /** True when something was put in the outbox since the last question. */
  courrierEnAttente(): boolean;
  /** Sends what is left, checks every answer, commits: the whole demonstration is there, or nothing of it. */
  terminer(): Promise<void>;
}

/**
 * One connection, one transaction, prepared statements, and writes that do not wait for their answer: twenty-five thousand
 * statements of real actions fit in a first start. Only for a territory that nobody else uses yet.
 */
export async function ouvrirChargement(url: string, code: CodeTerritoire): Promise<BaseDeChargement> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  // Statements are planned while the tables are still empty: left to itself the planner would read them whole for ever.
  const plans = 'set local plan_cache_mode = force_generic_plan; set local enable_seqscan = off; set local jit = off';
  await client.query(
    `begin; set local role terr_${code}; set local search_path = ${code}, shared, pg_temp; set local synchronous_commit = off; ${plans}`,
  );
  const tuyau = new Tuyau(client);
  const sql = kyselySur(tuyau);
  return {
    territoire: <T, R>(_code: CodeTerritoire, faire: (sql: Kysely<T>) => Promise<R>) =>
      faire(sql as unknown as Kysely<T>),
    commun: () => Promise.reject(new Error('le chargement ne touche qu’à un territoire')),
    // The same transaction: the queue of the client keeps the order of what is asked.
    directement: () => async (requete) => (await client.query(requete.texte, [...requete.valeurs])).rows,
    ensemble: () => Promise.reject(new Error('le chargement tient dans une transaction')),
    ecouter: () => Promise.reject(new Error('le chargement n’écoute rien')),
    courrierEnAttente: () => tuyau.courrierEnAttente(),
    terminer: async () => {
      await tuyau.finir();
      await client.query('commit');
    },
    fermer: () => client.end(),
  };
}

class Tuyau {
  readonly #client: pg.Client;
  readonly #lus = new Map<string, Resultat>();
  readonly #suites = new Map<string, unknown[][]>();
  readonly #noms = new Map<string, string>();
  #faute: unknown;
  #courrier = false;
  #derniere: Promise<unknown> = Promise.resolve();
  #file: Promise<unknown> = Promise.resolve();

  constructor(client: pg.Client) {
    this.#client = client;
  }

  async passer(texte: string, valeurs: readonly unknown[]): Promise<Resultat> {
    this.#verifier();
    if (SANS_OBJET.test(texte)) return { command: 'SELECT', rowCount: 0, rows: [] };
    if (A_LA_SUITE.test(texte)) return this.#mettreALaSuite(texte, valeurs);
    if (texte.startsWith('insert into "envoi"')) this.#courrier = true;
    this.#viderCeQueLit(texte);
    if (ECRITURE_DU_MAGASIN.test(texte) || (SANS_RETOUR.test(texte) && !RETOUR.test(texte)))
      return this.#poster(texte, valeurs);
    const cle = IMMUABLES.test(texte) ? `${texte}\u0000${JSON.stringify(valeurs)}` : undefined;
    const connu = cle === undefined ? undefined : this.#lus.get(cle);
    if (connu !== undefined) return connu;
    const lu = await this.#demander(texte, valeurs);
    if (cle !== undefined) this.#lus.set(cle, lu);
    return lu;
  }

  courrierEnAttente(): boolean {
    const oui = this.#courrier;
    this.#courrier = false;
    return oui;
  }

  async finir(): Promise<void> {
    for (const texte of this.#suites.keys()) this.#vider(texte);
    await this.#derniere;
    this.#verifier();
  }

  #verifier(): void {
    if (this.#faute !== undefined)
      throw new Error('Une écriture de la démonstration a échoué.', { cause: this.#faute });
  }

  /** Sent now, answered later: the next statements are prepared meanwhile, on the other core. */
  #poster(texte: string, valeurs: readonly unknown[]): Resultat {
    const duMagasin = ECRITURE_DU_MAGASIN.test(texte);
    this.#derniere = this.#attendre(texte, valeurs, duMagasin);
    return {
      command: 'INSERT',
      rowCount: 1,
      rows: duMagasin ? [{ rang: 0, issue: 'cree', version: 1, le: null }] : [],
    };
  }

  async #attendre(texte: string, valeurs: readonly unknown[], duMagasin: boolean): Promise<void> {
    try {
      const { rows } = await this.#demander(texte, valeurs);
      if (duMagasin && !rows.every(estEcrite)) this.#faute ??= new Error('une ressource attendue n’a pas été écrite');
    } catch (erreur) {
      this.#faute ??= erreur;
    }
  }

  #mettreALaSuite(texte: string, valeurs: readonly unknown[]): Resultat {
    const suite = this.#suites.get(texte) ?? [];
    suite.push([...valeurs]);
    this.#suites.set(texte, suite);
    if (suite.length >= LOT) this.#vider(texte);
    return { command: 'INSERT', rowCount: 1, rows: [] };
  }

  /** A statement that names a table whose lines still wait sends them first. */
  #viderCeQueLit(texte: string): void {
    for (const attente of this.#suites.keys()) {
      const table = attente.slice('insert into '.length, attente.indexOf(' ', 'insert into '.length));
      if (texte.includes(table)) this.#vider(attente);
    }
  }

  #vider(texte: string): void {
    const lignes = this.#suites.get(texte) ?? [];
    this.#suites.delete(texte);
    if (lignes.length === 0) return;
    const debut = texte.slice(0, texte.indexOf('values ') + 'values '.length);
    const largeur = lignes[0]?.length ?? 0;
    const groupes = lignes.map(
      (_, l) => `(${Array.from({ length: largeur }, (_, c) => `$${l * largeur + c + 1}`).join(', ')})`,
    );
    this.#poster(debut + groupes.join(', '), lignes.flat());
  }

  /** One at a time on the connection, in the order of the calls. */
  #demander(texte: string, valeurs: readonly unknown[]): Promise<Resultat> {
    const requete = { name: this.#nomDe(texte), text: texte, values: [...valeurs] };
    const reponse = this.#file.then(() => this.#client.query(requete) as Promise<Resultat>);
    this.#file = reponse.catch(() => undefined);
    return reponse;
  }

  /** PostgreSQL plans a statement it knows by name only once. */
  #nomDe(texte: string): string {
    const connu = this.#noms.get(texte);
    if (connu !== undefined) return connu;
    const nom = createHash('sha256').update(texte).digest('base64url').slice(0, 40);
    this.#noms.set(texte, nom);
    return nom;
  }
}

const ECRITES: readonly unknown[] = ['cree', 'modifie'];

function estEcrite(ligne: unknown): boolean {
  return typeof ligne === 'object' && ligne !== null && 'issue' in ligne && ECRITES.includes(ligne.issue);
}

function kyselySur(tuyau: Tuyau): Kysely<unknown> {
  const seule = {
    query: (texte: string, valeurs: readonly unknown[]) => tuyau.passer(texte, valeurs),
    release: () => undefined,
  };
  const pool = { connect: async () => seule, end: async () => undefined };
  return new Kysely<unknown>({ dialect: new PostgresDialect({ pool: pool as unknown as pg.Pool }) });
}
