import pg from 'pg';
import { demander, Envoi, type Demande, type Prepares, type Reponse } from './envoi.ts';
import type { Requete } from './requete.ts';

/** What a statement may begin with: nothing that would change the role, the path or the settings of the connection. */
const INSTRUCTION = /^\s*(?:select|with|insert|update|delete|values|explain|declare|fetch|close)\b/i;
/** Prepared statements stay in the memory of the server: a connection that knows too many is replaced. */
const NOMS_MAX = 500;

export class ConnexionNonAttachee extends Error {
  override readonly name = 'ConnexionNonAttachee';
}

/**
 * One connection that belongs to one territory from its first byte: role and path come with its opening, `reset` comes
 * back to them, and no statement given to it may change them.
 */
export class Attache {
  readonly schema: string;
  readonly #client: pg.Client;
  readonly #prepares: Prepares = { colonnes: new Map(), douteux: new Set() };
  readonly ouverteLe = performance.now();
  /** Last time it was given back, on the stopwatch of the process (milliseconds). */
  rendueLe = performance.now();
  /** Trips to make, the first one under way. */
  readonly #file: (readonly Demande[])[] = [];
  #morte = false;

  private constructor(schema: string, client: pg.Client) {
    this.schema = schema;
    this.#client = client;
    client.on('error', () => (this.#morte = true));
    client.on('end', () => (this.#morte = true));
  }

  static async ouvrir(url: string, schema: string, role: string): Promise<Attache> {
    const client = new pg.Client(configuration(url, schema, role));
    const attache = new Attache(schema, client);
    try {
      await client.connect();
      await attache.#exiger(role);
    } catch (erreur) {
      attache.fermer();
      throw erreur;
    }
    return attache;
  }

  /** An intermediary that drops the settings of the opening would leave a connection that can read nothing: refused at once. */
  async #exiger(role: string): Promise<void> {
    const { rows } = await this.#client.query<{ role: string; chemin: string }>(
      "select current_user::text as role, current_setting('search_path') as chemin",
    );
    if (rows[0]?.role !== role || rows[0].chemin !== cheminDe(this.schema))
      throw new ConnexionNonAttachee(
        'La base n’a pas gardé le rôle et le chemin demandés à l’ouverture : un intermédiaire les retire peut-être.',
      );
  }

  /** Sends statements in one trip; resolves when the server is ready for the next one, whatever became of them. */
  envoyer(demandes: readonly Demande[]): Promise<void> {
    return new Promise((prete) => {
      let restantes = demandes.length;
      const compter = (): void => {
        restantes -= 1;
        if (restantes === 0) prete();
      };
      const suivies = demandes.map(({ reussir, echouer, ...demande }): Demande => ({
        ...demande,
        reussir: (reponse) => {
          reussir(reponse);
          compter();
        },
        echouer: (erreur) => {
          echouer(erreur);
          compter();
        },
      }));
      this.#partir(suivies);
    });
  }

  #partir(demandes: readonly Demande[]): void {
    const permises = demandes.filter((d) => this.#permise(d));
    for (const { echouer } of demandes.filter((d) => !permises.includes(d)))
      echouer(new Error('une seule instruction de lecture ou d’écriture est permise ici'));
    if (permises.length === 0) return;
    this.#file.push(permises);
    if (this.#file.length === 1) this.#suivant();
  }

  /** One trip at a time. What the failure of a neighbour undid leaves first, one by one, so that each fails or succeeds for itself. */
  #suivant(): void {
    const [demandes] = this.#file;
    if (demandes === undefined) return;
    const apres = (aRefaire: readonly Demande[]): void => {
      this.#file.splice(0, 1, ...aRefaire.map((demande) => [demande]));
      this.#suivant();
    };
    this.#client.query(new Envoi(demandes, this.#prepares, apres));
  }

  #permise({ texte, nom }: Demande): boolean {
    return (nom !== undefined && this.#prepares.colonnes.has(nom)) || INSTRUCTION.test(texte);
  }

  executer(requete: Requete): Promise<Reponse> {
    return new Promise((reussir, echouer) => this.#partir([demander(requete, reussir, echouer)]));
  }

  /** Fixed words of transactions; returns the tag of the server (`COMMIT`, or `ROLLBACK` when the transaction had failed). */
  async transaction(mot: `begin${string}` | 'commit' | 'rollback'): Promise<string> {
    return (await this.#client.query(mot)).command;
  }

  /** May it serve again? Never when its state is unknown. */
  get saine(): boolean {
    return !this.#morte && this.#prepares.colonnes.size < NOMS_MAX;
  }

  /** Does not wait for the server: a broken connection never says goodbye. */
  fermer(): void {
    this.#morte = true;
    void this.#client.end().catch(() => undefined);
  }
}

function cheminDe(schema: string): string {
  return `${schema}, shared, pg_temp`;
}

/** Settings of the opening come last: those an operator put in the address cannot undo them. */
function configuration(url: string, schema: string, role: string): pg.ClientConfig {
  const adresse = new URL(url);
  const siennes = adresse.searchParams.get('options') ?? '';
  adresse.searchParams.delete('options');
  const notres = [
    `role=${role}`,
    `search_path=${cheminDe(schema).replaceAll(' ', '\\ ')}`,
    'statement_timeout=30s',
    'idle_in_transaction_session_timeout=60s',
    'jit=off',
  ];
  return {
    connectionString: adresse.toString(),
    options: `${siennes} ${notres.map((r) => `-c ${r}`).join(' ')}`.trim(),
  };
}
