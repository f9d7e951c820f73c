import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import pg from 'pg';
import { coffreDeTest } from '#lib/coffre/testing.ts';
import { horlogeReglable } from '#lib/horloge.ts';
import { nouvelId } from '#lib/ids.ts';
import { lireCodeTerritoire, ouvrirBase, type Base } from '#lib/sql/connexion.ts';
import { creerTerritoire, urlApplication } from '#lib/sql/migrer.ts';
import { baseDeTest, type BaseDeTest } from '#lib/tests/base.ts';
import { lireAncres, lireCle, verifierLignes } from '../../../../scripts/verifier-audit.mjs';
import { ancrer } from './ancrer.ts';
import { cleEphemere, ouvrirCleDeSceau } from './cle.ts';
import { exporterLeJournal } from './exporter.ts';
import { purgerLeJournal } from './purger.ts';
import { sceller } from './sceller.ts';
import { quiEstTouche } from './toucher.ts';

const T = lireCodeTerritoire('t0001');
const horloge = horlogeReglable(new Date('2026-11-24T09:00:00Z'));
const cle = cleEphemere();
let serveur: BaseDeTest;
let base: Base;
let admin: pg.Client;
let dossier: string;

beforeAll(async () => {
  serveur = await baseDeTest();
  await creerTerritoire(serveur.url, { code: T, nom: 'Essai', profil: 'essai', creeLe: horloge.maintenant() });
  base = ouvrirBase(urlApplication(serveur.url));
  admin = new pg.Client({ connectionString: serveur.url });
  await admin.connect();
  dossier = await mkdtemp(path.join(os.tmpdir(), 'cordee-sceau-'));
});
afterAll(async () => {
  await admin.end();
  await base.fermer();
  await serveur.fermer();
  await rm(dossier, { recursive: true, force: true });
});

const ilYA = (mois: number): Date => {
  const d = horloge.maintenant();
  d.setUTCMonth(d.getUTCMonth() - mois);
  return d;
};
const tracer = (le: Date, genre: string, patient: string | null, reste: { objet?: string; acteur?: string } = {}) =>
  base.directement(T)({
    texte: `insert into trace (le, acteur, role, action, genre, objet, patient, fondement, decision, nombre)
      values ($1, $2, 'medecin', 'dossier.lire', $3, $4, $5, 'essai', 'permis', 1)`,
    valeurs: [le, reste.acteur ?? 'compte:lise', genre, reste.objet ?? null, patient],
  });
/** Transactions of other databases of the same server hold the seal back too: it comes when they are over. */
async function scellerEnTout(attendues: number): Promise<void> {
  let scellees = 0;
  await vi.waitFor(async () => {
    scellees += await sceller(base, T, cle, () => horloge.maintenant());
    expect(scellees).toBe(attendues);
  }, 20_000);
}
const exporter = async (): Promise<string[]> => {
  const lignes: string[] = [];
  for await (const l of exporterLeJournal(base, T, cle.id)) lignes.push(l);
  return lignes;
};

test('à son terme une ligne s’efface avec son sel, la purge est tracée, et le journal se vérifie toujours', async () => {
  await tracer(ilYA(13), 'lecture', null);
  await tracer(ilYA(13), 'lecture', 'p1');
  await tracer(ilYA(40), 'lecture', 'p2');
  await tracer(ilYA(40), 'ecriture', 'p2');
  await tracer(ilYA(1), 'lecture', 'p3');
  await scellerEnTout(5);
  await tracer(ilYA(50), 'lecture', 'p4');
  const bilan = await purgerLeJournal(
    admin,
    T,
    { techniqueMois: 12, accesMois: 36 },
    { le: horloge.maintenant(), par: 'operateur' },
  );
  expect(bilan).toEqual({ techniques: 1, acces: 1 });
  await scellerEnTout(2);
  const journal = await exporter();
  expect(verifierLignes(journal, lireCle(cle.publique))).toMatchObject({ intact: true, lignes: 7, effacees: 2 });
  // What was not sealed yet waits for its seal; who wrote stays as long as the record.
  expect(journal.filter((l) => l.includes('"p4"') || (l.includes('"p2"') && l.includes('ecriture')))).toHaveLength(2);
  expect(journal.join('\n')).not.toContain('"genre":"lecture","patient":"p2"');
});

test('chaque jour la racine part dans un fichier qui ne fait que grandir, une fois', async () => {
  const fichier = path.join(dossier, 'ancres', 't0001.ndjson');
  const socle = { base, horloge, nouvelId, origine: 'http://localhost', coffre: coffreDeTest() };
  expect(await ancrer({ socle, fichier }, T)).toBe(true);
  expect(await ancrer({ socle, fichier }, T)).toBe(false);
  horloge.avancer(86_400_000);
  await tracer(horloge.maintenant(), 'lecture', 'p5');
  await scellerEnTout(1);
  expect(await ancrer({ socle, fichier }, T)).toBe(true);
  const ancres = lireAncres(await readFile(fichier, 'utf8'));
  expect(ancres).toHaveLength(2);
  const journal = await exporter();
  expect(verifierLignes(journal, lireCle(cle.publique), ancres)).toMatchObject({ intact: true });
  const coupe = journal.slice(0, journal.findIndex((l) => l.startsWith('{"sceau"')) + 1);
  const refait = [...coupe, JSON.stringify({ fin: { taille: coupe.length - 2, sceaux: 1 } })];
  expect(verifierLignes(refait, lireCle(cle.publique), ancres)).toMatchObject({
    intact: false,
    ou: expect.stringContaining('tronqué') as string,
  });
});

test('la clé se crée une fois, lisible de son seul propriétaire, et se retrouve', async () => {
  const fichier = path.join(dossier, 'sceau', 'cle.pem');
  const premiere = await ouvrirCleDeSceau(fichier);
  expect((await ouvrirCleDeSceau(fichier)).id).toBe(premiere.id);
  expect(lireCle(await readFile(`${fichier}.pub`, 'utf8')).id).toBe(premiere.id);
});

test('quelles personnes, quelles données, depuis quand, par un compte : la trace seule répond', async () => {
  const vole = { acteur: 'compte:vole' };
  await tracer(new Date('2026-11-20T08:00:00Z'), 'lecture', 'a', { ...vole, objet: 'Observation/1' });
  await tracer(new Date('2026-11-20T09:00:00Z'), 'lecture', 'a', { ...vole, objet: 'Patient/a' });
  await tracer(new Date('2026-11-21T09:00:00Z'), 'recherche', null, vole);
  await tracer(new Date('2026-11-19T09:00:00Z'), 'lecture', 'avant', vole);
  const depuis = new Date('2026-11-20T00:00:00Z');
  expect(
    await quiEstTouche(base, T, { acteur: 'compte:vole', depuis, jusqua: new Date('2026-11-22T00:00:00Z') }),
  ).toEqual({
    personnes: [
      {
        patient: 'a',
        depuis: new Date('2026-11-20T08:00:00Z'),
        jusqua: new Date('2026-11-20T09:00:00Z'),
        acces: 2,
        quoi: ['Observation', 'Patient'],
      },
    ],
    listes: { nombre: 1, resultats: 1 },
    exports: { nombre: 0, resultats: 0 },
  });
});
