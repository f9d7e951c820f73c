import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import type { Defi, OutilsPasskey, Passkey, UsageDefi } from './modele.ts';
import { refus } from './refus.ts';
import {
  lireReponse,
  octets,
  ReponseConnexionSchema,
  ReponseInscriptionSchema,
  verifierAppareil,
  verifierAttestation,
  verifierContexte,
} from './reponse.ts';

const DUREE_DEFI_MS = 5 * 60_000;
const CLES_MAX = 10;
/** ES256, EdDSA, RS256: what phones, computers and security keys offer. */
const ALGORITHMES = [-7, -8, -257];

export interface ComptePourCle {
  readonly id: string;
  /** Shown by the device when it asks which key to use. */
  readonly libelle: string;
}

async function poserDefi(outils: OutilsPasskey, usage: UsageDefi, compteId: string | undefined): Promise<Defi> {
  const expireLe = new Date(outils.horloge.maintenant().getTime() + DUREE_DEFI_MS);
  const defi: Defi = { id: outils.secret(), usage, valeur: outils.secret(), compteId, expireLe };
  await outils.defis.poser(defi);
  return defi;
}

async function prendreDefi(outils: OutilsPasskey, id: string, usage: UsageDefi): Promise<Defi> {
  const defi = await outils.defis.prendre(id);
  if (defi === undefined || defi.expireLe <= outils.horloge.maintenant()) throw refus.defi_expire();
  if (defi.usage !== usage) throw refus.defi_different();
  return defi;
}

const identifiants = (cles: readonly Passkey[]) =>
  cles.map((c) => ({ id: c.credentialId, transports: [...c.transports] }));

/** Question to register a new key: kept on the device, with verification of the person. `defiId` goes in a HttpOnly cookie. */
export async function optionsInscription(
  outils: OutilsPasskey,
  compte: ComptePourCle,
): Promise<{ defiId: string; options: PublicKeyCredentialCreationOptionsJSON }> {
  const cles = await outils.passkeys.lister(compte.id);
  if (cles.length >= CLES_MAX) throw refus.trop_de_cles();
  const defi = await poserDefi(outils, 'inscription', compte.id);
  const options = await generateRegistrationOptions({
    rpName: outils.config.nomDuSite,
    rpID: outils.config.rpId,
    userID: Uint8Array.from(Buffer.from(compte.id)),
    userName: compte.libelle,
    userDisplayName: compte.libelle,
    challenge: octets(defi.valeur),
    timeout: DUREE_DEFI_MS,
    attestationType: 'none',
    excludeCredentials: identifiants(cles),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: ALGORITHMES,
  });
  return { defiId: defi.id, options };
}

/** Checks the answer of the device without storing anything: an invitation must be consumed in the same transaction. */
export async function controlerInscription(
  outils: OutilsPasskey,
  demande: { readonly defiId: string; readonly compteId: string; readonly reponse: unknown; readonly nom: string },
): Promise<Passkey> {
  const defi = await prendreDefi(outils, demande.defiId, 'inscription');
  if (defi.compteId !== demande.compteId) throw refus.autre_compte();
  const reponse = lireReponse(ReponseInscriptionSchema, demande.reponse);
  verifierContexte(reponse.response.clientDataJSON, 'webauthn.create', defi, outils.config);
  verifierAppareil(verifierAttestation(reponse.response.attestationObject), outils.config);
  const { clientDataJSON, attestationObject } = reponse.response;
  const verdict = await verifyRegistrationResponse({
    response: {
      id: reponse.id,
      rawId: reponse.rawId,
      type: reponse.type,
      clientExtensionResults: {},
      response: { clientDataJSON, attestationObject },
    },
    expectedChallenge: defi.valeur,
    expectedOrigin: [...outils.config.origines],
    expectedRPID: outils.config.rpId,
    requireUserVerification: true,
    supportedAlgorithmIDs: ALGORITHMES,
  }).catch(() => undefined);
  if (verdict?.registrationInfo === undefined) throw refus.reponse_illisible();
  const { credential, credentialBackedUp } = verdict.registrationInfo;
  return {
    credentialId: credential.id,
    compteId: demande.compteId,
    clePublique: credential.publicKey,
    compteur: credential.counter,
    transports: reponse.response.transports ?? [],
    sauvegardee: credentialBackedUp,
    nom: demande.nom.trim().slice(0, 60) || 'Clé d’accès',
    creeLe: outils.horloge.maintenant(),
    utiliseeLe: undefined,
  };
}

