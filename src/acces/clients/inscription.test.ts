import { exportJWK, generateKeyPair } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { lireCodeTerritoire } from '#lib/sql/connexion.ts';
import { unClient, unePaire, type PaireDeTest } from './testing.ts';

const T = lireCodeTerritoire('t0001');
let paire: PaireDeTest;
let jeu: { keys: unknown[] };

beforeAll(async () => {
  paire = await unePaire();
  jeu = { keys: [paire.publique] };
});

const APPLICATION = { genre: 'application', permissions: 'patient/*.rs', familles: undefined };

describe('L’inscription d’un logiciel', () => {
  test('un logiciel qui agit en son nom reçoit ce qui est dit, et rien d’autre', async () => {
    expect(await unClient(T, { cles: jeu, permissions: 'system/Patient.read', familles: 'adm, coo' })).toMatchObject({
      genre: 'systeme',
      familles: ['ADM', 'COO'],
      permises: { permissions: [{ niveau: 'system', type: 'Patient', gestes: ['r', 's'] }] },
    });
  });

  test('une application reçoit par défaut tout sauf le sensible, qui se demande par son nom', async () => {
    const retours = ['https://appli.exemple.fr/retour'];
    const defaut = await unClient(T, { ...APPLICATION, retours });
    expect(defaut.familles).not.toContain('SEN');
    expect(defaut.familles).toContain('MED');
    expect((await unClient(T, { ...APPLICATION, retours, familles: 'MED,SEN' })).familles).toEqual(['MED', 'SEN']);
  });

  test.each<[string, Parameters<typeof unClient>[1], string]>([
    ['sans nom', { nom: ' ' }, 'client.nom'],
    ['d’un genre inconnu', { genre: 'robot' }, 'client.genre'],
    ['sans personne à joindre', { contact: '' }, 'client.contact'],
    ['en son nom mais sans clé', { cles: undefined }, 'client.sans_cle'],
    ['en son nom sans dire les familles', { familles: undefined }, 'client.familles'],
    ['avec une famille inconnue', { familles: 'ADM,XXX' }, 'client.familles'],
    ['en son nom avec une permission de personne', { permissions: 'user/Patient.rs' }, 'client.permissions'],
    ['en son nom avec un accès durable', { permissions: 'offline_access system/Patient.rs' }, 'client.permissions'],
    ['sans permission', { permissions: '' }, 'client.permissions'],
    ['en son nom avec une adresse de retour', { retours: ['https://a.fr/'] }, 'client.retours'],
    ['application sans adresse de retour', { ...APPLICATION }, 'client.retours'],
    [
      'application avec une permission de système',
      { ...APPLICATION, permissions: 'system/*.rs', retours: ['https://a.fr/'] },
      'client.permissions',
    ],
    ['application qui revient en http', { ...APPLICATION, retours: ['http://a.fr/'] }, 'client.retours'],
    ['application qui revient à un fragment', { ...APPLICATION, retours: ['https://a.fr/#x'] }, 'client.retours'],
    ['application qui revient à un script', { ...APPLICATION, retours: ['javascript:alert(1)'] }, 'client.retours'],
    [
      'application qui revient avec un mot de passe',
      { ...APPLICATION, retours: ['https://a:b@c.fr/'] },
      'client.retours',
    ],
    ['qui finit hier', { fin: '2020-01-01' }, 'client.fin'],
    ['qui finit un jour qui n’existe pas', { fin: '2027-02-31' }, 'client.fin'],
  ])('est refusée %s', async (_nom, demande, code) => {
    await expect(unClient(T, { cles: jeu, ...demande })).rejects.toMatchObject({ code });
  });

  test('une adresse de retour sur le poste même est permise', async () => {
    const retours = ['http://localhost:4567/retour', 'http://127.0.0.1/'];
    expect((await unClient(T, { ...APPLICATION, retours })).retours).toEqual(retours);
  });
});

describe('Les clés données', () => {
  test('une clé privée est refusée, et il est dit pourquoi', async () => {
    const privee = { ...(await exportJWK(paire.privee)), kid: 'a' };
    await expect(unClient(T, { cles: { keys: [privee] } })).rejects.toMatchObject({
      code: 'cles.privee',
      texte: expect.stringContaining('Gardez-la chez vous'),
    });
  });

  test('une clé faible, sans nom, en double ou symétrique est refusée', async () => {
    const { publicKey } = await generateKeyPair('RS256', { modulusLength: 2048, extractable: true });
    const rsa = await exportJWK(publicKey);
    const courte = { ...rsa, n: (rsa.n ?? '').slice(0, 170), kid: 'a' };
    const code = async (keys: unknown[]): Promise<unknown> =>
      unClient(T, { cles: { keys } }).then(
        () => 'acceptée',
        (erreur: { code: string }) => erreur.code,
      );
    expect(await code([{ ...rsa, kid: 'a' }])).toBe('acceptée');
    expect(await code([{ ...rsa, kid: 'a', alg: 'RS256' }])).toBe('cles.faible');
    expect(await code([courte])).toBe('cles.faible');
    expect(await code([rsa])).toBe('cles.sans_nom');
    expect(await code([paire.publique, paire.publique])).toBe('cles.sans_nom');
    expect(await code([{ kty: 'oct', k: 'YQ', kid: 'a' }])).toBe('cles.privee');
    expect(await code([{ ...paire.publique, x: 'AAAA' }])).toBe('cles.illisibles');
    expect(await code([])).toBe('cles.trop');
  });
});
