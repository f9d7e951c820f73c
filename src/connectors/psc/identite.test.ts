import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lireProfil } from './identite.ts';
import { pageDeRetour } from './page-de-retour.ts';
import { claimsDe, PersonaSchema } from './simulateur/persona.ts';
import { unPersona, uneSituation } from './testing.ts';

describe('profil', () => {
  const profil = claimsDe(unPersona());

  test('les chaînes vides du service national valent absence', () => {
    const [situation] = lireProfil(profil, 'essai').situations;
    expect(situation?.structure).toMatchObject({
      finess: '990000001',
      siret: undefined,
      idnst: undefined,
      codePostal: undefined,
    });
    expect(situation?.role).toBeUndefined();
  });

  test('une identité de test 8997… est admise à l’essai et au bac à sable, refusée en production', () => {
    expect(lireProfil(profil, 'essai').fictive).toBe(true);
    expect(lireProfil(profil, 'bac-a-sable').fictive).toBe(true);
    expect(() => lireProfil(profil, 'production')).toThrow(expect.objectContaining({ code: 'psc.identite_de_test' }));
  });

  test('une identité simulée n’existe qu’à l’essai', () => {
    const simule = claimsDe(unPersona({ idnps: undefined }));
    expect(lireProfil(simule, 'essai').idnps).toBe('SIMULE-medecin-essai');
    for (const environnement of ['bac-a-sable', 'production'] as const) {
      expect(() => lireProfil(simule, environnement)).toThrow(
        expect.objectContaining({ code: 'psc.identite_de_test' }),
      );
    }
  });

  test('l’essai refuse une identité qui ne serait pas fictive', () => {
    const autre = { ...profil, SubjectNameID: '810000000000', preferred_username: '810000000000', otherIds: [] };
    expect(() => lireProfil(autre, 'essai')).toThrow(expect.objectContaining({ code: 'psc.identite_reelle' }));
    expect(lireProfil(autre, 'production')).toMatchObject({ rpps: '10000000000', fictive: false });
  });

  test('la spécialité n’est lue que dans un savoir-faire de type S', () => {
    const de = (type: string) =>
      lireProfil(claimsDe(unPersona({ savoirFaire: { type, code: 'SM54' } })), 'essai').situations[0];
    expect(de('S')).toMatchObject({ specialite: 'SM54', savoirFaire: { type: 'S', code: 'SM54' } });
    expect(de('CEX')).toMatchObject({ specialite: undefined, savoirFaire: { type: 'CEX', code: 'SM54' } });
  });

  test('un professionnel sans exercice, ou dont la liste est nulle, n’a aucune situation', () => {
    for (const SubjectRefPro of [
      undefined,
      null,
      { exercices: null },
      { exercices: [{ codeProfession: '', activities: [{}] }] },
    ]) {
      expect(lireProfil({ ...profil, SubjectRefPro }, 'essai').situations).toEqual([]);
    }
  });

  test.each([
    null,
    'texte',
    [],
    {},
    { ...profil, SubjectNameID: { $ne: '' } },
    { ...profil, family_name: '' },
    { ...profil, SubjectRefPro: 'x' },
  ])('un profil illisible est refusé sans être cité (%#)', (brut) => {
    expect(() => lireProfil(brut, 'essai')).toThrow(expect.objectContaining({ code: 'psc.identite_illisible' }));
  });

  test('les clés de situation sont uniques et ne dépendent pas d’une autre connexion', () => {
    const structure = fc.constantFrom('R1', 'R2', 'R3');
    fc.assert(
      fc.property(fc.array(structure, { maxLength: 8 }), (structures) => {
        const persona = unPersona({ situations: structures.map((structureRef) => uneSituation({ structureRef })) });
        const cles = lireProfil(claimsDe(persona), 'essai').situations.map((s) => s.cle);
        expect(new Set(cles).size).toBe(structures.length);
        expect(lireProfil(claimsDe(persona), 'essai').situations.map((s) => s.cle)).toEqual(cles);
      }),
      { numRuns: 50 },
    );
  });

  test('un persona dont l’identifiant n’est pas de test est refusé au chargement', () => {
    expect(PersonaSchema.safeParse(unPersona()).success).toBe(true);
    expect(PersonaSchema.safeParse(unPersona({ idnps: '810000000000' })).success).toBe(false);
  });
});

describe('page de retour après connexion', () => {
  test.each([
    ['/demandes?filtre=miennes#haut', '/demandes?filtre=miennes#haut'],
    ['/', '/'],
    ['/dossiers/a%20b', '/dossiers/a%20b'],
  ])('%s reste sur le site', (demandee, attendue) => {
    expect(pageDeRetour(demandee)).toBe(attendue);
  });

  test.each([
    undefined,
    null,
    '',
    'https://pirate.invalid',
    'http:pirate.invalid',
    '//pirate.invalid',
    '///pirate.invalid',
    '////pirate.invalid',
    '/\\pirate.invalid',
    '\\\\pirate.invalid',
    '\\/pirate.invalid',
    '/\t/pirate.invalid',
    '/\n/pirate.invalid',
    '/\r/pirate.invalid',
    '\t//pirate.invalid',
    ' //pirate.invalid',
    '/ /pirate.invalid\u0000',
    '/.//pirate.invalid',
    '/..//pirate.invalid',
    '/a/..//pirate.invalid',
    '/./\\pirate.invalid',
    '/%2e//pirate.invalid',
    '/%2e%2e//pirate.invalid',
    '/%2fpirate.invalid',
    '/%5cpirate.invalid',
    '/%2Fpirate.invalid',
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'pirate.invalid',
    '@pirate.invalid',
    ':@pirate.invalid',
    '?//pirate.invalid',
    '#//pirate.invalid',
    './/pirate.invalid',
    '/demandes\\..\\..\\pirate',
    '/\u2028/pirate.invalid',
    '/\u0085/pirate.invalid',
    '/\u007f/pirate.invalid',
    `/${'a'.repeat(600)}`,
  ])('%j est remplacée par l’accueil', (demandee) => {
    expect(pageDeRetour(demandee)).toBe('/');
  });

  test('quelle que soit l’adresse reçue, le navigateur reste sur le site', () => {
    const morceau = fc.constantFrom(
      '/',
      '\\',
      '.',
      '%2f',
      '%5c',
      ':',
      '@',
      '?',
      '#',
      'pirate.invalid',
      '\t',
      '\n',
      'https:',
      ' ',
      'é',
    );
    fc.assert(
      fc.property(fc.array(morceau, { maxLength: 8 }), (morceaux) => {
        const page = pageDeRetour(morceaux.join(''));
        expect(new URL(page, 'https://cordee.invalid').origin).toBe('https://cordee.invalid');
        expect(pageDeRetour(page)).toBe(page);
      }),
      { numRuns: 2000 },
    );
  });
});
