import { expect, test } from 'vitest';
import { ecrireReponse } from './http.ts';

test('un HEAD sur un fichier rend aussitôt la place que sa lecture aurait prise', () => {
  let rendue = false;
  const flux = new ReadableStream<Uint8Array>({ cancel: () => void (rendue = true) });
  const porte = { base: 'https://essai.invalid/fhir', entetes: {} };
  const reponse = { statut: 200, flux: { typeMime: 'application/fhir+ndjson', flux } };
  const ecrite = ecrireReponse(porte, { format: 'json', aere: false }, reponse, 'HEAD');
  expect([ecrite.status, ecrite.headers.get('content-type'), ecrite.body]).toEqual([
    200,
    'application/fhir+ndjson',
    null,
  ]);
  expect(rendue).toBe(true);
});
