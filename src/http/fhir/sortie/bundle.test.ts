import { expect, test } from 'vitest';
import { entreeTrouvee } from '#fhir/recherche/index.ts';
import { bundle, entreeDHistorique, entreeOutcome } from './bundle.ts';
import { entier } from './octets.ts';
import { outcome } from './outcome.ts';

const BASE = 'https://cordee.invalid/fhir';
const zoe = { type: 'Patient', id: 'zoe', texte: '{"resourceType":"Patient","id":"zoe"}' };

test('une page de résultats garde le texte des ressources et dit pourquoi chacune est là', () => {
  const page = entier(
    bundle({ type: 'searchset', total: 1, liens: [{ relation: 'self', url: `${BASE}/Patient?name="é"` }] }, [
      entreeTrouvee(BASE, zoe, 'match'),
      entreeOutcome(outcome([{ severity: 'warning', code: 'not-supported', texte: 'Ignoré : « x ».' }])),
    ]),
  );
  expect(page).toContain(zoe.texte);
  expect(JSON.parse(page)).toEqual({
    resourceType: 'Bundle',
    type: 'searchset',
    total: 1,
    link: [{ relation: 'self', url: `${BASE}/Patient?name="é"` }],
    entry: [
      {
        fullUrl: `${BASE}/Patient/zoe`,
        resource: { resourceType: 'Patient', id: 'zoe' },
        search: { mode: 'match' },
      },
      {
        resource: {
          resourceType: 'OperationOutcome',
          issue: [{ severity: 'warning', code: 'not-supported', details: { text: 'Ignoré : « x ».' } }],
        },
        search: { mode: 'outcome' },
      },
    ],
  });
});

test('une page vide n’a pas de liste vide', () => {
  expect(JSON.parse(entier(bundle({ type: 'searchset' }, [])))).toEqual({ resourceType: 'Bundle', type: 'searchset' });
});

test.each([
  [1, false, 'POST', 'Patient', '201'],
  [4, false, 'PUT', 'Patient/zoe', '200'],
  [5, true, 'DELETE', 'Patient/zoe', '204'],
])('la version %i (supprimée : %s) dit le geste %s qui l’a faite', (version, supprime, method, url, status) => {
  const le = new Date('2026-11-28T09:00:00Z');
  const entree = JSON.parse(entier(entreeDHistorique(BASE, { ...zoe, version, supprime, le }))) as Record<
    string,
    unknown
  >;
  expect(entree).toMatchObject({
    request: { method, url },
    response: { status, etag: `W/"${version}"`, lastModified: '2026-11-28T09:00:00.000Z' },
  });
  expect('resource' in entree).toBe(!supprime);
});
