import { createPrivateKey, sign } from 'node:crypto';
import type { JsonWebKey } from 'node:crypto';

/** What can go wrong on demand. `attendu` is what a visitor should see happen in the application. */
export const PANNES = {
  acr_trop_faible: {
    libelle: 'Authentification trop faible',
    attendu: 'Pro Santé Connect répond avec un niveau inférieur à celui demandé : l’application doit refuser.',
  },
  jeton_expire: {
    libelle: 'Jeton expiré',
    attendu: 'La réponse est signée mais périmée depuis une heure : l’application doit refuser.',
  },
  nonce_altere: {
    libelle: 'Réponse d’une autre connexion',
    attendu: 'La réponse ne correspond pas à votre demande (nonce altéré) : l’application doit refuser.',
  },
  refus_utilisateur: {
    libelle: 'Je refuse sur mon téléphone',
    attendu: 'Vous revenez dans l’application, qui vous propose de recommencer.',
  },
} as const satisfies Record<string, { libelle: string; attendu: string }>;

export type Panne = keyof typeof PANNES;
export type PanneDeJeton = Exclude<Panne, 'refus_utilisateur'>;

export const estPanne = (texte: string): texte is Panne => Object.hasOwn(PANNES, texte);

type Claims = Readonly<Record<string, unknown>>;

const ALTERATIONS: Readonly<Record<PanneDeJeton, (claims: Claims, maintenantS: number) => Claims>> = {
  acr_trop_faible: (claims) => ({ ...claims, acr: 'eidas0' }),
  jeton_expire: (claims, maintenantS) => ({ ...claims, iat: maintenantS - 7200, exp: maintenantS - 3600 }),
  nonce_altere: (claims) => ({ ...claims, nonce: 'nonce-d-une-autre-connexion' }),
};

const base64url = (valeur: unknown): string => Buffer.from(JSON.stringify(valeur)).toString('base64url');

function lireClaims(jeton: string): Claims {
  const claims: unknown = JSON.parse(Buffer.from(jeton.split('.')[1] ?? '', 'base64url').toString());
  return typeof claims === 'object' && claims !== null ? { ...claims } : {};
}

/** Rewrites an ID token with the fault and signs it again with the provider's key: only the content is wrong. */
export function jetonEnPanne(
  jeton: string,
  panne: PanneDeJeton,
  cle: JsonWebKey & { kid: string },
  maintenantS: number,
): string {
  const corps = `${base64url({ alg: 'RS256', kid: cle.kid })}.${base64url(ALTERATIONS[panne](lireClaims(jeton), maintenantS))}`;
  const signature = sign('RSA-SHA256', Buffer.from(corps), createPrivateKey({ key: cle, format: 'jwk' }));
  return `${corps}.${signature.toString('base64url')}`;
}
