import { expect, test } from 'vitest';
import type { Reduction } from './modele.ts';
import { reduire } from './reduire.ts';

const OBSERVATION = {
  resourceType: 'Observation',
  id: 'o1',
  meta: { versionId: '2', tag: [{ code: 'a' }] },
  text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">Poids</div>' },
  status: 'final',
  _status: { id: 's' },
  code: { text: 'Poids' },
  valueQuantity: { value: 72 },
  note: [{ text: 'à jeun' }],
  subject: { reference: 'Patient/p1' },
};

const cles = (reduction: Reduction): readonly string[] =>
  Object.keys(JSON.parse(reduire(JSON.stringify(OBSERVATION), reduction)) as object).sort();

test('les éléments demandés viennent avec les éléments obligatoires, et la copie se dit réduite', () => {
  expect(cles({ genre: 'elements', elements: ['subject'] })).toEqual([
    '_status',
    'code',
    'id',
    'meta',
    'resourceType',
    'status',
    'subject',
  ]);
  const reduite = JSON.parse(
    reduire(JSON.stringify(OBSERVATION), { genre: 'elements', elements: [] }),
  ) as typeof OBSERVATION;
  expect(reduite.meta).toMatchObject({ versionId: '2', tag: [{ code: 'a' }, { code: 'SUBSETTED' }] });
});

test('un élément à plusieurs types se demande par son nom court', () => {
  expect(cles({ genre: 'elements', elements: ['value'] })).toContain('valueQuantity');
  expect(cles({ genre: 'elements', elements: ['valueQuantity'] })).toContain('valueQuantity');
  expect(cles({ genre: 'elements', elements: ['val'] })).not.toContain('valueQuantity');
});

test('le résumé garde ce que la norme résume, le texte garde le récit, les données laissent le récit', () => {
  expect(cles({ genre: 'resume' })).toEqual([
    '_status',
    'code',
    'id',
    'meta',
    'resourceType',
    'status',
    'subject',
    'valueQuantity',
  ]);
  expect(cles({ genre: 'texte' })).toEqual(['_status', 'code', 'id', 'meta', 'resourceType', 'status', 'text']);
  expect(cles({ genre: 'donnees' })).not.toContain('text');
  expect(cles({ genre: 'donnees' })).toContain('note');
});
