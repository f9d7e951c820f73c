import { createHash } from 'node:crypto';
import { decodeAttestationObject, decodeClientDataJSON, parseAuthenticatorData } from '@simplewebauthn/server/helpers';
import { z } from 'zod';
import { Refus } from '#lib/refus.ts';
import type { ConfigurationPasskey, Defi } from './modele.ts';
import { refus } from './refus.ts';

const base64url = (maximum: number) =>
  z
    .string()
    .min(1)
    .max(maximum)
    .regex(/^[A-Za-z0-9_-]+$/);
const transports = z.array(z.string().max(30)).max(10);
const commun = {
  id: base64url(1400),
  rawId: base64url(1400),
  type: z.literal('public-key'),
  authenticatorAttachment: z.enum(['platform', 'cross-platform']).nullish(),
};

/** What `startRegistration` returns, cut to what is used. */
export const ReponseInscriptionSchema = z.object({
  ...commun,
  response: z.object({
    clientDataJSON: base64url(8000),
    attestationObject: base64url(16_000),
    transports: transports.optional(),
  }),
});

/** What `startAuthentication` returns, cut to what is used. */
export const ReponseConnexionSchema = z.object({
  ...commun,
  response: z.object({
    clientDataJSON: base64url(8000),
    authenticatorData: base64url(8000),
    signature: base64url(2000),
    userHandle: base64url(100).nullish(),
  }),
});

export type ReponseInscription = z.infer<typeof ReponseInscriptionSchema>;
export type ReponseConnexion = z.infer<typeof ReponseConnexionSchema>;

export function lireReponse<S extends z.ZodType>(schema: S, brute: unknown): z.infer<S> {
  const lue = schema.safeParse(brute);
  if (!lue.success) throw refus.reponse_illisible();
  return lue.data;
}

/** The decoders of the library throw plain errors on malformed bytes: here they all mean "unreadable". */
export function enDecodant<T>(decoder: () => T): T {
  try {
    return decoder();
  } catch (erreur) {
    throw erreur instanceof Refus ? erreur : refus.reponse_illisible();
  }
}

export const octets = (texte: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(texte, 'base64url'));

/** The right question, asked by our site, in our page (not in a frame of another one). */
export function verifierContexte(clientDataJSON: string, type: string, defi: Defi, config: ConfigurationPasskey): void {
  const donnees = enDecodant(() => decodeClientDataJSON(clientDataJSON));
  if (donnees.type !== type || donnees.challenge !== defi.valeur) throw refus.defi_different();
  if (!config.origines.includes(donnees.origin) || donnees.crossOrigin === true) throw refus.mauvais_site();
}

/** The key answered for our site and checked the person (code, fingerprint, face). Returns its use counter. */
export function verifierAppareil(authData: Uint8Array<ArrayBuffer>, config: ConfigurationPasskey): number {
  const { rpIdHash, flags, counter } = enDecodant(() => parseAuthenticatorData(authData));
  if (!createHash('sha256').update(config.rpId).digest().equals(rpIdHash)) throw refus.mauvais_site();
  if (!flags.up || !flags.uv) throw refus.personne_non_verifiee();
  return counter;
}

/**
 * Only "none" and self attestation. Others carry certificates whose revocation list the library would fetch at an address
 * chosen by the caller; we do not need to know the brand of the device.
 */
export function verifierAttestation(attestationObject: string): Uint8Array<ArrayBuffer> {
  const { format, certificats, authData } = enDecodant(() => {
    const objet = decodeAttestationObject(octets(attestationObject));
    return { format: objet.get('fmt'), certificats: objet.get('attStmt').get('x5c'), authData: objet.get('authData') };
  });
  if (format !== 'none' && (format !== 'packed' || certificats !== undefined)) throw refus.attestation_refusee();
  return authData;
}
