import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ArchiveRefusee, lireZip, ouvrirEntree } from './archive-zip.ts';
import { unZip } from './testing.ts';

const un = (nom: string, octets = Buffer.from('bonjour')) => ({ nom, octets });

test('tout ce qu’on range dans une archive en ressort à l’octet près, dans l’ordre', () => {
  const nom = fc.stringMatching(/^[a-zé]{1,20}\.txt$/);
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.record({ nom, octets: fc.uint8Array({ maxLength: 2000 }) }), { selector: (f) => f.nom }),
      (fichiers) => {
        const archive = unZip(fichiers.map((f) => ({ nom: f.nom, octets: Buffer.from(f.octets) })));
        const relus = lireZip(archive).map((e) => ({ nom: e.nom, octets: [...ouvrirEntree(archive, e)] }));
        expect(relus).toEqual(fichiers.map((f) => ({ nom: f.nom, octets: [...f.octets] })));
      },
    ),
    { numRuns: 60 },
  );
});

test('une archive abîmée où que ce soit est refusée en mots, ou rend exactement ce qu’elle annonçait', () => {
  const archive = unZip([un('a.txt'), un('b.txt', Buffer.alloc(5000, 'x'))]);
  fc.assert(
    fc.property(fc.nat(archive.length - 1), fc.integer({ min: 1, max: 255 }), (place, ecart) => {
      const abimee = Buffer.from(archive);
      abimee[place] = (abimee[place] ?? 0) ^ ecart;
      try {
        for (const entree of lireZip(abimee)) ouvrirEntree(abimee, entree);
      } catch (erreur) {
        expect(erreur).toBeInstanceOf(ArchiveRefusee);
      }
    }),
    { numRuns: 400 },
  );
});

test.each([
  ['un chemin qui remonte', [un('../../etc/passwd')]],
  ['un chemin qui remonte en son milieu', [un('dossier/../../x')]],
  ['un chemin de Windows qui remonte', [un('dossier\\..\\..\\x')]],
  ['un chemin depuis la racine', [un('/etc/passwd')]],
  ['un chemin d’un autre disque', [un('C:\\x.txt')]],
  ['un lien', [{ ...un('lien'), mode: 0o120_777 }]],
  ['deux fichiers du même nom', [un('a.txt'), un('a.txt')]],
  ['deux fichiers sur les mêmes octets', [un('a.txt'), { ...un('b.txt'), surLePremier: true }]],
  ['plus de mille fichiers', Array.from({ length: 1001 }, (_, i) => un(`f${i}`))],
  ['un fichier qui gonfle plus de deux cents fois', [un('zeros', Buffer.alloc(4_000_000))]],
  ['un fichier trop gros', [{ ...un('gros'), tailleDite: 40_000_000 }]],
])('%s : l’archive n’est pas ouverte', (_quoi, fichiers) => {
  expect(() => lireZip(unZip(fichiers))).toThrow(ArchiveRefusee);
});

test('un fichier qui ment sur sa taille n’est jamais déplié au-delà de ce qu’il annonce', () => {
  const archive = unZip([{ ...un('menteur', Buffer.alloc(900_000)), tailleDite: 10 }]);
  const [entree] = lireZip(archive);
  expect(() => ouvrirEntree(archive, entree ?? expect.fail())).toThrow(ArchiveRefusee);
});

test('un fichier protégé par un mot de passe est montré, pas ouvert', () => {
  const archive = unZip([{ ...un('secret.pdf'), chiffre: true }]);
  const [entree] = lireZip(archive);
  expect(entree).toMatchObject({ nom: 'secret.pdf', chiffree: true });
  expect(() => ouvrirEntree(archive, entree ?? expect.fail())).toThrow('mot de passe');
});
