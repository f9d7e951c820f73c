import { createHmac, randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { lireCodeTerritoire } from '#lib/sql/connexion.ts';
import { verifierAssertion } from './assertion.ts';
import type { Client } from './modele.ts';
import { RefusOAuth } from './refus.ts';
import { signerAssertion, unClient, unePaire, type ChampsAssertion, type PaireDeTest } from './testing.ts';

const T = lireCodeTerritoire('t0001');
const AUDIENCE = 'https://cordee.exemple.fr/oauth/token';
const MAINTENANT = new Date('2026-11-28T10:00:00Z');
const s = MAINTENANT.getTime() / 1000;
const paires: Record<string, PaireDeTest> = {};
let client: Client;
let autre: Client;

beforeAll(async () => {
  for (const alg of ['ES384', 'ES256', 'RS384', 'PS256', 'RS256']) paires[alg] = await unePaire(alg, `cle-${alg}`);
  paires['autre'] = await unePaire('ES384', 'cle-ES384');
  const keys = ['ES384', 'ES256', 'RS384', 'PS256'].map((alg) => paires[alg]!.publique);
  client = await unClient(T, { cles: { keys } }, { id: 'logiciel-1', maintenant: MAINTENANT });
  autre = await unClient(
    T,
    { cles: { keys: [paires['autre'].publique] } },
    { id: 'logiciel-2', maintenant: MAINTENANT },
  );
});

const verifier = (assertion: string, suspendu = false) =>
  verifierAssertion(assertion, {
    audience: AUDIENCE,
    maintenant: MAINTENANT,
    trouver: (id) =>
      Promise.resolve([suspendu ? { ...client, suspenduLe: MAINTENANT } : client, autre].find((c) => c.id === id)),
  });
const signer = (champs: ChampsAssertion = {}, alg = 'ES384') =>
  signerAssertion(paires[alg]!, 'logiciel-1', AUDIENCE, { maintenant: MAINTENANT, ...champs });

async function refus(assertion: string): Promise<RefusOAuth> {
  const erreur: unknown = await verifier(assertion).catch((e: unknown) => e);
  if (!(erreur instanceof RefusOAuth)) throw new Error(`attendu un refus, reçu ${String(erreur)}`);
  return erreur;
}

/** A token forged by hand: what a library refuses to write. */
const forger = (entete: object, dit: object, signature = ''): string =>
  `${Buffer.from(JSON.stringify(entete)).toString('base64url')}.${Buffer.from(JSON.stringify(dit)).toString('base64url')}.${signature}`;
const DIT = { iss: 'logiciel-1', sub: 'logiciel-1', aud: AUDIENCE, exp: s + 60, jti: 'x' };

describe('Un logiciel prouve qui il est par une assertion signée', () => {
  test.each(['ES384', 'ES256', 'RS384', 'PS256'])('avec sa clé %s', async (alg) => {
    const verifiee = await verifier(await signer({ dit: { jti: 'un' } }, alg));
    expect(verifiee).toMatchObject({ client: { id: 'logiciel-1' }, jti: 'un' });
  });

  test('l’audience écrite en liste d’un seul est la même', async () => {
    expect((await verifier(await signer({ dit: { aud: [AUDIENCE] } }))).client.id).toBe('logiciel-1');
  });

  test('le souvenir d’un jti dure au moins autant que l’assertion', async () => {
    const { oublierLe } = await verifier(await signer({ dit: { exp: s + 300 } }));
    expect(oublierLe.getTime()).toBeGreaterThan((s + 300) * 1000);
  });
});

describe('Une assertion hostile est refusée, avec ce qu’il faut corriger', () => {
  test.each<[string, () => Promise<string> | string, RegExp]>([
    ['sans signature (alg none)', () => forger({ alg: 'none', kid: 'cle-ES384' }, DIT), /signature n’est pas acceptée/],
    [
      'signée par un secret qui est la clé publique',
      () => {
        const corps = forger({ alg: 'HS256', kid: 'cle-ES384' }, DIT).slice(0, -1);
        const secret = JSON.stringify(paires['ES384']!.publique);
        return `${corps}.${createHmac('sha256', secret).update(corps).digest('base64url')}`;
      },
      /signature n’est pas acceptée/,
    ],
    ['signée en RS256', () => signer({ entete: { kid: 'cle-RS256' } }, 'RS256'), /signature n’est pas acceptée/],
    ['d’une clé inconnue', () => signer({ entete: { kid: 'cle-inconnue' } }), /n’est pas une clé enregistrée/],
    ['sans nom de clé', () => signer({ entete: { kid: undefined } }), /nommer sa clé/],
    ['signée par la clé d’un autre logiciel, sous le même nom', () => signer({}, 'autre'), /signature de l’assertion/],
    [
      'dont l’algorithme n’est pas celui de la clé',
      () => signer({ entete: { kid: 'cle-RS384' } }, 'PS256'),
      /n’est pas une clé enregistrée/,
    ],
    ['pour un autre serveur', () => signer({ dit: { aud: 'https://autre.exemple.fr/oauth/token' } }), /aud doit être/],
    ['pour l’adresse FHIR', () => signer({ dit: { aud: 'https://cordee.exemple.fr/fhir' } }), /aud doit être/],
    [
      'pour deux serveurs à la fois',
      () => signer({ dit: { aud: [AUDIENCE, 'https://autre.fr'] } }),
      /une seule adresse/,
    ],
    ['expirée', () => signer({ dit: { exp: s - 31 } }), /a expiré/],
    ['qui vit plus de cinq minutes', () => signer({ dit: { exp: s + 331 } }), /cinq minutes/],
    ['qui n’expire pas', () => signer({ dit: { exp: undefined } }), /doit dire/],
    ['pas encore valable', () => signer({ dit: { nbf: s + 60 } }), /nbf/],
    ['sans jti', () => signer({ dit: { jti: undefined } }), /doit dire/],
    ['au jti démesuré', () => signer({ dit: { jti: 'x'.repeat(201) } }), /doit dire/],
    ['au nom d’un autre (sub)', () => signer({ dit: { sub: 'logiciel-2' } }), /iss et sub/],
    ['d’un logiciel inconnu', () => signer({ dit: { iss: 'nul', sub: 'nul' } }), /n’est pas raccordé/],
    [
      'au nom d’un autre logiciel, avec sa propre clé',
      () => signer({ dit: { iss: 'logiciel-2', sub: 'logiciel-2' } }),
      /signature de l’assertion/,
    ],
    [
      'dont le contenu a été changé',
      async () => {
        const [e, , sig] = (await signer()).split('.');
        return `${e}.${Buffer.from(JSON.stringify({ ...DIT, jti: randomUUID() })).toString('base64url')}.${sig}`;
      },
      /signature de l’assertion/,
    ],
    ['qui n’est pas un jeton', () => 'bonjour', /lisible/],
    ['vide', () => '..', /lisible/],
  ])('%s', async (_nom, fabriquer, texte) => {
    const erreur = await refus(await fabriquer());
    expect(erreur).toMatchObject({ erreur: 'invalid_client', statut: 401 });
    expect(erreur.texte).toMatch(texte);
  });

  test('d’un logiciel suspendu, même bien signée', async () => {
    await expect(verifier(await signer(), true)).rejects.toMatchObject({
      erreur: 'invalid_client',
      texte: expect.stringContaining('suspendu'),
    });
  });
});
