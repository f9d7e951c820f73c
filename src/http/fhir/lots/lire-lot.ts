import { z } from 'zod';
import { refusFhir, type RefusFhir } from '#fhir/refus.ts';
import { LIMITES } from '../limites.ts';

export const METHODES = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export type Methode = (typeof METHODES)[number];

/** One entry of a batch or transaction, read once. */
export interface EntreeDeLot {
  readonly rang: number;
  readonly fullUrl: string | undefined;
  readonly methode: Methode;
  /** Path under the base and query: `Patient/x?_elements=name` → `Patient/x` and `_elements=name`. */
  readonly chemin: string;
  readonly requete: string;
  /** The resource as it was sent, not yet validated. Belongs to the door, which may rewrite its references. */
  readonly ressource: ObjetJson | undefined;
  readonly ifMatch: string | undefined;
  readonly ifNoneMatch: string | undefined;
  readonly ifNoneExist: string | undefined;
}

export interface ObjetJson {
  [cle: string]: unknown;
}

export interface Lot {
  readonly type: 'batch' | 'transaction';
  readonly entrees: readonly (EntreeDeLot | RefusFhir)[];
}

const Texte = z.string().max(10_000).optional();
const Entree = z.object({
  fullUrl: Texte,
  resource: z.custom<ObjetJson>((v) => typeof v === 'object' && v !== null && !Array.isArray(v)).optional(),
  request: z.object({
    method: z.enum(METHODES),
    url: z.string().min(1).max(10_000),
    ifMatch: Texte,
    ifNoneMatch: Texte,
    ifNoneExist: Texte,
  }),
});

/** Reads the Bundle sent to the base. A faulty entry is refused alone: the caller decides whether the rest goes on. */
export function lireLot(corps: unknown, base: string): Lot {
  const bundle = corps as { resourceType?: unknown; type?: unknown; entry?: unknown };
  if (typeof corps !== 'object' || corps === null || bundle.resourceType !== 'Bundle')
    throw refusFhir(400, 'invalid', 'À la racine, un Bundle de type batch ou transaction est attendu.');
  const { type } = bundle;
  if (type !== 'batch' && type !== 'transaction')
    throw refusFhir(
      400,
      'not-supported',
      'Ce Bundle n’est ni un batch ni une transaction. Un document ou un message s’envoie à /fhir/Bundle.',
      'Bundle.type',
    );
  const entrees = bundle.entry ?? [];
  if (!Array.isArray(entrees)) throw refusFhir(400, 'structure', 'La liste des entrées est attendue.', 'Bundle.entry');
  const max = type === 'batch' ? LIMITES.entreesLot : LIMITES.entreesTransaction;
  if (entrees.length > max)
    throw refusFhir(413, 'too-costly', `Ce Bundle a ${entrees.length} entrées ; ${max} au plus pour un ${type}.`);
  return { type, entrees: entrees.map((entree: unknown, rang) => lireEntree(entree, rang, base)) };
}

function lireEntree(brut: unknown, rang: number, base: string): EntreeDeLot | RefusFhir {
  const lue = Entree.safeParse(brut);
  const ici = `Bundle.entry[${rang}]`;
  if (!lue.success) {
    const chemin = lue.error.issues[0]?.path.join('.') ?? '';
    return refusFhir(
      400,
      'structure',
      'Cette entrée est incomplète : request.method et request.url sont attendus, et resource pour un envoi.',
      chemin === '' ? ici : `${ici}.${chemin}`,
    );
  }
  const { fullUrl, resource, request } = lue.data;
  if ((request.method === 'POST' || request.method === 'PUT') && resource === undefined && !request.url.includes('$'))
    return refusFhir(400, 'required', 'Cette entrée n’a pas de ressource à écrire.', `${ici}.resource`);
  const [chemin = '', ...suite] = sansBase(request.url, base).split('?');
  return {
    rang,
    fullUrl,
    methode: request.method,
    chemin,
    requete: suite.join('?'),
    ressource: resource,
    ifMatch: request.ifMatch,
    ifNoneMatch: request.ifNoneMatch,
    ifNoneExist: request.ifNoneExist,
  };
}

function sansBase(url: string, base: string): string {
  return url.startsWith(`${base}/`) ? url.slice(base.length + 1) : url.replace(/^\/+/, '');
}

const RANGS: Readonly<Record<Methode, number>> = { DELETE: 0, POST: 1, PUT: 2, PATCH: 2, GET: 3, HEAD: 3 };

/** The order in which FHIR runs a transaction: deletions, creations, changes, reads. Stable inside each. */
export function dansLOrdre<E extends { readonly methode: Methode }>(entrees: readonly E[]): readonly E[] {
  return entrees.toSorted((a, b) => RANGS[a.methode] - RANGS[b.methode]);
}
