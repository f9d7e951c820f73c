import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lireMotif, listeDesSorties } from './index.ts';

const RACINE = path.resolve(import.meta.dirname, '../..');
const permis = (motifs: readonly string[], adresse: string): boolean =>
  listeDesSorties(motifs).permet(new URL(adresse));

describe('La liste des sorties', () => {
  test.each([
    ['exemple.fr', 'https://exemple.fr/x', true],
    ['exemple.fr', 'https://EXEMPLE.fr:8443/', true],
    ['exemple.fr', 'https://a.exemple.fr/', false],
    ['exemple.fr', 'https://exemple.fr.mechant.net/', false],
    ['exemple.fr', 'https://mechantexemple.fr/', false],
    ['exemple.fr', 'https://exemple.fr@mechant.net/', false],
    ['exemple.fr', 'https://exemple.fr./', false],
    ['exemple.fr:443', 'https://exemple.fr/', true],
    ['exemple.fr:443', 'http://exemple.fr/', false],
    ['exemple.fr:8443', 'https://exemple.fr/', false],
    ['*.exemple.fr', 'https://a.b.exemple.fr/', true],
    ['*.exemple.fr', 'https://exemple.fr/', false],
    ['*.exemple.fr', 'https://mechantexemple.fr/', false],
    ['[::1]', 'http://[::1]:80/', true],
    ['exemple.fr', 'file://exemple.fr/etc/passwd', false],
    ['exemple.fr', 'ftp://exemple.fr/', false],
  ])('« %s » devant %s : %s', (motif, adresse, attendu) => {
    expect(permis([motif], adresse)).toBe(attendu);
  });

  test.each(['*', '*.fr', '', 'https://exemple.fr', 'exemple.fr/x', 'a b', '.fr', 'a..b', '10.0.0.0/8'])(
    '« %s » n’est pas une ligne de la liste',
    (motif) => {
      expect(lireMotif(motif)).toBeUndefined();
      expect(() => listeDesSorties(['a.fr', motif])).toThrow(/ne se lit pas/);
    },
  );

  test('vide, elle refuse tout ; une adresse permise l’est par un motif au moins', () => {
    fc.assert(
      fc.property(fc.domain(), fc.array(fc.domain(), { maxLength: 4 }), (hote, motifs) => {
        const adresse = `https://${hote}/x`;
        expect(permis([], adresse)).toBe(false);
        const lus = motifs.filter((m) => lireMotif(m) !== undefined);
        expect(permis(lus, adresse)).toBe(lus.some((m) => permis([m], adresse)));
      }),
      { numRuns: 25 },
    );
  });
});

function sources(dossier: string): string[] {
  return readdirSync(dossier, { withFileTypes: true }).flatMap((e) => {
    const chemin = path.join(dossier, e.name);
    if (e.isDirectory()) return ['simulateur', 'contrat', 'web', 'tests'].includes(e.name) ? [] : sources(chemin);
    return e.name.endsWith('.ts') && !/\.test\.ts$|testing/.test(e.name) ? [chemin] : [];
  });
}

/** Ways to call somebody by HTTP without passing here. A mailbox is another protocol, towards the operator its configuration names. */
const AUTRES_CHEMINS = [
  /import \{[^}]*\b(request|get|Agent)\b[^}]*\} from 'node:https?'/,
  /import \* as \w+ from 'node:https?'|from 'node:http2'|from 'undici'/,
  /(?<![.\w])fetch\(/,
  /globalThis\.fetch|new (WebSocket|EventSource)\(/,
];

test('aucun autre fichier du serveur n’appelle quelqu’un par HTTP', () => {
  const fautifs = sources(RACINE)
    .filter((f) => !f.endsWith('lib/sorties/appel.ts'))
    .filter((f) => AUTRES_CHEMINS.some((chemin) => chemin.test(readFileSync(f, 'utf8'))))
    .map((f) => path.relative(RACINE, f));
  expect(fautifs).toEqual([]);
});

test('une bibliothèque qui sait appeler reçoit toujours notre porte', () => {
  const quiAppellent = sources(RACINE).filter((f) =>
    /\b(createRemoteJWKSet|oidc\.discovery|new oidc\.Configuration)\(/.test(readFileSync(f, 'utf8')),
  );
  expect(quiAppellent.length).toBeGreaterThan(1);
  for (const f of quiAppellent) expect(readFileSync(f, 'utf8')).toMatch(/customFetch\]/);
});
