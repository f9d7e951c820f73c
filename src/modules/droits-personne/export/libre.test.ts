import type { Resource } from '@medplum/fhirtypes';
import { expect, test } from 'vitest';
import { libre } from './libre.ts';

const SANS_TEXTE: readonly Resource[] = [
  {
    resourceType: 'Observation',
    status: 'final',
    code: { coding: [{ code: '85354-9' }], text: 'Tension' },
    valueQuantity: { value: 12 },
  },
  {
    resourceType: 'Encounter',
    status: 'finished',
    class: { code: 'AMB' },
    text: { status: 'generated', div: '<div/>' },
  },
  {
    resourceType: 'Consent',
    status: 'active',
    scope: {},
    category: [],
    extension: [{ url: 'urn:cordee:note-par', valueString: 'Nadia Ferrand' }],
  },
];
const AVEC_TEXTE: readonly Resource[] = [
  { resourceType: 'Flag', status: 'active', code: { text: 'Son frère boit' }, subject: {} },
  { resourceType: 'Communication', status: 'completed', payload: [{ contentString: 'Sa fille a appelé' }] },
  {
    resourceType: 'Observation',
    status: 'final',
    code: { coding: [{ code: 'x' }] },
    note: [{ text: 'dit par sa voisine' }],
  },
  {
    resourceType: 'DocumentReference',
    status: 'current',
    content: [{ attachment: { contentType: 'application/pdf' } }],
  },
  {
    resourceType: 'Consent',
    status: 'active',
    scope: {},
    category: [],
    extension: [{ url: 'urn:cordee:personne-consultee', valueString: 'son frère' }],
  },
  {
    resourceType: 'Composition',
    status: 'final',
    type: {},
    date: '',
    author: [],
    title: '',
    text: { status: 'additional', div: '<div>Odile</div>' },
  },
];

test('ce qu’une main a écrit se relit, ce qui se choisit dans une liste non', () => {
  expect(SANS_TEXTE.map(libre)).toEqual(SANS_TEXTE.map(() => false));
  expect(AVEC_TEXTE.map(libre)).toEqual(AVEC_TEXTE.map(() => true));
});
