import type { Observation } from '@medplum/fhirtypes';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { porteeSysteme } from '#acces/portee.ts';
import { chercher, lireRecherche } from '#fhir/recherche/index.ts';
import type { Identifiee } from '#fhir/types.ts';
import { interrogerAvec } from '#lib/sql/requete.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import { ouvrirSalle, T, uneTache, type SalleDeTest } from '../testing.ts';
import { ORIGINE } from '../testing-receveur.ts';
import { lireConditions } from './conditions.ts';
import { satisfait } from './satisfait.ts';

const BASE = `${ORIGINE}/fhir`;
let salle: SalleDeTest;
const taches = Array.from({ length: 40 }, (_, i) =>
  uneTache(`t${i}`, {
    status: (['requested', 'accepted', 'completed', 'cancelled'] as const)[i % 4] ?? 'requested',
    owner: { reference: i % 3 === 0 ? 'Organization/dac' : `PractitionerRole/r${i % 5}` },
    ...(i % 2 === 0 ? { code: { coding: [{ system: 'urn:x', code: `c${i % 6}` }, { code: 'nu' }] } } : {}),
    ...(i % 5 === 0 ? {} : { authoredOn: `2026-${String((i % 12) + 1).padStart(2, '0')}-15T10:00:00Z` }),
    for: { reference: `Patient/p${i % 7}` },
    ...(i % 4 === 1 ? { identifier: [{ system: 'urn:n', value: `n${i % 8}` }, { value: 'seul' }] } : {}),
  }),
);
const mesures: readonly Identifiee<Observation>[] = Array.from({ length: 10 }, (_, i) => ({
  resourceType: 'Observation',
  id: `o${i}`,
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '8867-4', display: 'Fréquence cardiaque' }] },
  subject: { reference: `Patient/p${i % 3}` },
  valueString: i % 2 === 0 ? `Élevée ${i}` : `basse ${i}`,
}));

beforeAll(async () => {
  salle = await ouvrirSalle();
  for (const r of [...taches, ...mesures]) await salle.ecrire(r);
});
afterAll(() => salle.fermer());

const valeur = {
  status: fc.constantFrom(
    'requested',
    'accepted,completed',
    'http://hl7.org/fhir/task-status|accepted',
    '|completed',
    'inconnu',
  ),
  owner: fc.constantFrom(
    'Organization/dac',
    'dac',
    'PractitionerRole/r1,PractitionerRole/r2',
    'r3',
    `${BASE}/Organization/dac`,
  ),
  code: fc.constantFrom('c2', 'urn:x|c4', 'urn:x|', '|nu', 'urn:y|c2'),
  'authored-on': fc.constantFrom(
    '2026',
    '2026-03',
    'ge2026-06',
    'lt2026-04-15',
    'gt2026-05-15T10:00:00Z',
    'ne2026-03',
    'sa2026-07',
    'eb2026-07',
    'le2026-02-15T10:00:00Z',
  ),
  patient: fc.constantFrom('Patient/p1', 'p2', 'p3,p4'),
  identifier: fc.constantFrom('n1', 'urn:n|n5', 'urn:n|', 'seul', '|seul'),
} as const;
type Code = keyof typeof valeur;

const uneCondition = fc.constantFrom(...(Object.keys(valeur) as Code[])).chain((code) =>
  fc.oneof(
    valeur[code].map((v) => `${code}=${v}`),
    fc.boolean().map((b) => `${code}:missing=${b}`),
    ...(code === 'status' || code === 'code' ? [valeur[code].map((v) => `${code}:not=${v}`)] : []),
  ),
);

async function parLaBase(type: string, requete: string): Promise<readonly string[]> {
  const recherche = lireRecherche(type, [...new URLSearchParams(requete), ['_count', '1000']], {
    strict: true,
    limiteMax: 1_000,
    base: BASE,
  });
  const page = await salle.base.territoire<TablesTerritoire, Awaited<ReturnType<typeof chercher>>>(T, (sql) =>
    chercher(interrogerAvec(sql), recherche, porteeSysteme('essai'), salle.horloge.maintenant()),
  );
  return page.trouves.map((t) => t.id).sort();
}

test('une condition retient en mémoire exactement ce que la recherche trouve dans la base', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(uneCondition, { minLength: 1, maxLength: 3 }), async (conditions) => {
      const requete = new URLSearchParams(
        conditions.map((c): [string, string] => [c.slice(0, c.indexOf('=')), c.slice(c.indexOf('=') + 1)]),
      ).toString();
      const lues = lireConditions('Task', requete, BASE);
      const enMemoire = taches
        .filter((t) => satisfait(lues, t))
        .map((t) => t.id)
        .sort();
      expect({ requete, trouvees: enMemoire }).toEqual({ requete, trouvees: await parLaBase('Task', requete) });
    }),
    { numRuns: 150 },
  );
});

test.each([
  'value-string=elev',
  'value-string:exact=Élevée 2',
  'value-string:contains=ass',
  'code:text=frequence',
  'subject:Patient=p1',
])('%s : la mémoire et la base disent pareil', async (requete) => {
  const lues = lireConditions('Observation', new URLSearchParams(requete).toString(), BASE);
  const enMemoire = mesures.filter((o) => satisfait(lues, o)).map((o) => o.id);
  expect(enMemoire.length).toBeGreaterThan(0);
  expect(enMemoire.sort()).toEqual(await parLaBase('Observation', new URLSearchParams(requete).toString()));
});
