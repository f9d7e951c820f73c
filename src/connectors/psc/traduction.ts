import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client';
import { Refus } from '#lib/refus.ts';
import { SortieRefusee } from '#lib/sorties/index.ts';
import { refus } from './refus.ts';
import type { CodeRefusPsc } from './refus.ts';

type Indices = Readonly<Record<string, unknown>>;

const estObjet = (valeur: unknown): valeur is Indices => typeof valeur === 'object' && valeur !== null;

/** What the library attached to its error: the claim at fault, the header, the signature… Never kept: it holds raw claims. */
function indicesDe(erreur: unknown): Indices {
  const cause = erreur instanceof Error ? erreur.cause : undefined;
  if (cause instanceof Error) return indicesDe(cause);
  return estObjet(cause) ? cause : {};
}

const PAR_CLAIM: Readonly<Record<string, CodeRefusPsc>> = {
  nonce: 'nonce_altere',
  aud: 'destinataire_inattendu',
  azp: 'destinataire_inattendu',
  iss: 'emetteur_inattendu',
  exp: 'jeton_expire',
  nbf: 'jeton_anticipe',
  auth_time: 'authentification_ancienne',
};

function reponseInvalide(indices: Indices): CodeRefusPsc {
  if ('signature' in indices) return 'signature_invalide';
  if ('header' in indices) return 'algorithme_refuse';
  if ('parameters' in indices) return 'retour_invalide';
  return 'reponse_illisible';
}

function depuisCode(code: string | undefined, indices: Indices): CodeRefusPsc {
  const claim = typeof indices['claim'] === 'string' ? PAR_CLAIM[indices['claim']] : undefined;
  switch (code) {
    case 'OAUTH_JWT_CLAIM_COMPARISON_FAILED':
    case 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED':
      return claim ?? 'reponse_illisible';
    case 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED':
      return indices['attribute'] === 'sub' ? 'sujet_different' : 'decouverte_invalide';
    case 'OAUTH_KEY_SELECTION_FAILED':
      return 'signature_invalide';
    case 'OAUTH_UNSUPPORTED_OPERATION':
      return 'algorithme_refuse';
    case 'OAUTH_INVALID_RESPONSE':
      return reponseInvalide(indices);
    case 'OAUTH_TIMEOUT':
    case 'OAUTH_ABORT':
      return 'service_injoignable';
    default:
      return 'reponse_illisible';
  }
}

function codeDe(erreur: unknown): CodeRefusPsc | undefined {
  if (erreur instanceof AuthorizationResponseError) {
    return erreur.error === 'access_denied' ? 'refus_utilisateur' : 'demande_refusee';
  }
  if (erreur instanceof ResponseBodyError) {
    if (erreur.error === 'invalid_grant') return 'code_refuse';
    if (erreur.error === 'unknown_user_id') return 'utilisateur_inconnu';
    return erreur.error === 'invalid_client' ? 'client_refuse' : 'demande_refusee';
  }
  if (erreur instanceof WWWAuthenticateChallengeError)
    return erreur.status === 401 ? 'profil_refuse' : 'demande_refusee';
  if (erreur instanceof ClientError) return depuisCode(erreur.code, indicesDe(erreur));
  return undefined;
}

function horsDeLaListe(erreur: unknown): boolean {
  return erreur instanceof SortieRefusee || (erreur instanceof Error && horsDeLaListe(erreur.cause));
}

/**
 * The named refusal for whatever the OIDC library threw. Its own message and cause stay behind: they contain tokens and claims.
 * A network failure is the TypeError of fetch, which has a cause and no code; anything else is our bug and goes on as it is.
 */
export function traduire(erreur: unknown): unknown {
  if (erreur instanceof Refus) return erreur;
  // An address the service announced, that this house was not set to call.
  if (horsDeLaListe(erreur)) return refus.decouverte_invalide();
  const code = codeDe(erreur);
  if (code !== undefined) return refus[code]();
  if (!(erreur instanceof Error)) return erreur;
  const technique = 'code' in erreur ? erreur.code : undefined;
  if (typeof technique === 'string' && technique.startsWith('OAUTH_'))
    return refus[depuisCode(technique, indicesDe(erreur))]();
  const reseau = erreur instanceof TypeError && technique === undefined && erreur.cause instanceof Error;
  return reseau ? refus.service_injoignable() : erreur;
}

/** Runs one exchange with the provider and turns its failures into named refusals. */
export async function enTraduisant<T>(echange: () => Promise<T>): Promise<T> {
  try {
    return await echange();
  } catch (erreur) {
    throw traduire(erreur);
  }
}
