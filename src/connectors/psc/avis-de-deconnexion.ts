import { createRemoteJWKSet, customFetch, errors, jwtVerify, type JWTPayload } from 'jose';
import type * as oidc from 'openid-client';
import { z } from 'zod';
import type { ConfigurationPsc } from './fournisseur.ts';
import { refus } from './refus.ts';
import { TOLERANCE_HORLOGE_S } from './verifications.ts';

/** The service closed a session of its own: ours that came from it close too. */
export interface AvisDeDeconnexion {
  readonly issuer: string;
  /** Serves once: the caller remembers it until `expireLe`. */
  readonly jti: string;
  readonly expireLe: Date;
  /** At least one of the two. With `sid`, only that session; without, all those of the person. */
  readonly sub: string | undefined;
  readonly sid: string | undefined;
}

const EVENEMENT = 'http://schemas.openid.net/event/backchannel-logout';
/** A notice older than this is not worth obeying: it may have been kept to be played later. */
const AGE_MAX_S = 5 * 60;
const TAILLE_MAX = 8_000;

const Charge = z.object({
  jti: z.string().min(1).max(255),
  iat: z.number(),
  sub: z.string().min(1).max(255).optional(),
  sid: z.string().min(1).max(255).optional(),
  events: z.record(z.string(), z.unknown()),
});

type ClesPubliques = ReturnType<typeof createRemoteJWKSet>;

/**
 * Checks a logout token as OpenID Connect Back-Channel Logout 1.0 §2.6 asks: signature by a key of the service with our algorithm,
 * issuer, audience, age, the event and nothing else, `sub` or `sid`, a `jti`, and no `nonce` (an ID token is never a logout notice).
 * Every failure is the one refusal `avis_invalide`: who forges learns nothing. Replay is the caller’s affair (`jti`).
 */
export async function lireAvis(
  config: oidc.Configuration,
  psc: ConfigurationPsc,
  jeton: string,
  cles: ClesPubliques,
): Promise<AvisDeDeconnexion> {
  if (jeton.length > TAILLE_MAX) throw refus.avis_invalide();
  const maintenant = psc.horloge.maintenant();
  const charge = await verifierSignature(jeton, cles, psc, config, maintenant);
  const lue = Charge.safeParse(charge);
  if (!lue.success || 'nonce' in charge) throw refus.avis_invalide();
  const { jti, iat, sub, sid, events } = lue.data;
  const evenement = events[EVENEMENT];
  if (typeof evenement !== 'object' || evenement === null || Array.isArray(evenement)) throw refus.avis_invalide();
  if (sub === undefined && sid === undefined) throw refus.avis_invalide();
  const ageS = maintenant.getTime() / 1000 - iat;
  if (ageS > AGE_MAX_S + TOLERANCE_HORLOGE_S || ageS < -TOLERANCE_HORLOGE_S) throw refus.avis_invalide();
  const expireLe = new Date((iat + AGE_MAX_S + 2 * TOLERANCE_HORLOGE_S) * 1000);
  return { issuer: psc.issuer, jti, expireLe, sub, sid };
}

async function verifierSignature(
  jeton: string,
  cles: ClesPubliques,
  psc: ConfigurationPsc,
  config: oidc.Configuration,
  maintenant: Date,
): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(jeton, cles, {
      issuer: psc.issuer,
      audience: config.clientMetadata().client_id,
      algorithms: [psc.algorithme ?? 'RS256'],
      clockTolerance: TOLERANCE_HORLOGE_S,
      currentDate: maintenant,
    });
    return payload;
  } catch (erreur) {
    if (erreur instanceof errors.JWKSTimeout) throw refus.service_injoignable();
    if (erreur instanceof errors.JOSEError) throw refus.avis_invalide();
    throw erreur;
  }
}

/** Public keys of the service, fetched when an unknown one is met, at most every thirty seconds: a flood of forgeries costs one read. */
export function clesDuService(config: oidc.Configuration, psc: ConfigurationPsc): ClesPubliques {
  const adresse = config.serverMetadata().jwks_uri;
  if (adresse === undefined) throw refus.decouverte_invalide();
  return createRemoteJWKSet(new URL(adresse), {
    cooldownDuration: 30_000,
    timeoutDuration: (psc.delaiSecondes ?? 10) * 1000,
    [customFetch]: psc.requete,
  });
}
