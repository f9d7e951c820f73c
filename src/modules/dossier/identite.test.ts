import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ROLES, type Role } from '#acces/roles.ts';
import { clesDIdentite } from '#fhir/identite/index.ts';
import { desTraits, desTraitsQualifies } from '#fhir/identite/testing.ts';
import type { DateNaissance } from '#lib/identifiants/index.ts';
import { jour } from '#lib/temps/index.ts';
import { changements, memesTraitsStricts } from './changements.ts';
import { clesDeRecherche, termesDe } from './cles.ts';
import { peutCorrigerLesTraitsStricts } from './droits.ts';
import { ageDe, estMineur, nomAffiche, nomDeNaissanceAffiche, statutEnMots } from './presentation.ts';
import { candidatDe, lireTraits } from './saisie.ts';

const AUJOURDHUI = jour('2026-11-24');
const date = (texte: string) => texte as DateNaissance;

const chercherPar = (candidat: Parameters<typeof clesDeRecherche>[0]) =>
  clesDeRecherche(candidat, (matricule) => [`empreinte de ${matricule}`]);

describe('lire ce qui est tapé', () => {
  test('apostrophes, espaces et accents sont écrits comme en français, une case vide ne dit rien', () => {
    const traits = lireTraits(
      { nomNaissance: "  d'Hélénard  de  Vaux ", prenoms: 'Élise  Marie-Anne', nom: ' ', naissance: '3/7/1938' },
      AUJOURDHUI,
    );
    expect(traits).toMatchObject({
      nomNaissance: 'd’Hélénard de Vaux',
      prenomsNaissance: ['Élise', 'Marie-Anne'],
      dateNaissance: '1938-07-03',
    });
    expect(traits).not.toHaveProperty('nomUtilise');
    expect(traits.fiabilite).toEqual({ statut: 'PROV', attributs: [], methode: 'SM' });
  });

  test('chaque champ illisible a sa phrase ; d’un message reçu, il est laissé de côté', () => {
    const saisis = { nom: 'Aubry', naissance: 'vers 42', telephone: '12', codePostal: '5960' };
    expect(() => lireTraits(saisis, AUJOURDHUI)).toThrow(
      expect.objectContaining({
        champs: { naissance: expect.any(String), telephone: expect.any(String), codePostal: expect.any(String) },
      }),
    );
    expect(candidatDe(lireTraits(saisis, AUJOURDHUI, 'document_recu'))).toEqual({
      nomUtilise: 'Aubry',
      prenomsNaissance: [],
      sexe: 'inconnu',
      telephones: [],
    });
  });

  test('une date partielle reste partielle', () => {
    expect(lireTraits({ nom: 'Aubry', naissance: '1942' }, AUJOURDHUI).dateNaissance).toBe('1942');
    expect(lireTraits({ nom: 'Aubry', naissance: '00/05/1942' }, AUJOURDHUI).dateNaissance).toBe('1942-05');
  });
});

describe('retrouver quelqu’un', () => {
  const communes = (a: readonly string[], b: readonly string[]) => a.filter((cle) => b.includes(cle));

  test('quiconque porte un nom est retrouvé par ce nom, par son oreille et par sa date', () => {
    const nom = fc.constantFrom(
      'Aubry',
      'L’Hélénard',
      'N’Diaye',
      'de La Rochefoucauld-Montbrison',
      'Lefebvre',
      'Ben Ali',
    );
    const annee = fc.integer({ min: 1900, max: 2026 });
    fc.assert(
      fc.property(nom, annee, (nomNaissance, a) => {
        const traits = desTraits({ nomNaissance, dateNaissance: date(`${a}-03-12`) });
        const { fortes } = chercherPar({
          nomNaissance: nomNaissance.toUpperCase(),
          dateNaissance: date(`${a}-12-03`),
        });
        expect(communes(fortes, clesDIdentite(traits)).length).toBeGreaterThan(1);
      }),
    );
  });

  test('une année seule ou un prénom seul ne suffit pas, les deux ensemble oui', () => {
    const { fortes, faibles } = chercherPar({ prenomsNaissance: ['Jeanne'], dateNaissance: date('1942') });
    expect(fortes).toEqual([]);
    expect(communes(faibles, clesDIdentite(desTraits())).length).toBeGreaterThanOrEqual(2);
  });

  test('un âge approché cherche l’année et ses voisines', () => {
    expect(chercherPar({ anneeNaissanceApprochee: 1942 }).faibles).toEqual(['annee:1941', 'annee:1942', 'annee:1943']);
  });

  test('la barre de recherche reconnaît mot, année, date et téléphone, et ne retient que six parties', () => {
    expect(termesDe('aub')).toEqual([{ debut: 'mot:aub', exactes: [] }]);
    expect(termesDe('1942 12/3/1942')).toEqual([{ exactes: ['annee:1942'] }, { exactes: ['jour:1942-03-12'] }]);
    expect(termesDe('06 39 98 01 23')).toEqual([{ exactes: ['tel:+33639980123'] }]);
    expect(termesDe('+33 6 39 98 01 23 aubry').map(({ exactes }) => exactes[0])).toEqual([
      'tel:+33639980123',
      'son:OBRI',
    ]);
    expect(termesDe('L’Hél')).toEqual([
      { debut: 'mot:l', exactes: [] },
      { debut: 'mot:hel', exactes: [] },
    ]);
    expect(termesDe("% _ \\ '")).toEqual([]);
    expect(termesDe('a b c d e f g h')).toHaveLength(6);
  });

  test('n’importe quel texte tapé se lit sans erreur', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (texte) => {
        expect(Array.isArray(termesDe(texte))).toBe(true);
      }),
    );
  });
});

