import { COLONNES_DE_TRACE, type LigneDeTrace } from '#fhir/store/trace.ts';
import type { Base, CodeTerritoire } from '#lib/sql/connexion.ts';

/** Lines of one statement: beyond, the rest leaves with the next one. */
const PAQUET = 500;
/** Lines waiting in one territory: beyond, the house is drowning and says so rather than keep them in memory. */
const ATTENTE_MAX = 20_000;

export interface TraceGroupee {
  /** Resolves once the line is committed; rejects when it could not be: the answer it covers is then not given. */
  ecrire(code: CodeTerritoire, ligne: LigneDeTrace): Promise<void>;
  /** Waits for every line already given. */
  arreter(): Promise<void>;
}

interface Attente {
  readonly ligne: LigneDeTrace;
  readonly ecrite: () => void;
  readonly perdue: (erreur: unknown) => void;
}

interface File {
  readonly attentes: Attente[];
  enCours: Promise<void> | undefined;
}

/**
 * Traces of reads and searches: the lines that come while one statement is on its way leave together in the next. Alone, a line leaves at
 * once (at the end of the current turn of the event loop): nobody waits for company.
 */
export function creerTraceGroupee(base: Pick<Base, 'directement'>): TraceGroupee {
  const files = new Map<CodeTerritoire, File>();
  let arretee = false;

  async function vider(code: CodeTerritoire, file: File): Promise<void> {
    while (file.attentes.length > 0) {
      const lot = file.attentes.splice(0, PAQUET);
      try {
        await base.directement(code)({ nom: 'trace.grouper', texte: INSERER, valeurs: colonnes(lot) });
        for (const { ecrite } of lot) ecrite();
      } catch (erreur) {
        for (const { perdue } of lot) perdue(erreur);
      }
    }
    file.enCours = undefined;
  }

  return {
    ecrire(code, ligne) {
      let file = files.get(code);
      if (file === undefined) files.set(code, (file = { attentes: [], enCours: undefined }));
      const { attentes } = file;
      if (arretee) return Promise.reject(new Error('la trace est arrêtée'));
      if (attentes.length >= ATTENTE_MAX) return Promise.reject(new Error('trop de lectures attendent leur trace'));
      return new Promise((ecrite, perdue) => {
        attentes.push({ ligne, ecrite, perdue });
        // Those of the same turn of the loop come along: the microtask runs when the current work has been said.
        file.enCours ??= Promise.resolve().then(() => vider(code, file));
      });
    },
    async arreter() {
      arretee = true;
      await Promise.all([...files.values()].map(({ enCours }) => enCours ?? Promise.resolve()));
    },
  };
}

const COLONNES = [...COLONNES_DE_TRACE, ['version', 'int']] as const;

const INSERER = `insert into trace (${COLONNES.map(([nom]) => nom).join(', ')})
  select * from unnest(${COLONNES.map(([, type], rang) => `$${rang + 1}::${type}[]`).join(', ')})`;

const colonnes = (lot: readonly Attente[]): readonly unknown[] =>
  COLONNES.map(([nom]) => lot.map(({ ligne }) => ligne[nom] ?? null));
