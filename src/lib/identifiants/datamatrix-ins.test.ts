import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Jour } from '#lib/temps/index.ts';
import { ecrireDatamatrixIns, type IdentiteScannee, lireDatamatrixIns } from './datamatrix-ins.ts';
import { lireCodeCommune, lireMatriculeIns, lireOidIns, profilLexical } from './index.ts';

const AUJOURDHUI = '2026-11-28' as Jour;
const EXEMPLE =
  'IS010000000000000000000000S1279035121518989S21.2.250.1.213.1.4.10\u001DS3DOMINIQUE MARIE-LOUISE\u001DS4PAT-TROIS\u001DS5FS628-03-1979S751215';
const lire = (texte: string, profil: 'essai' | 'production' = 'essai') => lireDatamatrixIns(texte, profil, AUJOURDHUI);

const DOMINIQUE = {
  matricule: '279035121518989',
  oid: '1.2.250.1.213.1.4.10',
  prenoms: 'DOMINIQUE MARIE-LOUISE',
  nomNaissance: 'PAT-TROIS',
  sexe: 'F',
  dateNaissance: '1979-03-28',
  lieuNaissance: '51215',
};

function ok<T>(lu: { ok: true; valeur: T } | { ok: false }): T {
  if (!lu.ok) throw new Error('vecteur faux');
  return lu.valeur;
}

const unNom = fc
  .stringMatching(/^[A-Z]{1,12}([ '-][A-Z]{1,12}){0,8}$/)
  .filter((nom) => nom.length <= 100 && profilLexical(nom) === nom);
const uneIdentite = fc
  .record({
    matricule: fc.constantFrom('279035121518989', '155122A00400312', '142035939200109', '755019910000523'),
    oid: fc.constantFrom('1.2.250.1.213.1.4.10', '1.2.250.1.213.1.4.11'),
    prenoms: fc.oneof(unNom, fc.constant('A'.repeat(100))),
    nomNaissance: fc.oneof(unNom, fc.constant('S5M'.padEnd(100, 'B'))),
    sexe: fc.constantFrom('M', 'F'),
    date: fc.constantFrom('1979-03-28', '1942-05', '1942'),
    lieu: fc.constantFrom('51215', '2A004', '99134', undefined),
  })
  .map(
    ({ matricule, oid, prenoms, nomNaissance, sexe, date, lieu }) =>
      ({
        matricule: ok(lireMatriculeIns(matricule)),
        oid: ok(lireOidIns(oid, 'essai')),
        prenoms: profilLexical(prenoms),
        nomNaissance: profilLexical(nomNaissance),
        sexe,
        dateNaissance: date,
        ...(lieu === undefined ? {} : { lieuNaissance: ok(lireCodeCommune(lieu)) }),
      }) as IdentiteScannee,
  );

describe('le datamatrix INS', () => {
  test('l’exemple du guide est lu en entier', () => {
    expect(lire(EXEMPLE)).toEqual({ ok: true, valeur: DOMINIQUE, avertissements: [] });
  });

  test('ce qui est écrit se relit, quel que soit l’ordre des champs', () => {
    fc.assert(
      fc.property(
        uneIdentite,
        fc.shuffledSubarray(['S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S7'], { minLength: 7 }),
        (i, ordre) => {
          expect(lire(ecrireDatamatrixIns(i, ordre))).toMatchObject({ ok: true, valeur: i });
        },
      ),
    );
  });

  test.each(['␝', '^]', '<GS>', '{GS}'])('une douchette qui remplace le séparateur par « %s » est lue', (substitut) => {
    expect(lire(EXEMPLE.replaceAll('\u001D', substitut))).toMatchObject({ valeur: DOMINIQUE });
  });

  test('le préfixe de la caméra et le retour à la ligne de la douchette ne gênent pas', () => {
    expect(lire(`]d2${EXEMPLE}\r\n`)).toMatchObject({ valeur: DOMINIQUE });
  });

  test.each([
    ['un autre code', 'https://exemple.invalid/', 'entete'],
    ['une lecture coupée', EXEMPLE.slice(0, 60), 'incomplet'],
    ['un champ en double', `${EXEMPLE}S5M`, 'double'],
    ['un champ inconnu', `${EXEMPLE}X9ABC`, 'inconnu'],
    ['une clé fausse', EXEMPLE.replace('518989', '518988'), 'matricule'],
    ['un OID inconnu', EXEMPLE.replace('4.10', '4.77'), 'oid'],
    ['une date impossible', EXEMPLE.replace('28-03', '31-02'), 'traits'],
    ['un sexe inconnu', EXEMPLE.replace('S5F', 'S5X'), 'traits'],
    ['un séparateur perdu entre deux noms', EXEMPLE.replace('LOUISE\u001D', 'LOUISE'), 'incomplet'],
  ])('%s n’est pas lu (%s)', (_nom, texte, motif) => {
    expect(lire(texte)).toMatchObject({ ok: false, motif });
  });

  test('une identité de test est refusée en réel, une identité réelle en essai (INS-03)', () => {
    expect(lire(EXEMPLE, 'production')).toMatchObject({ ok: false, motif: 'oid' });
    expect(lire(EXEMPLE.replace('4.10', '4.8'))).toMatchObject({ ok: false, motif: 'oid' });
  });

  test('n’importe quel texte est lu ou refusé, jamais une panne', () => {
    fc.assert(
      fc.property(fc.string(), (texte) => {
        expect(typeof lire(EXEMPLE.slice(0, 26) + texte).ok).toBe('boolean');
      }),
    );
    fc.assert(
      fc.property(fc.nat(EXEMPLE.length - 1), fc.string({ maxLength: 3 }), (rang, ajout) => {
        const lu = lire(EXEMPLE.slice(0, rang) + ajout + EXEMPLE.slice(rang));
        if (lu.ok) expect(lu.valeur.matricule).toHaveLength(15);
      }),
    );
  });
});

describe('le profil lexical', () => {
  test.each([
    ['D’Arc-Éléonore', "D'ARC-ELEONORE"],
    ['  ben   ali ', 'BEN ALI'],
    ['Œdipe Næss', 'OEDIPE NAESS'],
    ['François–Xavier', 'FRANCOIS-XAVIER'],
    ['Nguyễn (dit Tom)', 'NGUYEN DIT TOM'],
  ])('« %s » devient « %s »', (texte, attendu) => expect(profilLexical(texte)).toBe(attendu));

  test('un profil ne change plus', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (texte) => {
        const profil = profilLexical(texte);
        expect(profilLexical(profil)).toBe(profil);
      }),
    );
  });
});
