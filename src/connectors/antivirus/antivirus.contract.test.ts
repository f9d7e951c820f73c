import { createServer } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { lireAdresseClamd, type AdresseClamd } from './adresse.ts';
import { AntivirusIndisponible, type Antivirus } from './antivirus.ts';
import { clientClamd } from './client-clamd.ts';
import {
  demarrerSimulateurAntivirus,
  EICAR,
  type Comportement,
  type SimulateurAntivirus,
} from './simulateur/simulateur.ts';
import { demarrerClamd, sansClamd } from './testing-clamd.ts';

const SIGNATURES = new Date('2026-11-27T09:23:13Z');
const absent = sansClamd();

const terrains: readonly { nom: string; ouvrir(): Promise<{ adresse: AdresseClamd; arreter(): Promise<void> }> }[] = [
  {
    nom: 'simulateur',
    ouvrir: () => demarrerSimulateurAntivirus({ tailleMax: 1024 * 1024, signaturesDu: SIGNATURES }),
  },
  ...(absent === undefined ? [{ nom: 'vrai clamd', ouvrir: () => demarrerClamd({ tailleMax: '1M' }) }] : []),
];
test.skipIf(absent === undefined)(`le vrai clamd n’est pas joué ${absent ?? ''}`, () => {
  expect(terrains).toHaveLength(1);
});

describe.each(terrains)('le contrat de l’antivirus, sur $nom', (terrain) => {
  let antivirus: Antivirus;
  let ouvert: Awaited<ReturnType<(typeof terrains)[number]['ouvrir']>>;
  beforeAll(async () => {
    ouvert = await terrain.ouvrir();
    antivirus = clientClamd({ adresse: ouvert.adresse, delaiMs: 20_000 });
  });
  afterAll(() => ouvert.arreter());

  test('un document ordinaire, vide ou en plusieurs morceaux, est sain', async () => {
    for (const taille of [0, 1, 65_536, 300_000]) {
      const octets = Buffer.alloc(taille, 'a');
      expect(await antivirus.verifier(octets)).toMatchObject({
        issue: 'saine',
        moteur: expect.stringMatching(/^ClamAV 1\./),
      });
    }
  });

  test('le fichier d’essai EICAR est dangereux, et ce qui a été trouvé a un nom', async () => {
    expect(await antivirus.verifier(Buffer.from(EICAR))).toMatchObject({
      issue: 'dangereuse',
      menace: expect.stringMatching(/eicar/i),
    });
  });

  test('ce qui dépasse ce que le moteur accepte ne sera jamais jugé, et la question suivante l’est', async () => {
    expect(await antivirus.verifier(Buffer.alloc(3_000_000, 'a'))).toMatchObject({ issue: 'non_verifiable' });
    expect(await antivirus.verifier(Buffer.from('ensuite'))).toMatchObject({ issue: 'saine' });
  });
});

describe('un moteur en panne, lent ou hostile', () => {
  let simulateur: SimulateurAntivirus;
  let antivirus: Antivirus;
  beforeAll(async () => {
    simulateur = await demarrerSimulateurAntivirus({ signaturesDu: SIGNATURES });
    antivirus = clientClamd({ adresse: simulateur.adresse, delaiMs: 300 });
  });
  beforeEach(() => simulateur.comporter('normal'));
  afterAll(() => simulateur.arreter());

  test.each<[Comportement, string]>([
    ['lent', 'delai'],
    ['coupe', 'injoignable'],
    ['charabia', 'reponse_illisible'],
    ['bavard', 'reponse_illisible'],
    ['erreur', 'erreur_du_moteur'],
  ])('« %s » ne rend aucun verdict (%s)', async (comportement, raison) => {
    simulateur.comporter(comportement);
    const erreur = await antivirus.verifier(Buffer.from(EICAR)).catch((e: unknown) => e);
    expect(erreur).toBeInstanceOf(AntivirusIndisponible);
    expect(erreur).toMatchObject({ raison });
    simulateur.comporter('normal');
    expect(await antivirus.verifier(Buffer.from(EICAR))).toMatchObject({ issue: 'dangereuse' });
  });

  test('un moteur absent ne rend aucun verdict', async () => {
    const perdu = clientClamd({ adresse: { hote: '127.0.0.1', port: 9 } });
    await expect(perdu.verifier(Buffer.from('x'))).rejects.toMatchObject({ raison: 'injoignable' });
    const sansPrise = clientClamd({ adresse: { chemin: '/nulle-part/clamd.ctl' } });
    await expect(sansPrise.verifier(Buffer.from('x'))).rejects.toMatchObject({ raison: 'injoignable' });
  });

  test('un verdict dit le jour des signatures qui ont jugé', async () => {
    expect(await antivirus.verifier(Buffer.from('x'))).toMatchObject({ signaturesDu: SIGNATURES });
  });

  test.each(['stream: OK FOUND extra', 'autre: OK', 'stream:  FOUND', 'OK', '', 'stream: OK\nstream: OK'])(
    'la réponse « %s » n’est jamais un verdict',
    async (dite) => {
      const serveur = createServer((prise) => {
        prise.on('error', () => prise.destroy());
        prise.once('data', (octets: Buffer) => prise.end(octets.includes('VERSION') ? 'ClamAV 1.4.3\0' : `${dite}\0`));
      });
      await new Promise<void>((pret) => serveur.listen(0, '127.0.0.1', pret));
      const adresse = serveur.address();
      if (adresse === null || typeof adresse === 'string') throw new Error('adresse');
      const trompeur = clientClamd({ adresse: { hote: '127.0.0.1', port: adresse.port }, delaiMs: 2000 });
      await expect(trompeur.verifier(Buffer.from('x'))).rejects.toBeInstanceOf(AntivirusIndisponible);
      await new Promise((fin) => serveur.close(fin));
    },
  );
});

test.each([
  ['unix:/run/clamav/clamd.ctl', { chemin: '/run/clamav/clamd.ctl' }],
  ['tcp://127.0.0.1:3311', { hote: '127.0.0.1', port: 3311 }],
  ['tcp://localhost', { hote: 'localhost', port: 3310 }],
  ['tcp://[::1]:3310', { hote: '::1', port: 3310 }],
  ['tcp://clamav.exemple.fr:3310', undefined],
  ['tcp://127.0.0.1.exemple.fr:3310', undefined],
  ['tcp://127.0.0.1:70000', undefined],
  ['unix:relatif', undefined],
  ['http://127.0.0.1', undefined],
])('%s : une adresse de cette machine, ou rien', (texte, attendue) => {
  expect(lireAdresseClamd(texte)).toEqual(attendue);
});
