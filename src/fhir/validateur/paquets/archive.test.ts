import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { ecrireTar } from '../testing-paquet.ts';
import { ArchiveIllisible, lireTar, lireTgz } from './archive.ts';

const noms = fc.stringMatching(/^[a-z]{1,40}\/[a-z.-]{1,40}$/);
const fichiers = fc.array(
  fc.record({ nom: noms, contenu: fc.uint8Array({ maxLength: 2000 }).map((octets) => Buffer.from(octets)) }),
  { maxLength: 5 },
);

test('une archive écrite puis lue rend les mêmes fichiers', () => {
  fc.assert(
    fc.property(fichiers, (ecrits) => {
      expect(lireTgz(gzipSync(ecrireTar(ecrits)))).toEqual(ecrits);
    }),
  );
});

test('un nom trop long pour l’en-tête est lu où GNU ou pax l’ont mis', () => {
  const long = `package/${'a'.repeat(150)}.json`;
  const enregistrement = ` path=${long}\n`;
  const longueur = enregistrement.length + 3;
  const pax = `${longueur}${enregistrement}`;
  const lus = [
    ...lireTar(
      ecrireTar([
        { nom: 'x', contenu: `${long}\0`, genre: 'L' },
        { nom: 'court', contenu: '1' },
      ]),
    ),
    ...lireTar(
      ecrireTar([
        { nom: 'x', contenu: pax, genre: 'x' },
        { nom: 'court', contenu: '2' },
      ]),
    ),
  ];
  expect(lus.map(({ nom, contenu }) => [nom, contenu.toString()])).toEqual([
    [long, '1'],
    [long, '2'],
  ]);
});

test('un dossier et un lien ne sont pas des fichiers', () => {
  const tar = ecrireTar([
    { nom: 'package/', contenu: '', genre: '5' },
    { nom: 'lien', contenu: '', genre: '2' },
  ]);
  expect([...lireTar(tar)]).toEqual([]);
});

test('une archive coupée ou abîmée le dit, quel que soit l’endroit', () => {
  const tar = ecrireTar([{ nom: 'package/a.json', contenu: 'x'.repeat(1500) }]);
  expect(() => [...lireTar(tar.subarray(0, 1024))]).toThrow(ArchiveIllisible);
  const abime = Buffer.from(tar);
  abime[3] = 0x7f;
  expect(() => [...lireTar(abime)]).toThrow(ArchiveIllisible);
  expect(() => lireTgz(tar)).toThrow(ArchiveIllisible);
});

test('des octets au hasard sont lus ou refusés, jamais autre chose', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 512, maxLength: 3000 }), (octets) => {
      try {
        Array.from(lireTar(Buffer.from(octets)));
      } catch (erreur) {
        expect(erreur).toBeInstanceOf(ArchiveIllisible);
      }
    }),
  );
});
