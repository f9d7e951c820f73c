import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { clientsDe } from '#acces/clients/depot-clients.ts';
import { unePaire } from '#acces/clients/testing.ts';
import { Refus } from '#lib/refus.ts';
import { lireCodeTerritoire, ouvrirBase, type Base } from '#lib/sql/connexion.ts';
import { creerTerritoire, urlApplication } from '#lib/sql/migrer.ts';
import { baseDeTest, type BaseDeTest } from '#lib/tests/base.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import { client as commande } from '../commandes/client.ts';
import { MauvaisUsage } from '../commandes/commande.ts';

const T1 = lireCodeTerritoire('t0001');
let test1: BaseDeTest;
let base: Base;
let dossier: string;

beforeAll(async () => {
  test1 = await baseDeTest();
  vi.stubEnv('DATABASE_URL', test1.url);
  dossier = await mkdtemp(path.join(os.tmpdir(), 'cordee-client-'));
  for (const code of ['t0001', 't0002'])
    await creerTerritoire(test1.url, { code, nom: `Pays ${code}`, profil: 'essai', creeLe: new Date('2026-01-01') });
  base = ouvrirBase(urlApplication(test1.url), 2);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await base.fermer();
  await test1.fermer();
  await rm(dossier, { recursive: true, force: true });
});

/** What `cordee client …` says on the first territory, or what it throws for `main.ts` to say. */
async function client(...args: string[]): Promise<{ code: number; sortie: string; erreur: string }> {
  const lignes: string[] = [];
  try {
    const code = await commande.executer([...args, '--territoire', 't0001'], (ligne) => void lignes.push(ligne));
    return { code, sortie: lignes.join('\n'), erreur: '' };
  } catch (erreur) {
    if (erreur instanceof MauvaisUsage) return { code: 2, sortie: '', erreur: erreur.message };
    if (erreur instanceof Refus) return { code: 1, sortie: '', erreur: erreur.texte };
    throw erreur;
  }
}

const SYSTEME = ['--nom', 'Logiciel du Port', '--contact', 'aide@port.invalid', '--permissions', 'system/Patient.rs'];

test('un opérateur raccorde un logiciel, le suspend, le laisse revenir, change sa clé : tout est tracé', async () => {
  const cle = path.join(dossier, 'cle.json');
  const ajout = await client('ajouter', ...SYSTEME, '--familles', 'ADM', '--creer-cle', cle);
  expect(ajout).toMatchObject({ code: 0, sortie: expect.stringContaining('« Logiciel du Port » est raccordé') });
  expect((await stat(cle)).mode & 0o777).toBe(0o600);
  const privee = JSON.parse(await readFile(cle, 'utf8')) as Record<string, unknown>;
  expect(privee).toHaveProperty('d');
  const [inscrit] = await clientsDe(base, T1);
  expect(inscrit).toMatchObject({ familles: ['ADM'], cles: [{ kid: privee['kid'] }] });
  expect(JSON.stringify(inscrit?.cles)).not.toContain('"d"');
  const id = inscrit?.id ?? '';
  expect(ajout.sortie).toContain(id);

  expect(await client('suspendre', id)).toMatchObject({ code: 0 });
  expect((await client('lister')).sortie).toMatch(/Logiciel du Port \(systeme\), suspendu/);
  expect(await client('reprendre', id)).toMatchObject({ code: 0 });
  const nouvelle = path.join(dossier, 'jwks.json');
  await writeFile(nouvelle, JSON.stringify({ keys: [(await unePaire('ES256', 'neuve')).publique] }));
  expect(await client('tourner-cle', id, '--cles', nouvelle)).toMatchObject({ code: 0 });
  expect((await clientsDe(base, T1))[0]).toMatchObject({ suspenduLe: undefined, cles: [{ kid: 'neuve' }] });

  const traces = await base.territoire<TablesTerritoire, { action: string }[]>(T1, (sql) =>
    sql
      .selectFrom('trace')
      .select('trace.action')
      .where('trace.objet', '=', `Device/${id}`)
      .orderBy('trace.seq')
      .execute(),
  );
  expect(traces.map((t) => t.action.replace('operateur.client.', ''))).toEqual([
    'ajouter',
    'suspendre',
    'reprendre',
    'tourner-cle',
  ]);
});

test('une commande incomplète dit ce qui manque, et n’écrit rien', async () => {
  const avant = (await clientsDe(base, T1)).length;
  const publique = path.join(dossier, 'publique.json');
  await writeFile(publique, JSON.stringify({ keys: [(await unePaire()).publique] }));
  const cas: readonly (readonly [string[], number, string])[] = [
    [['ajouter'], 1, 'nom de 2 à 80'],
    [['ajouter', ...SYSTEME, '--familles', 'ADM'], 1, 'donnez sa clé publique'],
    [['ajouter', ...SYSTEME, '--cles', publique], 1, 'Dites lesquelles'],
    [['ajouter', ...SYSTEME, '--cles', path.join(dossier, 'absent.json')], 2, 'ne se lit pas'],
    [['ajouter', ...SYSTEME, 'trop'], 2, 'entre guillemets'],
    [['suspendre', 'inconnu'], 1, 'Aucun logiciel'],
    [['suspendre'], 2, 'Donnez l’identifiant'],
    [['tourner-cle'], 2, 'Donnez l’identifiant'],
    [['danser'], 2, 'client ajouter|lister'],
  ];
  for (const [args, code, texte] of cas)
    expect([args.join(' '), await client(...args)]).toMatchObject([
      args.join(' '),
      { code, erreur: expect.stringContaining(texte) },
    ]);
  expect((await clientsDe(base, T1)).length).toBe(avant);
});

test('une clé privée donnée par erreur est refusée ; un fichier de clé ne s’écrase pas', async () => {
  const cle = path.join(dossier, 'encore.json');
  await writeFile(cle, 'précieux');
  expect(await client('ajouter', ...SYSTEME, '--familles', 'ADM', '--creer-cle', cle)).toMatchObject({
    code: 2,
    erreur: expect.stringContaining('existe déjà'),
  });
  expect(await readFile(cle, 'utf8')).toBe('précieux');
  const privee = path.join(dossier, 'privee.json');
  const jeu = { keys: [JSON.parse(await readFile(path.join(dossier, 'cle.json'), 'utf8')) as unknown] };
  await writeFile(privee, JSON.stringify(jeu));
  expect(await client('ajouter', ...SYSTEME, '--familles', 'ADM', '--cles', privee)).toMatchObject({
    code: 1,
    erreur: expect.stringContaining('clé privée'),
  });
});
