import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { porteeSysteme } from '#acces/portee.ts';
import { compterTirage, tirer, type Tirage } from '#fhir/export/a-l-instant.ts';
import { corpsDe, refusDe } from '../testing.ts';
import { unLogiciel, type TerritoireDeTest, type VersionPosee } from '../testing-base.ts';
import { operationsDExport } from './export.ts';
import {
  instant,
  ouvrirExportsDeTest,
  parametresDe,
  patient,
  type ExportsDeTest,
  type Manifeste,
  type Params,
} from './testing.ts';

let exports: ExportsDeTest;
let territoire: TerritoireDeTest;
const demander: ExportsDeTest['demander'] = (...quoi) => exports.demander(...quoi);
const attendre: ExportsDeTest['attendre'] = (...quoi) => exports.attendre(...quoi);
const exporter: ExportsDeTest['exporter'] = (...quoi) => exports.exporter(...quoi);
const telecharger: ExportsDeTest['telecharger'] = (...quoi) => exports.telecharger(...quoi);

beforeAll(async () => {
  exports = await ouvrirExportsDeTest();
  ({ territoire } = exports);
});
beforeEach(() => exports.vider());
afterAll(() => territoire.fermer());

describe('L’export d’un territoire', () => {
  test('rend un fichier par type, avec le compte de ses lignes et l’adresse de la demande', async () => {
    await territoire.poser(patient('a'), patient('b'), {
      type: 'Task',
      id: 't',
      version: 1,
      le: instant(1),
      famille: 'COO',
    });
    const { manifeste, fichiers, etat } = await exporter(unLogiciel('system/*.rs'), [['_type', 'Patient,Task,Flag']]);
    expect(manifeste).toMatchObject({
      transactionTime: instant(10).toISOString(),
      request: 'https://essai.invalid/fhir/$export?_type=Patient%2CTask%2CFlag',
      output: [
        { type: 'Patient', count: 2 },
        { type: 'Task', count: 1 },
      ],
    });
    expect(fichiers).toMatchObject({ Patient: [{ id: 'a' }, { id: 'b' }], Task: [{ id: 't' }] });
    expect(etat.trace).toMatchObject({ genre: 'export', nombre: 3 });
  });

  test('dit ce qui était vrai à son instant, quoi qu’on écrive pendant', async () => {
    await territoire.poser(patient('a', { contenu: { active: true } }), patient('b'), patient('efface'));
    const logiciel = unLogiciel('system/Patient.rs');
    const debut = await demander(logiciel, '$export');
    await territoire.poser(
      patient('a', { version: 2, le: instant(10.5), contenu: { active: false } }),
      patient('efface', { version: 2, le: instant(10.5), supprime: true }),
      patient('nouveau', { le: instant(10.5) }),
    );
    const suite = parametresDe(debut.entetes?.['content-location'] ?? '');
    const manifeste = corpsDe(await attendre(logiciel, suite)) as Manifeste;
    expect(await telecharger(logiciel, manifeste.output[0]?.url ?? '')).toEqual([
      { resourceType: 'Patient', id: 'a', active: true },
      { resourceType: 'Patient', id: 'b' },
      { resourceType: 'Patient', id: 'efface' },
    ]);
  });

  test('attend que les écritures commencées avant lui soient finies', async () => {
    const logiciel = unLogiciel('system/Patient.rs');
    const debut = await demander(logiciel, '$export');
    const suite = { params: parametresDe(debut.entetes?.['content-location'] ?? '') };
    const tot = await demander(logiciel, '$export-etat', {
      ...suite,
      maintenant: new Date(instant(10).getTime() + 500),
    });
    expect(tot).toMatchObject({ statut: 202, entetes: { 'retry-after': '2' } });
    await territoire.base.ensemble(unLogiciel('system/*.rs').territoire, async (interroger) => {
      await interroger({
        texte: 'insert into recherche (type, param, cle, id) values ($1, $2, $3, $4)',
        valeurs: ['Patient', 'x', 'x', 'x'],
      });
      expect((await demander(logiciel, '$export-etat', { ...suite, maintenant: instant(11) })).statut).toBe(202);
    });
    expect((await attendre(logiciel, suite.params)).statut).toBe(200);
  });

  test('_since ne rend que ce qui a changé depuis', async () => {
    await territoire.poser(patient('ancien'), patient('change'), patient('change', { version: 2, le: instant(5) }));
    const { fichiers } = await exporter(unLogiciel('system/Patient.rs'), [['_since', instant(4).toISOString()]]);
    expect(fichiers['Patient']?.map(({ id }) => id)).toEqual(['change']);
  });

  test('_since dit aussi ce qui a été supprimé depuis, à rejouer sur une copie', async () => {
    await territoire.poser(
      patient('reste'),
      patient('avant'),
      patient('avant', { version: 2, le: instant(1), supprime: true }),
      patient('depuis'),
      patient('depuis', { version: 2, le: instant(5), supprime: true }),
    );
    const logiciel = unLogiciel('system/Patient.rs');
    const { manifeste } = await exporter(logiciel, [['_since', instant(4).toISOString()]]);
    expect(manifeste.output).toEqual([]);
    expect(manifeste.deleted).toMatchObject([{ type: 'Bundle' }]);
    expect(await telecharger(logiciel, manifeste.deleted?.[0]?.url ?? '')).toEqual([
      {
        resourceType: 'Bundle',
        type: 'transaction',
        entry: [{ request: { method: 'DELETE', url: 'Patient/depuis' } }],
      },
    ]);
  });

  test('_elements ne rend que ce qui est demandé, et le marque', async () => {
    await territoire.poser(patient('a', { contenu: { active: true, birthDate: '1950-04-02' } }));
    const { fichiers } = await exporter(unLogiciel('system/Patient.rs'), [['_elements', 'active,Task.status']]);
    expect(fichiers['Patient']).toMatchObject([{ id: 'a', active: true, meta: { tag: [{ code: 'SUBSETTED' }] } }]);
    expect(JSON.stringify(fichiers)).not.toContain('birthDate');
  });

  test('se compte en plusieurs fois quand il est grand', async () => {
    await territoire.poser(patient('a'), { type: 'Task', id: 't', version: 1, le: instant(1), famille: 'COO' });
    const lentes = operationsDExport({
      nouvelId: () => 'lent',
      encoreOuvert: () => Promise.resolve(true),
      comptageMs: -1,
    });
    const logiciel = unLogiciel('system/Patient.rs system/Task.rs');
    const jouer = (nom: string, params: Params) =>
      demander(logiciel, nom, { params, maintenant: instant(nom === '$export' ? 10 : 11) }, lentes);
    const suite = parametresDe((await jouer('$export', [])).entetes?.['content-location'] ?? '');
    const progres: (string | undefined)[] = [];
    for (let etat = await jouer('$export-etat', suite); etat.statut === 202; etat = await jouer('$export-etat', suite))
      progres.push(etat.entetes?.['x-progress']);
    expect(progres.at(-1)).toBe('1 types comptés sur 2');
    expect((await refusDe(() => jouer('$export-fichier', [['export', 'lent']]))).statut).toBe(404);
  });

  test('un logiciel ne reçoit que les familles qui lui sont ouvertes', async () => {
    await territoire.poser(patient('a'), { type: 'Condition', id: 'c', version: 1, le: instant(0), famille: 'SEN' });
    const { fichiers } = await exporter(unLogiciel('system/*.rs', ['ADM', 'MED']));
    expect(Object.keys(fichiers)).toEqual(['Patient']);
  });
});