describe('présenter une personne', () => {
  test('le nom utilisé d’abord, le nom de naissance s’il diffère, jamais un vide', () => {
    expect(nomAffiche(desTraits({ civilite: 'MME' }))).toBe('Mme Aubry Jeanne');
    expect(nomDeNaissanceAffiche(desTraits())).toBe('Petit');
    expect(nomDeNaissanceAffiche(desTraits({ nomUtilise: 'Petit' }))).toBeUndefined();
    expect(
      nomAffiche({
        prenomsNaissance: [],
        sexe: 'inconnu',
        telephones: [],
        courriels: [],
        fiabilite: { statut: 'PROV', attributs: [] },
      }),
    ).toBe('Personne sans nom');
  });

  test('mineur jusqu’à la veille de 18 ans, et par prudence quand seul l’année est connue', () => {
    const mineur = (naissance: string) => estMineur(desTraits({ dateNaissance: date(naissance) }), AUJOURDHUI);
    expect(mineur('2008-11-25')).toBe(true);
    expect(mineur('2008-11-24')).toBe(false);
    expect(mineur('2008')).toBe(true);
    expect(mineur('2007')).toBe(false);
    expect(ageDe(desTraits({ dateNaissance: date('1942') }), AUJOURDHUI)).toBe(84);
  });

  test('seule une identité qualifiée et sans doute laisse sortir le matricule', () => {
    expect(statutEnMots(desTraitsQualifies().fiabilite)).toMatchObject({
      mots: 'Identité qualifiée',
      sortieMatricule: true,
    });
    for (const statut of ['PROV', 'RECUP', 'VALI'] as const)
      expect(statutEnMots({ statut, attributs: [] }).sortieMatricule).toBe(false);
    expect(statutEnMots({ statut: 'QUAL', attributs: ['DOUT'] })).toMatchObject({
      sortieMatricule: false,
      marques: ['Identité douteuse'],
    });
  });

  test('corriger la casse ou un accent d’un nom ne change pas les traits stricts, la date oui', () => {
    expect(memesTraitsStricts(desTraits({ nomNaissance: 'Hélénard' }), desTraits({ nomNaissance: 'HELENARD' }))).toBe(
      true,
    );
    expect(memesTraitsStricts(desTraits(), desTraits({ dateNaissance: date('1942-03-13') }))).toBe(false);
    expect(memesTraitsStricts(desTraits(), desTraits({ nomUtilise: 'Autre', telephones: [] }))).toBe(true);
    expect(changements(desTraits(), desTraits({ nomUtilise: 'Obry' }))).toEqual([
      { champ: 'nom utilisé', avant: 'Aubry', apres: 'Obry' },
    ]);
    expect(changements(desTraits(), desTraits())).toEqual([]);
  });

  test('médecin, DAC ou auteur de la fiche corrigent les traits stricts ; la pharmacienne non', () => {
    expect((Object.keys(ROLES) as Role[]).filter((role) => peutCorrigerLesTraitsStricts(role, false))).toEqual([
      'medecin',
      'coordinateur_appui',
      'responsable_dac',
      'secretariat_dac',
    ]);
    expect(peutCorrigerLesTraitsStricts('pharmacien', true)).toBe(true);
  });
});
