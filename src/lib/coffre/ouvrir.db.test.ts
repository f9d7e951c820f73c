import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { journalMuet } from '#lib/journal.ts';
import { lireCodeTerritoire, ouvrirBase, type Base } from '#lib/sql/connexion.ts';
import { creerTerritoire, urlApplication } from '#lib/sql/migrer.ts';
import { baseDeTest, type BaseDeTest } from '#lib/tests/base.ts';
import { cleDeLEssai, cleMaitre } from './maitre.ts';
import { ouvrirCoffre } from './ouvrir.ts';
import type { TablesCoffre } from './tables.ts';

const T1 = lireCodeTerritoire('t0001');
const maitre = cleMaitre(Buffer.alloc(32, 1));
let test1: BaseDeTest;
let base: Base;

beforeAll(async () => {
  test1 = await baseDeTest();
  await creerTerritoire(test1.url, { code: T1, nom: 'Pays', profil: 'essai', creeLe: new Date() });
  base = ouvrirBase(urlApplication(test1.url), 4);
});
afterAll(async () => {
  await base.fermer();
  await test1.fermer();
});

const ouvrir = (avec = maitre) => ouvrirCoffre({ base, maitre: avec, territoires: [T1], journal: journalMuet });

describe('Le coffre d’une base', () => {
  test('deux programmes qui ouvrent ensemble ont les mêmes clés, et un redémarrage les retrouve', async () => {
    const [a, b] = await Promise.all([ouvrir(), ouvrir()]);
    const scelle = a.sceller(T1, 'secret', 'ici');
    expect(b.ouvrir(T1, scelle, 'ici')).toBe('secret');
    expect(b.aveugle(T1, 'ins', '1')).toBe(a.aveugle(T1, 'ins', '1'));
    await Promise.all([a.fermer(), b.fermer()]);
    const apres = await ouvrir();
    expect(apres.ouvrir(T1, scelle, 'ici')).toBe('secret');
    await apres.fermer();
  });

  test('la base ne contient ni clé ni secret : seulement des enveloppes', async () => {
    const coffre = await ouvrir();
    const lignes = await base.commun<TablesCoffre, readonly { enveloppe: string; etat: string }[]>((sql) =>
      sql.selectFrom('cle_donnees').select(['cle_donnees.enveloppe', 'cle_donnees.etat']).execute(),
    );
    expect(lignes.map((l) => l.etat).toSorted()).toEqual(['courante', 'courante', 'prochaine', 'prochaine']);
    for (const { enveloppe } of lignes) expect(Buffer.from(enveloppe, 'base64url')).toHaveLength(12 + 32 + 16);
    await coffre.fermer();
  });

  test('une autre clé maître n’ouvre rien, et le dit', async () => {
    await expect(ouvrir(cleMaitre(Buffer.alloc(32, 2)))).rejects.toThrow(/n’est pas celle qui protège cette base/);
  });

  test('un territoire ne lit pas la table des clés', async () => {
    await expect(
      base.directement(T1)({ texte: 'select count(*) from shared.cle_donnees', valeurs: [] }),
    ).rejects.toThrow(/permission denied/);
  });
});

describe('La clé de l’essai', () => {
  test('naît au premier démarrage, lisible de son seul propriétaire, et reste la même', async () => {
    const dossier = await mkdtemp(path.join(tmpdir(), 'cordee-cle-'));
    const premiere = await cleDeLEssai(dossier);
    const fichier = path.join(dossier, 'cle-maitre');
    expect((await stat(fichier)).mode & 0o777).toBe(0o600);
    expect((await cleDeLEssai(dossier)).id).toBe(premiere.id);
    expect(await readFile(fichier, 'utf8')).not.toContain(premiere.id);
    await rm(dossier, { recursive: true });
  });
});
