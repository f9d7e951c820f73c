import { decodeJwt, decodeProtectedHeader, errors, importJWK, jwtVerify } from 'jose';
import { z } from 'zod';
import { signaturesDe, SIGNATURES_ACCEPTEES } from './cles.ts';
import { fermePourquoi, type Client } from './modele.ts';
import { RefusOAuth } from './refus.ts';

/** An assertion lives five minutes at most (SMART Backend Services); two clocks may differ by this much. */
const VIE_MAX_S = 300;
const ECART_S = 30;

export interface AssertionVerifiee {
  readonly client: Client;
  readonly jti: string;
  /** After this instant the assertion is refused anyway: its `jti` need not be remembered longer. */
  readonly oublierLe: Date;
}

export interface ContexteAssertion {
  /** The only audience accepted: the address of the token door. */
  readonly audience: string;
  readonly maintenant: Date;
  readonly trouver: (clientId: string) => Promise<Client | undefined>;
}

const invalide = (texte: string): RefusOAuth => new RefusOAuth('invalid_client', texte);
const Affirme = z.object({
  iss: z.string(),
  sub: z.string(),
  aud: z.union([z.string(), z.tuple([z.string()])]),
  exp: z.number(),
  jti: z.string().min(1).max(200),
});

/**
 * Proves that a client is who it says (RFC 7523, SMART « private_key_jwt »): signature by one of its registered keys, issuer
 * and subject its own id, our token door as only audience, five minutes at most. Whether the `jti` has already served is for
 * the caller to check, after. Throws `invalid_client`, with what to correct.
 */
export async function verifierAssertion(assertion: string, contexte: ContexteAssertion): Promise<AssertionVerifiee> {
  const { kid, alg, dit } = lireSansCroire(assertion);
  const client = dit.iss === dit.sub ? await contexte.trouver(dit.iss) : undefined;
  if (client === undefined)
    throw invalide(
      'Ce logiciel n’est pas raccordé ici : iss et sub doivent être l’identifiant donné à son inscription.',
    );
  const cle = client.cles.find((c) => c.kid === kid);
  if (cle === undefined || !signaturesDe(cle).includes(alg))
    throw invalide('La clé annoncée (kid, alg) n’est pas une clé enregistrée de ce logiciel.');
  try {
    await jwtVerify(assertion, await importJWK(cle, alg), {
      algorithms: [alg],
      issuer: client.id,
      subject: client.id,
      audience: contexte.audience,
      currentDate: contexte.maintenant,
      clockTolerance: ECART_S,
    });
  } catch (erreur) {
    throw expliquer(erreur, contexte.audience);
  }
  if (dit.exp > contexte.maintenant.getTime() / 1000 + VIE_MAX_S + ECART_S)
    throw invalide('Cette assertion vit trop longtemps : exp est au plus cinq minutes après maintenant.');
  const ferme = fermePourquoi(client, contexte.maintenant);
  if (ferme !== undefined) throw invalide(ferme);
  return { client, jti: dit.jti, oublierLe: new Date((dit.exp + ECART_S) * 1000) };
}

function lireSansCroire(assertion: string) {
  try {
    const { kid, alg } = decodeProtectedHeader(assertion);
    const dit = Affirme.safeParse(decodeJwt(assertion));
    if (!dit.success)
      throw invalide('L’assertion doit dire iss, sub, aud (une seule adresse), exp et jti (200 caractères au plus).');
    if (alg === undefined || !SIGNATURES_ACCEPTEES.includes(alg))
      throw invalide(`La signature n’est pas acceptée. Signatures acceptées : ${SIGNATURES_ACCEPTEES.join(', ')}.`);
    if (kid === undefined) throw invalide('L’assertion doit nommer sa clé (kid).');
    return { kid, alg, dit: dit.data };
  } catch (erreur) {
    if (erreur instanceof RefusOAuth) throw erreur;
    if (erreur instanceof errors.JOSEError || erreur instanceof TypeError)
      throw invalide('L’assertion n’est pas un jeton signé lisible (JWS compact).');
    throw erreur;
  }
}

function expliquer(erreur: unknown, audience: string): unknown {
  if (erreur instanceof errors.JWTExpired) return invalide('L’assertion a expiré : signez-en une nouvelle.');
  if (erreur instanceof errors.JWTClaimValidationFailed)
    return invalide(
      erreur.claim === 'aud'
        ? `L’assertion n’est pas pour ce serveur : aud doit être ${audience}.`
        : `L’affirmation ${erreur.claim} de l’assertion n’est pas acceptée (horloge, auteur).`,
    );
  if (erreur instanceof errors.JOSEError)
    return invalide('La signature de l’assertion n’est pas celle de ce logiciel.');
  return erreur;
}
