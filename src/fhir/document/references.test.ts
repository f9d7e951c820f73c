import { expect, test } from 'vitest';
import { referencesDe } from './references.ts';

test('un document cite chaque ressource une fois, dans l’ordre du texte, sans ce qu’il contient ni ce qui est ailleurs', () => {
  const composition = {
    resourceType: 'Composition',
    contained: [{ resourceType: 'Observation', subject: { reference: 'Patient/cache' } }],
    subject: { reference: 'Patient/p' },
    author: [
      { reference: 'https://essai.invalid/fhir/Practitioner/dr' },
      { reference: '#contenu' },
      { display: 'Sans lien' },
    ],
    section: [
      {
        entry: [
          { reference: 'Condition/c' },
          { reference: 'Patient/p' },
          { reference: 'https://ailleurs.invalid/Condition/d' },
        ],
      },
      {
        section: [
          {
            entry: [{ reference: 'Condition/c/_history/2' }, { reference: 'urn:uuid:1' }, { reference: 'Condition/' }],
          },
        ],
      },
    ],
  };
  expect(referencesDe(composition, 'https://essai.invalid/fhir')).toEqual([
    { type: 'Patient', id: 'p', expression: 'Composition.subject' },
    { type: 'Practitioner', id: 'dr', expression: 'Composition.author[0]' },
    { type: 'Condition', id: 'c', expression: 'Composition.section[0].entry[0]' },
    { type: 'Condition', id: 'c', version: 2, expression: 'Composition.section[1].section[0].entry[0]' },
  ]);
});
