import { chmodSync, cpSync, lstatSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import {
  autreProcessus,
  contenu,
  lire,
  NOBODY,
  pidDuServeur,
  toutRanger,
  SUIS_ROOT,
  terminer,
  unDossier,
} from './atelier-de-test.ts';
import { paquetDeLaMachine } from './binaires.ts';
import { executer } from './executer.ts';
import { demarrerPostgres, dossierParDefaut } from './index.ts';

afterAll(toutRanger);

const ordinaire = SUIS_ROOT ? NOBODY : undefined;
const essai = ['-e', 'require("node:fs").accessSync(process.argv[1])', join(import.meta.dirname, 'index.ts')];
const projetLisible =
  ordinaire === undefined || (await executer(process.execPath, essai, { uid: NOBODY, gid: NOBODY })).code === 0;
if (!projetLisible)
  process.stderr.write('Tests écartés : le dossier du projet est fermé aux comptes ordinaires de la machine.\n');

/** The package as npm leaves it before any start: without its links. */
function copieDuPaquet(vers: string): string {
  const paquet = join(vers, 'paquet');
  cpSync(paquetDeLaMachine(), paquet, { recursive: true, verbatimSymlinks: true });
  const lib = join(paquet, 'native', 'lib');
  for (const nom of readdirSync(lib)) if (lstatSync(join(lib, nom)).isSymbolicLink()) rmSync(join(lib, nom));
  return paquet;
}

function fermerEnEcriture(dossier: string): void {
  for (const element of readdirSync(dossier, { withFileTypes: true })) {
    if (element.isDirectory()) fermerEnEcriture(join(dossier, element.name));
  }
  chmodSync(dossier, 0o555);
}

function rouvrir(dossier: string): void {
  chmodSync(dossier, 0o755);
  for (const element of readdirSync(dossier, { withFileTypes: true })) {
    if (element.isDirectory()) rouvrir(join(dossier, element.name));
  }
}

test.runIf(projetLisible)('un compte ordinaire démarre sa base lui-même, sous son propre nom', async () => {
  const dossier = join(unDossier(ordinaire), 'donnees');
  const { enfant, annonce } = await autreProcessus({ dossier, jetable: true }, ordinaire);
  expect(annonce.echec).toBeUndefined();
  expect(statSync(join(dossier, 'pg18', 'donnees')).uid).toBe(ordinaire ?? process.getuid?.());
  expect(await lire(annonce.url, 'select 1')).toBe(1);
  await terminer(enfant);
});

test.runIf(projetLisible)('un paquet en lecture seule est copié une fois à côté des données', async () => {
  const installation = unDossier();
  const paquet = copieDuPaquet(installation);
  fermerEnEcriture(paquet);
  const dossier = unDossier(ordinaire);
  const premier = await autreProcessus({ dossier, paquet, jetable: true }, ordinaire);
  await terminer(premier.enfant);
  const second = await autreProcessus({ dossier, paquet, jetable: true }, ordinaire);
  await terminer(second.enfant);
  rouvrir(paquet);
  expect(premier.annonce.echec).toBeUndefined();
  expect(premier.annonce.lignes.filter((ligne) => ligne.startsWith('Copie'))).toHaveLength(1);
  expect(second.annonce.lignes.filter((ligne) => ligne.startsWith('Copie'))).toHaveLength(0);
  expect(contenu(dossier)).toEqual([expect.stringMatching(/^binaires-18\./), 'pg18']);
});

test.runIf(SUIS_ROOT)(
  'lancée par root depuis un dossier fermé, la base tourne sur une copie des programmes',
  async () => {
    const maison = unDossier();
    const paquet = copieDuPaquet(maison);
    chmodSync(maison, 0o700);
    const dossier = unDossier();
    const postgres = await demarrerPostgres({ dossier, paquet, jetable: true, journal: () => undefined });
    expect(statSync(`/proc/${pidDuServeur(dossier)}`).uid).not.toBe(0);
    expect(contenu(dossier)).toEqual([expect.stringMatching(/^binaires-18\./), 'pg18']);
    await postgres.arreter();
  },
);

test.runIf(SUIS_ROOT)(
  'lancée par root, un dossier de données que la base ne peut pas atteindre est refusé avec le remède',
  async () => {
    const maison = unDossier();
    chmodSync(maison, 0o700);
    const demarrage = demarrerPostgres({ dossier: join(maison, 'donnees'), journal: () => undefined });
    await expect(demarrage).rejects.toThrow(/ne peut pas entrer dans .*\/var\/lib/);
  },
);

test('sans choix de personne, les données vivent dans le projet', async () => {
  const projet = unDossier();
  expect(await dossierParDefaut(projet)).toBe(join(projet, '.donnees'));
});

test('un projet fermé à la base, ou en lecture seule, garde ses données ailleurs et ne les partage avec aucun autre', async () => {
  const projets = [unDossier(), unDossier()].map((parent) => join(parent, 'projet'));
  for (const projet of projets) mkdirSync(projet, { mode: SUIS_ROOT ? 0o700 : 0o555 });
  const choisis = await Promise.all(projets.map(dossierParDefaut));
  expect(new Set(choisis).size).toBe(2);
  for (const [rang, choisi] of choisis.entries()) {
    expect(choisi).toContain('cordee');
    expect(choisi.startsWith(projets[rang] ?? '')).toBe(false);
  }
});
