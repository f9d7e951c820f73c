import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const DOCS = path.resolve(import.meta.dirname, '../docs');
const ETATS = ['tenu', 'partiel', 'pas encore', 'sans objet'] as const;
const page = readFileSync(path.join(DOCS, 'asvs.md'), 'utf8');

const lignes = page
  .split('\n')
  .filter((l) => /^\| \d+\.\d+\.\d+ \(/.test(l))
  .map((l) => l.split(' | ').map((c) => c.replaceAll(/^\| | \|$/g, '')))
  .map(([exigence = '', regle = '', comment = '', etat = '', preuve = '']) => {
    const liens = [...preuve.matchAll(/\]\(([^)]+)\)/g)].map((m) => m[1] ?? '');
    return { exigence, regle, comment, etat, preuve, liens };
  });

describe('La page ASVS', () => {
  test('a quatre-vingts exigences, chacune une fois, chacune avec son état', () => {
    expect(lignes).toHaveLength(80);
    expect(new Set(lignes.map((l) => l.exigence)).size).toBe(80);
    expect(lignes.filter((l) => !ETATS.some((e) => e === l.etat))).toEqual([]);
    expect(lignes.filter((l) => l.regle === '' || l.comment === '')).toEqual([]);
  });

  test('chaque lien mène à un fichier de test qui existe et qui teste', () => {
    const faux = lignes.flatMap((l) =>
      l.liens.filter((lien) => {
        const fichier = path.join(DOCS, lien);
        return (
          !/\.(test|e2e)\.tsx?$/.test(lien) || !existsSync(fichier) || !/\btest[.(]/.test(readFileSync(fichier, 'utf8'))
        );
      }),
    );
    expect(faux).toEqual([]);
  });

  test('ce qui est tenu ou partiel montre son test ; le reste dit pourquoi', () => {
    const sansPreuve = lignes.filter((l) => (l.etat === 'tenu' || l.etat === 'partiel') && l.liens.length === 0);
    expect(sansPreuve.map((l) => l.exigence)).toEqual([]);
    const sansRaison = lignes.filter((l) => l.etat !== 'tenu' && l.etat !== 'partiel' && l.preuve.length < 15);
    expect(sansRaison.map((l) => l.exigence)).toEqual([]);
  });

  test('le compte écrit en bas est celui du tableau', () => {
    const nombre = (etat: string): number => lignes.filter((l) => l.etat === etat).length;
    expect(page).toContain(
      `${nombre('tenu')} tenues, ${nombre('partiel')} partielles, ${nombre('pas encore')} pas encore, ${nombre('sans objet')} sans objet.`,
    );
  });
});
