import pg from 'pg';
import { Envoi, type Demande, type Prepares } from './envoi.ts';
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
      const suivies = demandes.map(({ requete, reussir, echouer }): Demande => ({
        requete,
        reussir: (lignes) => {
          reussir(lignes);
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
    const [permises, interdites] = [
      demandes.filter((d) => this.#permise(d.requete)),
      demandes.filter((d) => !this.#permise(d.requete)),
    ];
    for (const { echouer } of interdites)
      echouer(new Error('une seule instruction de lecture ou d’écriture est permise ici'));
    if (permises.length === 0) return;
    // Undone by the failure of a neighbour: one by one, so that each fails or succeeds for itself.
    const refaire = (reste: readonly Demande[]): void => {
      for (const demande of reste) this.#client.query(new Envoi([demande], this.#prepares, refaire));
    };
    this.#client.query(new Envoi(permises, this.#prepares, refaire));
  }

  #permise({ texte, nom }: Requete): boolean {
    return (nom !== undefined && this.#prepares.colonnes.has(nom)) || INSTRUCTION.test(texte);
  }

  interroger<L>(requete: Requete): Promise<readonly L[]> {
    return new Promise((reussir, echouer) => {
      // The caller says what its own columns are: the only place where lines get a type.
      this.#partir([{ requete, reussir: (lignes) => reussir(lignes as readonly L[]), echouer }]);
    });
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
