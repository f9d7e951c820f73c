import type { IncomingMessage } from 'node:http';
import { ouvrirAppel, SortieRefusee, type TlsDeSortie } from './appel.ts';
import type { Sorties } from './liste.ts';

/** What a library that speaks `fetch` gives us: text, form or nothing, and plain headers. */
export interface OptionsRequete {
  readonly method?: string | undefined;
  readonly headers?: HeadersInit | undefined;
  readonly body?: unknown;
  readonly signal?: AbortSignal | null | undefined;
}

export type Requete = (adresse: string, options: OptionsRequete) => Promise<Response>;

/** A document of discovery, keys, one person: anything longer is not an answer. */
const TAILLE_MAX = 1024 * 1024;
const SANS_CORPS: readonly number[] = [101, 204, 205, 304];

/**
 * `fetch` through the door of `ouvrirAppel`, with our certificate when there is one. Like `fetch`, a failure of the network is a
 * `TypeError` whose cause says it; an address outside the list is a `SortieRefusee`.
 */
export function requeteParSortie(sorties: Sorties, tls: TlsDeSortie = {}): Requete {
  return async (adresse, options) => {
    const corps = enTexte(options.body);
    const headers = Object.fromEntries(new Headers(options.headers));
    if (corps !== undefined) headers['content-length'] = String(Buffer.byteLength(corps));
    const { promise, resolve, reject } = Promise.withResolvers<Response>();
    const signal = options.signal ?? undefined;
    const echouer = (erreur: unknown): void => reject(traduire(erreur, signal));
    const appel = ouvrirAppel(
      sorties,
      new URL(adresse),
      { method: options.method ?? 'GET', headers, ...(signal === undefined ? {} : { signal }) },
      tls,
    );
    appel.on('response', (reponse) => void lire(reponse).then(resolve, echouer));
    appel.on('error', echouer);
    appel.end(corps);
    return promise;
  };
}

function enTexte(corps: unknown): string | undefined {
  if (corps === undefined || corps === null) return undefined;
  if (typeof corps === 'string' || corps instanceof URLSearchParams) return String(corps);
  throw new TypeError('Un corps est un texte ou un formulaire.');
}

async function lire(reponse: IncomingMessage): Promise<Response> {
  const morceaux: Buffer[] = [];
  let taille = 0;
  for await (const morceau of reponse) {
    const octets = Buffer.from(morceau);
    taille += octets.length;
    if (taille > TAILLE_MAX) {
      reponse.destroy();
      throw new Error('réponse trop longue');
    }
    morceaux.push(octets);
  }
  const headers = new Headers();
  for (const [nom, valeurs] of Object.entries(reponse.headersDistinct))
    for (const valeur of valeurs ?? []) headers.append(nom, valeur);
  const status = reponse.statusCode ?? 502;
  return new Response(SANS_CORPS.includes(status) ? null : Buffer.concat(morceaux), { status, headers });
}

function traduire(erreur: unknown, signal: AbortSignal | undefined): unknown {
  if (erreur instanceof SortieRefusee) return erreur;
  if (signal?.aborted === true) return signal.reason;
  return new TypeError('échec de la requête', { cause: erreur });
}
