import { expect, test } from 'vitest';
import { choisirPresentation, genreDuCorps, lirePreferences } from './formats.ts';

test.each([
  [undefined, 'json'],
  ['application/fhir+json', 'json'],
  ['application/fhir+json; fhirVersion=4.0', 'json'],
  ['application/fhir+xml', 'xml'],
  ['application/xml;q=0.5, application/json', 'json'],
  ['application/json;q=0.2, application/fhir+xml;q=0.9', 'xml'],
  ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'json'],
  ['*/*', 'json'],
])('Accept « %s » reçoit du %s', (accept, format) => {
  expect(choisirPresentation(accept, []).format).toBe(format);
});

test.each(['image/png', 'application/fhir+json; fhirVersion=5.0', 'application/fhir+json;q=0', 'constructor'])(
  'Accept « %s » est refusé : rien ne convient',
  (accept) => {
    expect(() => choisirPresentation(accept, [])).toThrow(expect.objectContaining({ statut: 406 }));
  },
);

test('_format l’emporte sur Accept, même quand son « + » n’est pas encodé', () => {
  const choisir = (format: string) => choisirPresentation('application/fhir+xml', [['_format', format]]).format;
  expect(['json', 'application/fhir+json', 'application/fhir json'].map(choisir)).toEqual(['json', 'json', 'json']);
  expect(() => choisir('turtle')).toThrow(expect.objectContaining({ statut: 406 }));
});

test('_pretty demande une réponse aérée', () => {
  expect(choisirPresentation(undefined, [['_pretty', 'true']]).aere).toBe(true);
  expect(choisirPresentation(undefined, [['_pretty', 'false']]).aere).toBe(false);
});

test('un corps compressé ou d’un autre type est refusé', () => {
  expect(genreDuCorps('application/fhir+json; charset=utf-8', undefined)).toBe('json');
  expect(genreDuCorps('application/json-patch+json', undefined)).toBe('patch');
  expect(genreDuCorps('text/xml', 'identity')).toBe('xml');
  for (const type of ['text/plain', 'application/pdf', 'toString'])
    expect(() => genreDuCorps(type, undefined)).toThrow(expect.objectContaining({ statut: 415 }));
  expect(() => genreDuCorps('application/fhir+json', 'gzip')).toThrow(expect.objectContaining({ statut: 415 }));
});

test('Prefer dit ce qu’on veut en retour et si l’inconnu est toléré', () => {
  expect(lirePreferences('return=minimal')).toMatchObject({ retour: 'minimal', indulgent: false });
  expect(lirePreferences('handling=lenient, return=OperationOutcome')).toMatchObject({
    retour: 'OperationOutcome',
    indulgent: true,
  });
  expect(lirePreferences('respond-async').asynchrone).toBe(true);
  expect(lirePreferences('return=tout').retour).toBeUndefined();
});
