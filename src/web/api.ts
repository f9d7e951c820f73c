import { z } from 'zod';
import { CODE_REAUTHENTIFICATION } from '#acces/elevation.ts';
import type { Contrat } from '#lib/contrat.ts';
import { presenceAAnnoncer } from './session/activite.ts';
import { demanderReauthentification } from './session/reauthentification.ts';

/** refus: the domain says no. panne: our fault, with a reference. reseau: nobody answered. */
export type GenreErreur = 'refus' | 'panne' | 'reseau';

interface DetailsErreur {
  readonly genre: GenreErreur;
  readonly code: string;
  readonly texte: string;
  readonly statut?: number | undefined;
  readonly champs?: Readonly<Record<string, string>> | undefined;
  readonly reference?: string | undefined;
}

/** What went wrong, as a French sentence one can show as it is. */
export class ErreurApi extends Error {
  override readonly name = 'ErreurApi';
  readonly genre: GenreErreur;
  readonly code: string;
  readonly texte: string;
  readonly statut: number | undefined;
  readonly champs: Readonly<Record<string, string>> | undefined;
  readonly reference: string | undefined;

  constructor(details: DetailsErreur) {
    super(details.code);
    this.genre = details.genre;
    this.code = details.code;
    this.texte = details.texte;
    this.statut = details.statut;
    this.champs = details.champs;
    this.reference = details.reference;
  }

  get sessionPerdue(): boolean {
    return this.statut === 401 && this.code !== CODE_REAUTHENTIFICATION;
  }
}

const DELAI_MS = 30_000;
const corpsRefus = z.object({
  refus: z.object({ code: z.string(), texte: z.string(), champs: z.record(z.string(), z.string()).optional() }),
});
const corpsPanne = z.object({ panne: z.object({ reference: z.string() }) });

interface Options {
  readonly signal?: AbortSignal | undefined;
  /** Token of a one-time link: on its page it stands for the session. */
  readonly jeton?: string | undefined;
}

const entetesDuLien = ({ jeton }: Options) => (jeton === undefined ? {} : { 'x-cordee-lien': jeton });

/** Reads a view. */
export async function lire<E extends z.ZodType, S extends z.ZodType>(
  vue: Contrat<E, S>,
  entree: z.input<E>,
  options: Options = {},
): Promise<z.output<S>> {
  const reponse = await poster(adresseDe('vues', vue.nom), entree, entetesDuLien(options), options.signal);
  return parserSortie(vue, reponse);
}

/** Runs an action; the same `cle` sent again never runs it twice. */
export async function executer<E extends z.ZodType, S extends z.ZodType>(
  action: Contrat<E, S>,
  entree: z.input<E>,
  options: Options & { readonly cle?: string | undefined } = {},
): Promise<z.output<S>> {
  const entetes = { 'idempotency-key': options.cle ?? nouvelleCle(), ...entetesDuLien(options) };
  const reponse = await poster(adresseDe('actions', action.nom), entree, entetes, options.signal);
  return parserSortie(action, reponse);
}

/** `session.*` is before any territory, `lien` and `oauth.*` before any room: their own doors serve them. */
function adresseDe(genre: 'vues' | 'actions', nom: string): string {
  if (nom === 'lien') return '/api/lien';
  if (nom.startsWith('oauth.')) return `/oauth/${nom.slice('oauth.'.length)}`;
  return nom.startsWith('session.') ? `/api/session/${nom.slice('session.'.length)}` : `/api/${genre}/${nom}`;
}

/** UUID v4; `crypto.randomUUID` is absent outside a secure context (a phone trying Cordée over the local network). */
export function nouvelleCle(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const octets = crypto.getRandomValues(new Uint8Array(16));
  octets[6] = ((octets[6] ?? 0) & 0x0f) | 0x40;
  octets[8] = ((octets[8] ?? 0) & 0x3f) | 0x80;
  const hexa = [...octets].map((octet) => octet.toString(16).padStart(2, '0')).join('');
  return hexa.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, '$1-$2-$3-$4-$5');
}

/**
 * Sends, and when the act asks to confirm who one is, sends the same thing again once confirmed: same body, same unique key.
 * A person who gives up gets the refusal as it came.
 */
async function poster(...demande: Parameters<typeof envoyer>): Promise<Response> {
  try {
    return await envoyer(...demande);
  } catch (erreur) {
    if (!(erreur instanceof ErreurApi) || erreur.code !== CODE_REAUTHENTIFICATION) throw erreur;
    if (!(await demanderReauthentification())) throw erreur;
    return envoyer(...demande);
  }
}

async function envoyer(
  adresse: string,
  entree: unknown,
  entetes: Readonly<Record<string, string>>,
  signal: AbortSignal | undefined,
): Promise<Response> {
  const limite = AbortSignal.timeout(DELAI_MS);
  let reponse: Response;
  try {
    reponse = await fetch(adresse, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-cordee': '1',
        ...(presenceAAnnoncer() ? {} : { 'x-cordee-arriere-plan': '1' }),
        ...entetes,
      },
      body: JSON.stringify(entree ?? {}),
      signal: signal === undefined ? limite : AbortSignal.any([signal, limite]),
    });
  } catch (erreur) {
    if (signal?.aborted === true) throw erreur;
    throw new ErreurApi({
      genre: 'reseau',
      code: 'reseau_absent',
      texte: 'Le réseau ne répond pas. Ce que vous avez écrit est gardé : réessayez quand la connexion revient.',
    });
  }
  if (!reponse.ok) throw await lireErreur(reponse);
  return reponse;
}

async function lireErreur(reponse: Response): Promise<ErreurApi> {
  const corps = await lireJson(reponse);
  const refus = corpsRefus.safeParse(corps);
  if (refus.success) return new ErreurApi({ genre: 'refus', statut: reponse.status, ...refus.data.refus });
  if (reponse.status === 401) {
    return new ErreurApi({
      genre: 'refus',
      statut: 401,
      code: 'cordee.non_connecte',
      texte: 'Votre session est terminée. Reconnectez-vous : ce que vous avez écrit est gardé.',
    });
  }
  const panne = corpsPanne.safeParse(corps);
  return unePanne(panne.success ? panne.data.panne.reference : undefined, reponse.status);
}

function unePanne(reference: string | undefined, statut: number): ErreurApi {
  const suite = reference === undefined ? '' : ` Si cela dure, donnez cette référence à l’assistance : ${reference}.`;
  return new ErreurApi({
    genre: 'panne',
    statut,
    code: 'panne',
    texte: `Quelque chose n’a pas marché de notre côté. Ce que vous avez écrit est gardé : réessayez dans un instant.${suite}`,
    reference,
  });
}

async function lireJson(reponse: Response): Promise<unknown> {
  try {
    return await reponse.json();
  } catch {
    return undefined;
  }
}

async function parserSortie<S extends z.ZodType>(
  contrat: Contrat<z.ZodType, S>,
  reponse: Response,
): Promise<z.output<S>> {
  const lue = contrat.sortie.safeParse(await lireJson(reponse));
  if (lue.success) return lue.data;
  // The page and the server are of two versions: reloading brings the page of the server.
  throw new ErreurApi({
    genre: 'panne',
    statut: reponse.status,
    code: 'reponse_illisible',
    texte: 'Cordée a changé de version pendant que cette page était ouverte. Rechargez la page.',
    reference: contrat.nom,
  });
}
