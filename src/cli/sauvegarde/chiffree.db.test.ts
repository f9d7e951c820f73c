import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cleMaitre, ouvrirCoffre } from '#lib/coffre/index.ts';
import { journalMuet } from '#lib/journal.ts';
import { lireCodeTerritoire, ouvrirBase } from '#lib/sql/connexion.ts';
import { creerTerritoire, urlApplication } from '#lib/sql/migrer.ts';
import { baseDeTest, type BaseDeTest } from '#lib/tests/base.ts';
import { choisirProtection } from './choisir-protection.ts';
import { creerDestinataire, examiner, examinerSansCle, restaurer, sauvegarder } from './index.ts';

const T = lireCodeTerritoire('t0001');
const contexte = { le: new Date('2026-11-24T09:00:00+01:00'), cordee: '0.1.0' };
const maitre = cleMaitre(Buffer.alloc(32, 5));
const paire = creerDestinataire();
const ouverture = { clePrivee: `${paire.privee}\n` };
let dossier: string;
let fichier: string;
let source: BaseDeTest;
let scelle: string;

async function avecCoffre<R>(url: string, faire: (coffre: Awaited<ReturnType<typeof ouvrirCoffre>>) => R): Promise<R> {
  const base = ouvrirBase(urlApplication(url), 2);
  const coffre = await ouvrirCoffre({ base, maitre, territoires: [T], journal: journalMuet });
  try {
    return faire(coffre);
  } finally {
    await coffre.fermer();
    await base.fermer();
  }
}

beforeAll(async () => {
  dossier = await mkdtemp(path.join(os.tmpdir(), 'cordee-chiffree-'));
  fichier = path.join(dossier, 'sauvegarde');
  source = await baseDeTest();
  await creerTerritoire(source.url, { code: T, nom: 'Pays de Test', profil: 'essai', creeLe: contexte.le });
  scelle = await avecCoffre(source.url, (c) => c.sceller(T, 'secret', 'ici'));
  await sauvegarder(source.url, fichier, contexte, { destinataire: paire.publique });
});
afterAll(async () => {
  await source.fermer();
  await rm(dossier, { recursive: true, force: true });
});

describe('Une sauvegarde chiffrée', () => {
  test('se restaure avec la clé privée, et le coffre de la maison s’ouvre avec sa clé maître', async () => {
    const neuve = await baseDeTest();
    const examen = await restaurer(neuve.url, fichier, ouverture);
    expect(examen.entete.territoires).toMatchObject([{ code: T, nom: 'Pays de Test' }]);
    expect(await avecCoffre(neuve.url, (c) => c.ouvrir(T, scelle, 'ici'))).toBe('secret');
    await neuve.fermer();
  });

  test('ne dit rien en clair : ni nom de table, ni nom de territoire', async () => {
    const octets = (await readFile(fichier)).toString('latin1');
    for (const mot of ['Pays de Test', 't0001', 'resource', 'ressource']) expect(octets).not.toContain(mot);
  });

  test('deux sauvegardes de la même base n’ont pas la même clé', async () => {
    const autre = path.join(dossier, 'autre');
    await sauvegarder(source.url, autre, contexte, { destinataire: paire.publique });
    const [a, b] = [await readFile(fichier), await readFile(autre)];
    expect(a.subarray(200).equals(b.subarray(200))).toBe(false);
  });

  test('un octet changé, n’importe où, se voit sans la clé, et rien n’en sort avec elle', async () => {
    const sain = await readFile(fichier);
    const abime = path.join(dossier, 'abime');
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: sain.length - 1 }), fc.integer({ min: 1, max: 255 }), async (rang, masque) => {
        const octets = Buffer.from(sain);
        octets[rang] = (octets[rang] ?? 0) ^ masque;
        await writeFile(abime, octets);
        const sansCle = await examinerSansCle(abime).catch((e: Error) => e.name);
        expect(sansCle === undefined || sansCle === 'SauvegardeAbimee').toBe(true);
        await expect(examiner(abime, ouverture)).rejects.toThrow(/./);
      }),
      { numRuns: 60 },
    );
  });

  test('coupée, allongée : cela se voit sans la clé', async () => {
    const sain = await readFile(fichier);
    const autre = path.join(dossier, 'coupee');
    for (const octets of [sain.subarray(0, -1), sain.subarray(0, -40), Buffer.concat([sain, Buffer.from('x')])]) {
      await writeFile(autre, octets);
      await expect(examinerSansCle(autre)).rejects.toThrow(/coupée|abîmée/);
    }
    expect(await examinerSansCle(fichier)).toEqual({ octets: sain.length });
  });

  test('la mauvaise clé, ou pas de clé, se disent avant qu’on en ait besoin', async () => {
    const autre = creerDestinataire();
    await expect(examiner(fichier, { clePrivee: autre.privee })).rejects.toThrow(/n’est pas celle du destinataire/);
    await expect(examiner(fichier, { clePrivee: 'perdue' })).rejects.toThrow(/n’a pas la forme attendue/);
    await expect(examiner(fichier, { phrase: 'une phrase quelconque' })).rejects.toThrow(/clé privée/);
    await expect(examiner(fichier)).rejects.toThrow(/est chiffrée/);
  });

  test('en essai, une phrase suffit ; une autre phrase n’ouvre rien', async () => {
    const parPhrase = path.join(dossier, 'phrase');
    await sauvegarder(source.url, parPhrase, contexte, { phrase: 'quatre mots pris au hasard' });
    expect((await examiner(parPhrase, { phrase: 'quatre mots pris au hasard\n' })).tables).toBeGreaterThan(10);
    await expect(examiner(parPhrase, { phrase: 'quatre mots pris par hasard' })).rejects.toThrow(/abîmée.*phrase/s);
  });
});

describe('La protection choisie', () => {
  test('en clair est refusé hors essai, une phrase aussi, un destinataire mal écrit toujours', async () => {
    const reel = { profil: 'territoire', destinataire: undefined } as const;
    await expect(choisirProtection(reel, {})).rejects.toThrow(/en clair est refusée/);
    await expect(choisirProtection(reel, { phrase: fichier })).rejects.toThrow(/pas par une phrase/);
    await expect(choisirProtection(reel, { destinataire: 'moi' })).rejects.toThrow(/clé publique/);
    expect(await choisirProtection({ ...reel, destinataire: paire.publique }, {})).toEqual({
      destinataire: paire.publique,
    });
    expect(await choisirProtection({ profil: 'essai', destinataire: undefined }, {})).toBeUndefined();
  });
});
