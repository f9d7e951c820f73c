import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { enJson, placesDe, remplacerAux, rendreReferences } from './references.ts';

const A = 'Patient/a';
const G = 'Patient/g';

const uneValeur = fc.letrec((lier) => ({
  valeur: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<unknown>('texte', 3, true, A, `${A} dans une phrase`),
    fc.constantFrom(A, G, 'Patient/z', `${A}/_history/2`).map((reference) => ({ reference })),
    fc.array(lier('valeur'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('subject', 'note', 'extension', 'member'), lier('valeur'), { maxKeys: 3 }),
  ),
})).valeur;
const uneRessource = uneValeur.map((reste) => enJson({ resourceType: 'Basic', reste }));

describe('changer de personne dans une ressource', () => {
  test('aucune référence à l’ancien ne reste, et le reste ne change pas d’une lettre', () => {
    fc.assert(
      fc.property(uneRessource, (ressource) => {
        const apres = remplacerAux(ressource, placesDe(ressource, A), A, G);
        expect(placesDe(apres, A)).toEqual([]);
        expect(JSON.stringify(apres).replaceAll(`"reference":"${G}"`, '#')).toBe(
          JSON.stringify(ressource).replaceAll(`"reference":"${G}"`, '#').replaceAll(`"reference":"${A}"`, '#'),
        );
      }),
    );
  });

  test('aller puis retour : octet pour octet, même quand les deux personnes y sont nommées', () => {
    fc.assert(
      fc.property(uneRessource, (originale) => {
        const apres = remplacerAux(originale, placesDe(originale, A), A, G);
        expect(JSON.stringify(rendreReferences(apres, originale, A, G))).toBe(JSON.stringify(originale));
      }),
    );
  });

  test('ce qui a été écrit depuis la réunion est gardé, et suit sa personne', () => {
    const originale = enJson({ resourceType: 'Task', for: { reference: A }, status: 'requested' });
    const depuis = enJson({
      resourceType: 'Task',
      for: { reference: G },
      status: 'completed',
      focus: { reference: G },
    });
    expect(rendreReferences(depuis, originale, A, G)).toEqual({
      resourceType: 'Task',
      for: { reference: A },
      status: 'completed',
      focus: { reference: A },
    });
  });
});
