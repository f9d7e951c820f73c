import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import type { CodeTerritoire } from '#lib/sql/connexion.ts';
import type { ClePublique } from './cles.ts';
import { preparerInscription, type DemandeDInscription } from './inscription.ts';
import type { Client } from './modele.ts';

export interface PaireDeTest {
  readonly kid: string;
  readonly alg: string;
  readonly privee: CryptoKey;
  readonly publique: ClePublique;
}

/** A fresh pair of keys, named. */
export async function unePaire(alg = 'ES384', kid: string = randomUUID()): Promise<PaireDeTest> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = await exportJWK(publicKey);
  return { kid, alg, privee: privateKey, publique: { ...jwk, kid, kty: jwk.kty === 'RSA' ? 'RSA' : 'EC', alg } };
}

/** A registered software, as an operator would have registered it; by default one that acts in its own name. */
export function unClient(
  territoire: CodeTerritoire,
  demande: Partial<DemandeDInscription> & { readonly cles?: unknown } = {},
  options: { readonly id?: string; readonly maintenant?: Date } = {},
): Promise<Client> {
  return preparerInscription(
    {
      nom: 'Logiciel d’essai',
      genre: 'systeme',
      permissions: 'system/*.cruds',
      familles: 'ADM,COO,SOC,MED,PLN,FIL,ORG',
      retours: [],
      lancement: undefined,
      contact: 'editeur@logiciel.invalid',
      fin: undefined,
      ...demande,
      cles: demande.cles,
    },
    { id: options.id ?? randomUUID(), territoire, maintenant: options.maintenant ?? new Date() },
  );
}

export interface ChampsAssertion {
  readonly entete?: Record<string, unknown>;
  readonly dit?: Record<string, unknown>;
  readonly maintenant?: Date;
}

/** A signed assertion of this client for that audience; `dit` and `entete` change what must be made wrong. */
export function signerAssertion(
  paire: PaireDeTest,
  client: string,
  audience: string,
  { entete = {}, dit = {}, maintenant = new Date() }: ChampsAssertion = {},
): Promise<string> {
  const s = Math.floor(maintenant.getTime() / 1000);
  return new SignJWT({ iss: client, sub: client, aud: audience, exp: s + 240, iat: s, jti: randomUUID(), ...dit })
    .setProtectedHeader({ alg: paire.alg, kid: paire.kid, typ: 'JWT', ...entete })
    .sign(paire.privee);
}
