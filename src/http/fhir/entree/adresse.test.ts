import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RefusFhir } from '#fhir/refus.ts';
import { lireAdresse, segmentsDe } from './adresse.ts';

const lire = (chemin: string) => lireAdresse(segmentsDe(chemin));

test.each([
  ['', { genre: 'racine' }],
  ['/', { genre: 'racine' }],
  ['metadata', { genre: 'capacites' }],
  ['_search', { genre: 'recherche_systeme' }],
  ['_history', { genre: 'historique_systeme' }],
  ['$export', { genre: 'operation', nom: 'export' }],
  ['Patient', { genre: 'type', type: 'Patient' }],
  ['Patient/', { genre: 'type', type: 'Patient' }],
  ['Patient/_search', { genre: 'recherche_type', type: 'Patient' }],
  ['Patient/_history', { genre: 'historique_type', type: 'Patient' }],
  ['Patient/$validate', { genre: 'operation', nom: 'validate', type: 'Patient' }],
  ['Patient/a-1.b', { genre: 'instance', type: 'Patient', id: 'a-1.b' }],
  ['Patient/x/_history', { genre: 'historique', type: 'Patient', id: 'x' }],
  ['Patient/x/_history/3', { genre: 'version', type: 'Patient', id: 'x', version: '3' }],
  ['Patient/x/$everything', { genre: 'operation', nom: 'everything', type: 'Patient', id: 'x' }],
  ['Patient/x/%24everything', { genre: 'operation', nom: 'everything', type: 'Patient', id: 'x' }],
  ['Patient/x/Observation', { genre: 'compartiment', type: 'Patient', id: 'x', cible: 'Observation' }],
  ['Patient/x/Observation/_search', { genre: 'compartiment', type: 'Patient', id: 'x', cible: 'Observation' }],
  ['Patient/x/*', { genre: 'compartiment', type: 'Patient', id: 'x', cible: '*' }],
])('l’adresse « %s » est comprise', (chemin, attendu) => {
  expect(lire(chemin)).toEqual(attendu);
});

test.each([
  'patient',
  'Patient/x/y',
  'Patient/_inconnu',
  '_inconnu',
  'Patient/x/_history/1/2',
  'metadata/x',
  'Patient//x',
])('l’adresse « %s » est refusée avec une phrase', (chemin) => {
  expect(() => lire(chemin)).toThrow(RefusFhir);
});

test('une adresse quelconque est comprise ou refusée, jamais une panne', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 80 }), (chemin) => {
      expect(issueDe(() => lire(chemin))).toBe('attendue');
    }),
  );
});

function issueDe(faire: () => unknown): string {
  try {
    faire();
    return 'attendue';
  } catch (erreur) {
    return erreur instanceof RefusFhir ? 'attendue' : String(erreur);
  }
}
