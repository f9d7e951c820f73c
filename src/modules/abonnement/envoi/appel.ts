import { lookup } from 'node:dns';
import type { ClientRequest, IncomingMessage } from 'node:http';
import type { LookupFunction } from 'node:net';
import { ouvrirAppel, SortieRefusee, type Sorties } from '#lib/sorties/index.ts';
import { estPublique, lireAdresse } from './adresse.ts';

export interface AppelSortant {
  readonly adresse: string;
  readonly entetes: readonly (readonly [string, string])[];
  readonly corps: string;
  readonly delaiMs: number;
  /** Trial: local receivers are admitted. */
  readonly essai: boolean;
  readonly sorties: Sorties;
}

/** `statut` of the receiver, or why none came. */
export type Retour = { readonly statut: number } | { readonly injoignable: string };

/** Posts one notification. Redirections are not followed, the answer is not read, and a private address is never reached. */
export function appeler(appel: AppelSortant): Promise<Retour> {
  const lue = lireAdresse(appel.adresse, appel.essai);
  if ('refus' in lue) return Promise.resolve({ injoignable: lue.refus });
  const { promise, resolve } = Promise.withResolvers<Retour>();
  let demande: ClientRequest;
  try {
    demande = ouvrir(lue.url, appel);
  } catch (erreur) {
    if (erreur instanceof SortieRefusee) return Promise.resolve({ injoignable: erreur.message });
    throw erreur;
  }
  demande.on('response', (reponse: IncomingMessage) => {
    resolve({ statut: reponse.statusCode ?? 0 });
    reponse.destroy();
  });
  demande.on('error', (erreur) => resolve({ injoignable: pourquoi(erreur, appel.delaiMs) }));
  demande.end(appel.corps);
  return promise;
}

function ouvrir(adresse: URL, appel: AppelSortant): ClientRequest {
  return ouvrirAppel(appel.sorties, adresse, {
    method: 'POST',
    headers: {
      ...Object.fromEntries(appel.entetes),
      'content-type': 'application/fhir+json; charset=utf-8',
      'content-length': Buffer.byteLength(appel.corps),
      'user-agent': 'Cordee',
    },
    agent: false,
    signal: AbortSignal.timeout(appel.delaiMs),
    ...(appel.essai ? {} : { lookup: resoudreEnPublic }),
  });
}

/** Resolves a name and refuses it as a whole when one of its addresses is private: the check and the connection see the same answer. */
const resoudreEnPublic: LookupFunction = (nom, options, suite) => {
  lookup(nom, { ...options, all: true }, (erreur, adresses) => {
    const [premiere] = adresses ?? [];
    if (erreur !== null) suite(erreur, '');
    else if (premiere === undefined || adresses.some(({ address }) => !estPublique(address)))
      suite(Object.assign(new Error('adresse privée'), { code: 'ADRESSE_PRIVEE' }), '');
    else if (options.all === true) suite(null, adresses);
    else suite(null, premiere.address, premiere.family);
  });
};

const RAISONS: Readonly<Record<string, string>> = {
  ABORT_ERR: 'pas de réponse à temps',
  ECONNREFUSED: 'connexion refusée',
  ECONNRESET: 'connexion coupée',
  ENOTFOUND: 'nom inconnu',
  EAI_AGAIN: 'nom introuvable pour le moment',
  ADRESSE_PRIVEE: 'ce nom mène à un réseau privé',
};

/** A sentence without any address: it is shown to the subscriber and to the territory. */
function pourquoi(erreur: Error, delaiMs: number): string {
  const code = 'code' in erreur && typeof erreur.code === 'string' ? erreur.code : erreur.name;
  if (code === 'ABORT_ERR' || erreur.name === 'TimeoutError') return `pas de réponse en ${delaiMs / 1000} s`;
  return RAISONS[code] ?? `échec de la connexion (${code})`;
}
