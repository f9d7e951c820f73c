import { timingSafeEqual } from 'node:crypto';
import type { IDToken } from 'openid-client';
import type { AttenteConnexion } from './fournisseur.ts';
import { refus } from './refus.ts';

/** Level asked for and required in the answer. Source: domain/droit-et-securite.md AUTH-02. */
export const ACR_ATTENDU = 'eidas1';
const ATTENTE_MAX_MS = 10 * 60_000;
/** Seconds of disagreement accepted between our clock and theirs. */
export const TOLERANCE_HORLOGE_S = 60;

const identiques = (a: string, b: string): boolean => {
  const [x, y] = [Buffer.from(a), Buffer.from(b)];
  return x.length === y.length && timingSafeEqual(x, y);
};

/** The pending request exists and is at most ten minutes old. */
export function verifierAttente(attente: AttenteConnexion | undefined, maintenant: Date): AttenteConnexion {
  if (attente === undefined) throw refus.attente_absente();
  const age = maintenant.getTime() - Date.parse(attente.emiseLe);
  if (!(age <= ATTENTE_MAX_MS)) throw refus.attente_expiree();
  return attente;
}

const PARAMETRES = ['state', 'code', 'iss', 'error', 'session_state'];

/**
 * The return address, before anything is sent to the provider: each parameter once, our state, the right issuer.
 * State comes first: an answer nobody asked for is not worth explaining further.
 */
export function verifierRetour(
  params: URLSearchParams,
  etatAttendu: string,
  attendu: { readonly issuer: string; readonly emetteurExige: boolean },
): void {
  if (PARAMETRES.some((nom) => params.getAll(nom).length > 1)) throw refus.retour_invalide();
  const etat = params.get('state');
  if (etat === null) throw refus.etat_absent();
  if (!identiques(etat, etatAttendu)) throw refus.etat_inconnu();
  const emetteur = params.get('iss');
  if (emetteur === null ? attendu.emetteurExige : emetteur !== attendu.issuer) throw refus.emetteur_inattendu();
  const implicites = ['response', 'id_token', 'token', 'access_token'].some((nom) => params.has(nom));
  if (implicites || params.has('code') === params.has('error')) throw refus.retour_invalide();
}

function amrDe(claims: IDToken): readonly unknown[] {
  const { amr } = claims;
  return Array.isArray(amr) ? amr : [];
}

/** Beyond the library: level obtained, means used, token dated in the future. */
export function verifierJeton(
  claims: IDToken,
  amrAdmis: readonly string[] | undefined,
  maintenant: Date,
): { acr: string; authentifieLe: Date | undefined } {
  if (claims.iat > maintenant.getTime() / 1000 + TOLERANCE_HORLOGE_S) throw refus.jeton_anticipe();
  const { acr, auth_time: authTime } = claims;
  if (acr !== ACR_ATTENDU) throw refus.niveau_insuffisant();
  if (amrAdmis !== undefined) {
    const amr = amrDe(claims);
    if (amr.length === 0 || amr.some((m) => typeof m !== 'string' || !amrAdmis.includes(m)))
      throw refus.moyen_inconnu();
  }
  return { acr, authentifieLe: typeof authTime === 'number' ? new Date(authTime * 1000) : undefined };
}

/** Name of the person’s session at the service; anything but a short text is as good as none. */
export const sidDe = ({ sid }: IDToken): string | undefined =>
  typeof sid === 'string' && sid !== '' && sid.length <= 255 ? sid : undefined;
