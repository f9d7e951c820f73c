import { describe, expect, test } from 'vitest';
import type { EnsembleDeCodes, PartDeValueSet, SystemeDeCodes } from '../../definitions/index.ts';
import { appartient } from './appartenir.ts';
import { compilerEnsemble, type Ensemble } from './ensemble.ts';
import { compilerSysteme } from './systeme.ts';

const S = 'urn:exemple:systeme';
const SYSTEME: SystemeDeCodes = {
  resourceType: 'CodeSystem',
  url: S,
  content: 'complete',
  concept: [{ code: 'a', concept: [{ code: 'a1', concept: [{ code: 'a11' }] }, { code: 'a2' }] }, { code: 'b' }],
};

const vs = (include: readonly PartDeValueSet[], exclude?: readonly PartDeValueSet[]): EnsembleDeCodes => ({
  resourceType: 'ValueSet',
  url: 'urn:exemple:ensemble',
  compose: { include, ...(exclude === undefined ? {} : { exclude }) },
});

function ensemble(
  definition: EnsembleDeCodes,
  systeme: SystemeDeCodes | undefined = SYSTEME,
  autres: Readonly<Record<string, Ensemble>> = {},
): Ensemble {
  return compilerEnsemble(definition, {
    systeme: (url) => (url === systeme?.url ? compilerSysteme(systeme) : undefined),
    ensemble: (url) => autres[url],
  });
}

describe('Un code est-il dans la liste ?', () => {
  test('une liste déployée en entier fait foi', () => {
    const deployee = ensemble({
      resourceType: 'ValueSet',
      url: 'u',
      expansion: {
        contains: [
          { system: S, code: 'a', contains: [{ system: S, code: 'a1' }] },
          { system: S, code: 'x', abstract: true },
        ],
      },
    });
    expect(['a', 'a1', 'x', 'b'].map((code) => deployee.contient(code, S))).toEqual([true, true, false, false]);
    expect(deployee.contient('a', 'urn:autre')).toBe(false);
    expect(deployee.contient('a', undefined)).toBe(true);
  });

  test('une liste déployée en partie ne tranche que ce qu’elle montre', () => {
    const partielle = ensemble({
      resourceType: 'ValueSet',
      url: 'u',
      expansion: { total: 1000, contains: [{ system: S, code: 'a' }] },
    });
    expect([partielle.contient('a', S), partielle.contient('b', S)]).toEqual([true, undefined]);
  });

  test('codes énumérés, système entier, codes exclus', () => {
    const [enumeree, entiere, moins] = [
      ensemble(vs([{ system: S, concept: [{ code: 'a' }] }])),
      ensemble(vs([{ system: S }])),
      ensemble(vs([{ system: S }], [{ system: S, concept: [{ code: 'b' }] }])),
    ];
    expect([enumeree.contient('a', S), enumeree.contient('b', S)]).toEqual([true, false]);
    expect([entiere.contient('a11', S), entiere.contient('z', S), entiere.contient('a', 'urn:autre')]).toEqual([
      true,
      false,
      false,
    ]);
    expect([moins.contient('a', S), moins.contient('b', S)]).toEqual([true, false]);
  });

  test('une hiérarchie se descend ; un filtre d’une autre sorte ne tranche pas', () => {
    const sous = (op: string) => ensemble(vs([{ system: S, filter: [{ property: 'concept', op, value: 'a' }] }]));
    expect(['a', 'a11', 'b'].map((code) => sous('is-a').contient(code, S))).toEqual([true, true, false]);
    expect(['a', 'a11', 'b'].map((code) => sous('descendent-of').contient(code, S))).toEqual([false, true, false]);
    expect(['a', 'a11', 'b'].map((code) => sous('is-not-a').contient(code, S))).toEqual([false, false, true]);
    expect(sous('regex').contient('a', S)).toBeUndefined();
  });

  test('un système absent ou incomplet ne tranche pas', () => {
    expect(ensemble(vs([{ system: 'urn:absent' }])).contient('a', 'urn:absent')).toBeUndefined();
    const incomplet = ensemble(vs([{ system: S }]), { ...SYSTEME, content: 'fragment' });
    expect([incomplet.contient('a', S), incomplet.contient('z', S)]).toEqual([true, undefined]);
  });

  test('une liste faite d’autres listes', () => {
    const autre = ensemble(vs([{ system: S, concept: [{ code: 'a' }] }]));
    const faite = ensemble(vs([{ valueSet: ['urn:autre'] }, { valueSet: ['urn:perdue'] }]), SYSTEME, {
      'urn:autre': autre,
    });
    expect([faite.contient('a', S), faite.contient('b', S)]).toEqual([true, undefined]);
  });

  test('un type de média ou une monnaie se jugent à leur forme', () => {
    const medias = ensemble(vs([{ system: 'urn:ietf:bcp:13' }]));
    expect(
      ['application/pdf', 'text/plain; charset=utf-8', 'pdf'].map((code) => medias.contient(code, undefined)),
    ).toEqual([true, true, false]);
  });

  test('un concept a besoin d’un code qui convienne ; un code sans système ne dit rien', () => {
    const liste = ensemble(vs([{ system: S }]));
    expect(
      appartient(liste, {
        coding: [
          { system: 'urn:autre', code: 'z' },
          { system: S, code: 'a' },
        ],
      }),
    ).toBe(true);
    expect(appartient(liste, { coding: [{ system: S, code: 'z' }] })).toBe(false);
    expect(appartient(liste, { text: 'a' })).toBe(false);
    expect(appartient(liste, { code: 'a' })).toBeUndefined();
  });

  test('une courte liste peut être dite', () => {
    expect(ensemble(vs([{ system: S }])).possibles()).toEqual(['a', 'a1', 'a11', 'a2', 'b']);
    expect(
      ensemble(vs([{ system: S, filter: [{ property: 'concept', op: 'is-a', value: 'a' }] }])).possibles(),
    ).toEqual([]);
  });
});
