import { afterAll, beforeAll, expect, test } from 'vitest';
import { porteeDe } from '#acces/portee.ts';
import { corpsDe, uneDemande } from '../testing.ts';
import { MARDI, ouvrirTerritoireDeTest, unLogiciel, type TerritoireDeTest } from '../testing-base.ts';
import { operationsDExport } from './export.ts';

let territoire: TerritoireDeTest;
const operations = operationsDExport({ nouvelId: () => 'export-filtre', encoreOuvert: () => Promise.resolve(true) });
const instant = (minutes: number): Date => new Date(MARDI.getTime() + minutes * 60_000);
const LOGICIEL = unLogiciel('system/*.rs');

beforeAll(async () => {
  territoire = await ouvrirTerritoireDeTest();
});
afterAll(() => territoire.fermer());

type Params = readonly (readonly [string, string])[];
function demander(nom: string, params: Params, maintenant: Date) {
  const operation = operations.find((o) => o.nom === nom && o.niveau === 'systeme');
  if (operation === undefined) throw new Error(`${nom} manque`);
  const { interroger } = territoire;
  const entetes = new Headers({ prefer: 'respond-async' });
  const portee = porteeDe(LOGICIEL, maintenant);
  return operation.executer(uneDemande({ acteur: LOGICIEL, params, maintenant, entetes, interroger, portee }));
}

/** Other writes of the same server may still be under way: a client asks again. */
async function manifeste(params: Params) {
  for (;;) {
    const etat = await demander('$export-etat', params, instant(11));
    if (etat.statut !== 202) return corpsDe(etat) as { output: { type: string; count?: number }[] };
  }
}

async function fichier(type: string): Promise<readonly string[]> {
  const params: Params = [
    ['export', 'export-filtre'],
    ['type', type],
  ];
  const { corps } = await demander('$export-fichier', params, instant(12));
  if (corps?.genre !== 'flux') throw new Error('un fichier était attendu');
  const lignes = (await new Response(corps.flux).text()).trim().split('\n');
  return lignes.map((ligne) => (JSON.parse(ligne) as { id: string }).id);
}

test('un export filtré ne garde de chaque type que ce qui répond à l’un de ses filtres, tel que c’était à son instant', async () => {
  const patient = (id: string, contenu: Record<string, unknown>) => ({
    type: 'Patient' as const,
    id,
    version: 1,
    le: instant(0),
    contenu,
  });
  await territoire.poser(
    patient('a', { active: true }),
    patient('b', { active: false, gender: 'female' }),
    patient('c', { active: false }),
    { type: 'Task', id: 't', version: 1, le: instant(1), famille: 'COO' },
  );
  const demande: Params = [
    ['_type', 'Patient,Task'],
    ['_typeFilter', 'Patient?active=true,Patient?gender=female&active=false'],
  ];
  expect((await demander('$export', demande, instant(10))).statut).toBe(202);
  await territoire.poser({ ...patient('c', { active: true }), version: 2, le: instant(10.5) });
  const { output } = await manifeste([['export', 'export-filtre']]);
  expect(output.map(({ type, count }) => [type, count])).toEqual([
    ['Patient', undefined],
    ['Task', 1],
  ]);
  expect([await fichier('Patient'), await fichier('Task')]).toEqual([['a', 'b'], ['t']]);
});