test('à n’importe quel instant, l’export est l’histoire rejouée jusque-là', async () => {
  let series = 0;
  const geste = fc.record({ id: fc.constantFrom('a', 'b', 'c'), supprime: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(
      fc.array(geste, { maxLength: 12 }),
      fc.nat({ max: 13 }),
      fc.option(fc.nat({ max: 13 })),
      fc.boolean(),
      async (gestes, t, depuis, supprimees) => {
        await territoire.interroger({ texte: 'delete from resource', valeurs: [] });
        const serie = `${(series += 1)}`;
        const versions = new Map<string, number>();
        const suite = gestes.map(({ id, supprime }, minute): VersionPosee => {
          const version = (versions.get(id) ?? 0) + 1;
          versions.set(id, version);
          return patient(`${serie}-${id}`, {
            version,
            le: instant(minute),
            supprime,
            contenu: { multipleBirthInteger: version },
          });
        });
        await territoire.poser(...suite);
        const attendu = new Map<string, VersionPosee>();
        for (const version of suite) if (version.le <= instant(t)) attendu.set(version.id, version);
        const voulus = [...attendu.values()]
          .filter((v) => (v.supprime ?? false) === supprimees && (depuis === null || v.le > instant(depuis)))
          .map((v) => [v.id, v.version] as const)
          .toSorted(([a], [b]) => (a < b ? -1 : 1));
        const tirage: Tirage = {
          instant: instant(t),
          depuis: depuis === null ? undefined : instant(depuis),
          patients: 'tous',
          supprimees,
        };
        const portee = porteeSysteme('essai');
        const lus: (readonly [string, number])[] = [];
        for (let apres = ''; ;) {
          const lot = await tirer(territoire.interroger, 'Patient', tirage, { apres, limite: 2 }, portee);
          lus.push(
            ...lot.map(
              ({ id, texte }) =>
                [id, (JSON.parse(texte) as { multipleBirthInteger: number }).multipleBirthInteger] as const,
            ),
          );
          apres = lot.at(-1)?.id ?? '';
          if (lot.length < 2) break;
        }
        expect(lus).toEqual(voulus);
        expect(await compterTirage(territoire.interroger, 'Patient', tirage, portee)).toBe(voulus.length);
      },
    ),
    { numRuns: 60 },
  );
});