/** Checks the answer of the device and stores the key. */
export async function verifierInscription(
  outils: OutilsPasskey,
  demande: { readonly defiId: string; readonly compteId: string; readonly reponse: unknown; readonly nom: string },
): Promise<Passkey> {
  const passkey = await controlerInscription(outils, demande);
  if (!(await outils.passkeys.ajouter(passkey))) throw refus.deja_enregistree();
  return passkey;
}

/**
 * Question to sign in. Without account, the device offers the keys it holds for this site: no name is typed, none can be guessed.
 * With an account (confirmation before a sensitive act), only its keys answer.
 */
export async function optionsConnexion(
  outils: OutilsPasskey,
  compteId?: string,
): Promise<{ defiId: string; options: PublicKeyCredentialRequestOptionsJSON }> {
  const cles = compteId === undefined ? [] : await outils.passkeys.lister(compteId);
  if (compteId !== undefined && cles.length === 0) throw refus.cle_inconnue();
  const defi = await poserDefi(outils, 'connexion', compteId);
  const options = await generateAuthenticationOptions({
    rpID: outils.config.rpId,
    challenge: octets(defi.valeur),
    timeout: DUREE_DEFI_MS,
    userVerification: 'required',
    ...(compteId === undefined ? {} : { allowCredentials: identifiants(cles) }),
  });
  return { defiId: defi.id, options };
}

/** The key says which account comes: the one it was registered for, the one asked for, and the one it claims must be the same. */
function verifierCompte(passkey: Passkey, defi: Defi, userHandle: string | null | undefined): void {
  if (defi.compteId !== undefined && defi.compteId !== passkey.compteId) throw refus.autre_compte();
  const annonce =
    userHandle === undefined || userHandle === null ? undefined : Buffer.from(userHandle, 'base64url').toString();
  if (annonce === undefined ? defi.compteId === undefined : annonce !== passkey.compteId) throw refus.autre_compte();
}

/**
 * Who signs in with this answer. Refuses a counter that does not grow: two devices hold the same key.
 * A counter that stays at 0 is normal for keys kept in a cloud account.
 */
export async function verifierConnexion(
  outils: OutilsPasskey,
  demande: { readonly defiId: string; readonly reponse: unknown },
): Promise<{ compteId: string; credentialId: string }> {
  const defi = await prendreDefi(outils, demande.defiId, 'connexion');
  const reponse = lireReponse(ReponseConnexionSchema, demande.reponse);
  const { clientDataJSON, authenticatorData, signature, userHandle } = reponse.response;
  verifierContexte(clientDataJSON, 'webauthn.get', defi, outils.config);
  const compteur = verifierAppareil(octets(authenticatorData), outils.config);
  const passkey = await outils.passkeys.trouver(reponse.id);
  if (passkey === undefined) throw refus.cle_inconnue();
  verifierCompte(passkey, defi, userHandle);
  // The counter of the library's check is neutralised (0): a regression must not hide behind a wrong signature, nor the reverse.
  const credential = { id: passkey.credentialId, publicKey: Uint8Array.from(passkey.clePublique), counter: 0 };
  const verdict = await verifyAuthenticationResponse({
    response: {
      id: reponse.id,
      rawId: reponse.rawId,
      type: reponse.type,
      clientExtensionResults: {},
      response: { clientDataJSON, authenticatorData, signature },
    },
    expectedChallenge: defi.valeur,
    expectedOrigin: [...outils.config.origines],
    expectedRPID: outils.config.rpId,
    credential,
    requireUserVerification: true,
  }).catch(() => undefined);
  if (verdict?.verified !== true) throw refus.signature_invalide();
  const reculee = (compteur > 0 || passkey.compteur > 0) && compteur <= passkey.compteur;
  const maintenant = outils.horloge.maintenant();
  const notee =
    !reculee && (await outils.passkeys.majCompteur(passkey.credentialId, passkey.compteur, compteur, maintenant));
  if (!notee) throw refus.compteur_recule();
  return { compteId: passkey.compteId, credentialId: passkey.credentialId };
}
