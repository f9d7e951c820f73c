import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';
import { horlogeReglable } from '#lib/horloge.ts';
import type { HorlogeReglable } from '#lib/horloge.ts';
import { nouveauSecret, nouvelId } from '#lib/ids.ts';
import type { Invitation, ObjetInvitation, OutilsInvitation } from './invitation.ts';
import { configurerPasskeys } from './modele.ts';
import type { Defi, Passkey } from './modele.ts';

export interface Monde extends OutilsInvitation {
  readonly horloge: HorlogeReglable;
  readonly enMemoire: {
    readonly cles: Map<string, Passkey>;
    readonly defis: Map<string, Defi>;
    readonly invitations: Map<string, Invitation>;
    readonly comptes: Map<string, ObjetInvitation & { parrainId: string }>;
  };
}

/** Everything in memory, with the guarantees the real stores must give (uniqueness, compare-and-set, read-and-delete). */
export function unMonde(origine = 'https://cordee.invalid'): Monde {
  const enMemoire: Monde['enMemoire'] = {
    cles: new Map(),
    defis: new Map(),
    invitations: new Map(),
    comptes: new Map(),
  };
  const { cles, defis, invitations, comptes } = enMemoire;
  return {
    enMemoire,
    config: configurerPasskeys(origine, 'Cordée'),
    horloge: horlogeReglable(new Date('2026-03-02T08:00:00Z')),
    secret: nouveauSecret,
    nouvelId,
    passkeys: {
      trouver: async (id) => cles.get(id),
      lister: async (compteId) => [...cles.values()].filter((c) => c.compteId === compteId),
      ajouter: async (cle) => !cles.has(cle.credentialId) && cles.set(cle.credentialId, cle) === cles,
      majCompteur: async (id, avant, apres, le) => {
        const cle = cles.get(id);
        if (cle === undefined || cle.compteur !== avant) return false;
        cles.set(id, { ...cle, compteur: apres, utiliseeLe: le });
        return true;
      },
    },
    defis: {
      poser: async (defi) => void defis.set(defi.id, defi),
      prendre: async (id) => {
        const defi = defis.get(id);
        defis.delete(id);
        return defi;
      },
    },
    invitations: {
      ajouter: async (invitation) => void invitations.set(invitation.empreinte, invitation),
      trouver: async (empreinte) => invitations.get(empreinte),
      consommer: async (id, le) => {
        const invitation = [...invitations.values()].find((i) => i.id === id);
        if (invitation === undefined || invitation.utiliseeLe !== undefined || invitation.annuleeLe !== undefined)
          return false;
        invitations.set(invitation.empreinte, { ...invitation, utiliseeLe: le });
        return true;
      },
    },
    comptes: { ouvrir: async (id, objet) => void comptes.set(id, objet) },
  };
}

/** What a device may do wrong, for the tests of refusals. */
export interface Travers {
  readonly origine?: string;
  readonly rpId?: string;
  readonly type?: string;
  readonly defi?: string;
  readonly sansVerification?: boolean;
  readonly compteur?: number;
  readonly signatureFausse?: boolean;
  readonly userHandle?: string | null;
  readonly crossOrigin?: boolean;
  readonly format?: string;
  readonly certificat?: boolean;
}

export interface Appareil {
  readonly credentialId: string;
  inscrire(options: { readonly challenge: string; readonly user: { readonly id: string } }, travers?: Travers): object;
  connecter(options: { readonly challenge: string }, travers?: Travers): object;
}

const b64 = (octets: Uint8Array): string => Buffer.from(octets).toString('base64url');
const sha256 = (valeur: string | Uint8Array): Buffer => createHash('sha256').update(valeur).digest();

function donneesAppareil(
  rpId: string,
  compteur: number,
  travers: Travers,
  suite: Uint8Array = Buffer.alloc(0),
): Buffer {
  const verifiee = travers.sansVerification === true ? 0 : 0x04;
  const drapeaux = 0x01 | verifiee | (suite.length > 0 ? 0x40 : 0);
  const compte = Buffer.alloc(4);
  compte.writeUInt32BE(compteur);
  return Buffer.concat([sha256(travers.rpId ?? rpId), Buffer.from([drapeaux]), compte, suite]);
}

function donneesClient(type: string, challenge: string, origine: string, travers: Travers): Buffer {
  const { crossOrigin = false } = travers;
  return Buffer.from(
    JSON.stringify({
      type: travers.type ?? type,
      challenge: travers.defi ?? challenge,
      origin: travers.origine ?? origine,
      crossOrigin,
    }),
  );
}

/** A security key in software: ES256, one credential, a counter that grows. `synchronisee` = counter always 0. */
export function unAppareil(origine = 'https://cordee.invalid', synchronisee = false): Appareil {
  const rpId = new URL(origine).hostname;
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(32);
  let compteur = 0;
  let compte: string | undefined;
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const cose = isoCBOR.encode(
    new Map<number, number | Uint8Array>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Uint8Array.from(Buffer.from(x, 'base64url'))],
      [-3, Uint8Array.from(Buffer.from(y, 'base64url'))],
    ]),
  );
  const commun = {
    id: b64(id),
    rawId: b64(id),
    type: 'public-key',
    clientExtensionResults: {},
    authenticatorAttachment: 'platform',
  };
  const suivant = (travers: Travers): number => {
    if (!synchronisee) compteur += 1;
    return travers.compteur ?? compteur;
  };
  return {
    credentialId: b64(id),
    inscrire: (options, travers = {}) => {
      compte = options.user.id;
      const longueur = Buffer.from([0, id.length]);
      const authData = donneesAppareil(
        rpId,
        suivant(travers),
        travers,
        Buffer.concat([Buffer.alloc(16), longueur, id, cose]),
      );
      const attStmt = new Map<string, Uint8Array[]>(
        travers.certificat === true ? [['x5c', [Uint8Array.from([1])]]] : [],
      );
      const objet = isoCBOR.encode(
        new Map<string, string | Uint8Array | Map<string, Uint8Array[]>>([
          ['fmt', travers.format ?? 'none'],
          ['attStmt', attStmt],
          ['authData', Uint8Array.from(authData)],
        ]),
      );
      const client = donneesClient('webauthn.create', options.challenge, origine, travers);
      return {
        ...commun,
        response: { clientDataJSON: b64(client), attestationObject: b64(objet), transports: ['internal'] },
      };
    },
    connecter: (options, travers = {}) => {
      const authData = donneesAppareil(rpId, suivant(travers), travers);
      const client = donneesClient('webauthn.get', options.challenge, origine, travers);
      const signature = sign('sha256', Buffer.concat([authData, sha256(client)]), privateKey);
      if (travers.signatureFausse === true) signature[signature.length - 1] = (signature.at(-1) ?? 0) ^ 1;
      const userHandle = travers.userHandle === undefined ? compte : travers.userHandle;
      return {
        ...commun,
        response: {
          clientDataJSON: b64(client),
          authenticatorData: b64(authData),
          signature: b64(signature),
          userHandle,
        },
      };
    },
  };
}
