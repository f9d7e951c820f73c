import { describe, expect, test } from 'vitest';
import {
  codesDeBase,
  EXTENSIONS_CORDEE,
  structureDeBase,
  structuresDeBase,
  terminologieDeBase,
  typeDuChemin,
} from './index.ts';

const structures = [...structuresDeBase()].flatMap((url) => structureDeBase(url) ?? []);

describe('Les listes de codes de base', () => {
  test('chaque liste qu’un type ou une ressource exige est là', () => {
    const exigees = structures
      .filter(({ derivation }) => derivation !== 'constraint')
      .flatMap(({ snapshot }) => snapshot?.element ?? [])
      .flatMap(({ binding }) =>
        binding?.strength === 'required' ? [binding.valueSet?.replace(/\|.*$/, '') ?? ''] : [],
      );
    expect(new Set(exigees).size).toBeGreaterThan(200);
    // A list of LOINC, whose terms of use are its own.
    const absentes = [...new Set(exigees)].filter((url) => !terminologieDeBase().has(url));
    expect(absentes).toEqual(['http://loinc.org/vs/LL379-9']);
  });

  test('rien de DICOM, de SNOMED CT ni de LOINC n’est repris : ils ont leurs propres conditions', () => {
    const systemes = [...terminologieDeBase()].flatMap((url) => {
      const codes = codesDeBase(url);
      return codes?.resourceType === 'CodeSystem' ? [codes.url] : [];
    });
    expect(systemes.length).toBeGreaterThan(900);
    expect(
      systemes.filter((url) => /snomed|loinc|dicom/i.test(url) && !/^http:\/\/(terminology\.)?hl7\.org\//.test(url)),
    ).toEqual([]);
  });

  test('un système de codes garde sa hiérarchie et ses libellés', () => {
    const codes = codesDeBase('http://hl7.org/fhir/administrative-gender');
    expect(codes).toMatchObject({ resourceType: 'CodeSystem', content: 'complete' });
    expect(codes?.resourceType === 'CodeSystem' ? codes.concept?.map(({ code }) => code) : []).toEqual([
      'male',
      'female',
      'other',
      'unknown',
    ]);
  });
});

describe('Les définitions gardées', () => {
  test('chacune a de quoi juger : un type, une racine, un nombre pour chaque élément', () => {
    for (const { url, type, snapshot } of structures) {
      expect(url).toMatch(/^http:\/\//);
      expect(snapshot?.element[0]?.id).toBe(type);
      expect(snapshot?.element.every(({ min, max }) => Number.isInteger(min) && /^(\d+|\*)$/.test(max))).toBe(true);
    }
  });

  test('les extensions de la maison portent des types qui existent', () => {
    const types = Object.values(EXTENSIONS_CORDEE).flatMap((contenu) =>
      Array.isArray(contenu) ? contenu : Object.values(contenu).flat(),
    );
    expect(types.filter((type: string) => typeDuChemin(type) === undefined)).toEqual([]);
  });
});
