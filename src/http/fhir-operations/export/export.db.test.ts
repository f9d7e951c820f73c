import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Acteur } from '#acces/acteur.ts';
import { porteeDe, porteeSysteme } from '#acces/portee.ts';
import { compterTirage, tirer, type Tirage } from '#fhir/export/a-l-instant.ts';
import { corpsDe, refusDe, uneDemande } from '../testing.ts';
import {
  MARDI,
  ouvrirTerritoireDeTest,
  unLogiciel,
  type TerritoireDeTest,
  type VersionPosee,
} from '../testing-base.ts';
import type { ContexteOperation } from '../operation.ts';
import { LIMITES_EXPORT, operationsDExport } from './export.ts';

let territoire: TerritoireDeTest;
let ids = 0;
let ouvert = true;
const operations = operationsDExport({
  nouvelId: () => `export-${(ids += 1)}`,
  encoreOuvert: () => Promise.resolve(ouvert),
});
const instant = (minutes: number): Date => new Date(MARDI.getTime() + minutes * 60_000);

beforeAll(async () => {
  territoire = await ouvrirTerritoireDeTest();
});
beforeEach(async () => {
  ouvert = true;
  await territoire.vider();
  await territoire.interroger({ texte: 'delete from export_fhir', valeurs: [] });
});
afterAll(async () => {
  await territoire.fermer();
});

type Params = readonly (readonly [string, string])[];
function demander(acteur: Acteur, nom: string, autre: Partial<ContexteOperation> = {}, table = operations) {
  const niveau = autre.id === undefined ? (autre.type === undefined ? 'systeme' : 'type') : 'instance';
  const operation = table.find((o) => o.nom === nom && o.niveau === niveau);
  if (operation === undefined) throw new Error(`${nom} manque`);
  const maintenant = autre.maintenant ?? instant(10);
  const entetes = new Headers({ prefer: 'respond-async' });
  const contexte = {
    acteur,
    maintenant,
    entetes,
    interroger: territoire.interroger,
    portee: porteeDe(acteur, maintenant),
  };
  return operation.executer(uneDemande({ ...contexte, ...autre }));
}

/** Other writes of the same server may still be under way: a client asks again. */
async function attendre(acteur: Acteur, params: Params) {
  for (;;) {
    const etat = await demander(acteur, '$export-etat', { params, maintenant: instant(11) });
    if (etat.statut !== 202) return etat;
  }
}

interface Manifeste {
  readonly transactionTime: string;
  readonly request: string;
  readonly output: readonly { readonly type: string; readonly url: string; readonly count: number }[];
  readonly deleted?: Manifeste['output'];
}

const parametresDe = (adresse: string): Params => [...new URL(adresse).searchParams];

async function exporter(acteur: Acteur, params: Params = [], autre: Partial<ContexteOperation> = {}) {
  const debut = await demander(acteur, '$export', { params, ...autre });
  const suite = parametresDe(debut.entetes?.['content-location'] ?? '');
  const etat = await attendre(acteur, suite);
  const manifeste = corpsDe(etat) as Manifeste;
  const fichiers: Record<string, readonly { id: string; active?: boolean }[]> = {};
  for (const { type, url } of manifeste.output) fichiers[type] = await telecharger(acteur, url);
  return { manifeste, fichiers, suite, etat };
}

async function telecharger(acteur: Acteur, adresse: string) {
  const { corps } = await demander(acteur, '$export-fichier', {
    params: parametresDe(adresse),
    maintenant: instant(12),
  });
  if (corps?.genre !== 'flux') throw new Error('un fichier était attendu');
  const texte = await new Response(corps.flux).text();
  return texte.split('\n').flatMap((ligne) => (ligne === '' ? [] : [JSON.parse(ligne) as { id: string }]));
}

const patient = (id: string, autre: Partial<VersionPosee> = {}): VersionPosee => ({
  type: 'Patient',
  id,
  version: 1,
  le: instant(0),
  ...autre,
});

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

describe('L’export par personnes', () => {
  const monde = () =>
    territoire.poser(
      patient('a'),
      patient('b'),
      { type: 'Observation', id: 'oa', version: 1, le: instant(0), patient: 'a', famille: 'MED' },
      { type: 'Observation', id: 'ob', version: 1, le: instant(0), patient: 'b', famille: 'MED' },
      { type: 'Observation', id: 'lieu', version: 1, le: instant(0), famille: 'MED' },
      {
        type: 'Group',
        id: 'g',
        version: 1,
        le: instant(0),
        famille: 'ORG',
        contenu: {
          member: [{ entity: { reference: 'Patient/a' } }, { entity: { reference: 'Patient/b' }, inactive: true }],
        },
      },
    );

  test('laisse ce qui n’est à personne', async () => {
    await monde();
    const { fichiers } = await exporter(unLogiciel('system/*.rs'), [], { type: 'Patient' });
    expect(fichiers['Observation']?.map(({ id }) => id)).toEqual(['oa', 'ob']);
    expect(fichiers['Group']).toBeUndefined();
  });

  test('d’un groupe ne rend que ses membres présents à cet instant', async () => {
    await monde();
    const { fichiers, manifeste } = await exporter(unLogiciel('system/*.rs'), [], { type: 'Group', id: 'g' });
    expect(fichiers).toMatchObject({ Patient: [{ id: 'a' }], Observation: [{ id: 'oa' }] });
    expect(manifeste.request).toBe('https://essai.invalid/fhir/Group/g/$export');
  });

  test('d’un grand groupe rend chacun une fois, dans l’ordre de personne', async () => {
    const ids = Array.from({ length: LIMITES_EXPORT.membresParLot * 2 + 1 }, (_, i) => `m${i}`);
    await territoire.poser(...ids.map((id) => patient(id)), patient('dehors'), {
      type: 'Group',
      id: 'grand',
      version: 1,
      le: instant(0),
      famille: 'ORG',
      contenu: { member: ids.map((id) => ({ entity: { reference: `Patient/${id}` } })) },
    });
    const { fichiers } = await exporter(unLogiciel('system/*.rs'), [['_type', 'Patient']], {
      type: 'Group',
      id: 'grand',
    });
    expect(fichiers['Patient']?.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
  });

  test('d’un groupe inconnu, ou que le logiciel ne peut pas lire, est introuvable', async () => {
    await monde();
    const jouer = (permissions: string, id: string) =>
      refusDe(() => demander(unLogiciel(permissions), '$export', { type: 'Group', id }));
    expect((await jouer('system/*.rs', 'x')).statut).toBe(404);
    expect((await jouer('system/Patient.rs', 'g')).statut).toBe(404);
  });
});

describe('Un export ouvert', () => {
  test('n’est visible que de son demandeur', async () => {
    const { suite } = await exporter(unLogiciel('system/*.rs'));
    const autre = unLogiciel('system/*.rs', undefined, 'autre');
    expect((await refusDe(() => demander(autre, '$export-etat', { params: suite }))).statut).toBe(404);
    expect((await refusDe(() => demander(autre, '$export-etat', { params: suite, methode: 'DELETE' }))).statut).toBe(
      404,
    );
  });

  test('s’oublie au bout d’un jour, et s’annule', async () => {
    const logiciel = unLogiciel('system/*.rs');
    const { suite } = await exporter(logiciel);
    const tard = { params: suite, maintenant: instant(10 + 24 * 60) };
    expect((await refusDe(() => demander(logiciel, '$export-etat', tard))).statut).toBe(404);
    expect((await demander(logiciel, '$export-etat', { params: suite, methode: 'DELETE' })).statut).toBe(202);
    expect((await refusDe(() => demander(logiciel, '$export-etat', { params: suite }))).statut).toBe(404);
  });

  test('annulé, suspendu ou privé de sa permission, son téléchargement s’arrête', async () => {
    await territoire.poser(...Array.from({ length: LIMITES_EXPORT.lignesParLot + 1 }, (_, i) => patient(`p${i}`)));
    const logiciel = unLogiciel('system/Patient.rs');
    const { manifeste, suite } = await exporter(logiciel);
    const adresse = manifeste.output[0]?.url ?? '';
    const commencer = async () => {
      const { corps } = await demander(logiciel, '$export-fichier', { params: parametresDe(adresse) });
      if (corps?.genre !== 'flux') throw new Error('un fichier était attendu');
      const lecteur = corps.flux.getReader();
      await lecteur.read();
      return async () => {
        await lecteur.read();
        await lecteur.read();
      };
    };
    const suspendu = await commencer();
    ouvert = false;
    await expect(suspendu()).rejects.toThrow('interrompu');
    ouvert = true;
    const sansDroit = unLogiciel('system/Task.rs');
    const refuse = await refusDe(() => demander(sansDroit, '$export-fichier', { params: parametresDe(adresse) }));
    expect(refuse.statut).toBe(403);
    const annule = await commencer();
    await demander(logiciel, '$export-etat', { params: suite, methode: 'DELETE' });
    await expect(annule()).rejects.toThrow('annulé');
  });

  test('au-delà de dix à la fois, le suivant attend', async () => {
    const logiciel = unLogiciel('system/*.rs');
    for (let i = 0; i < LIMITES_EXPORT.parLogiciel; i += 1) await demander(logiciel, '$export');
    expect((await refusDe(() => demander(logiciel, '$export'))).statut).toBe(429);
    expect((await demander(unLogiciel('system/*.rs', undefined, 'autre'), '$export')).statut).toBe(202);
  });

  test('ne laisse dans la base rien d’une personne', async () => {
    await territoire.poser(patient('a', { contenu: { name: [{ family: 'Secret' }] } }));
    await exporter(unLogiciel('system/*.rs'));
    const lignes = await territoire.interroger({
      texte: 'select to_jsonb(e)::text as t from export_fhir e',
      valeurs: [],
    });
    expect(JSON.stringify(lignes)).not.toContain('Secret');
    expect(JSON.stringify(lignes)).not.toMatch(/Patient\/a/);
  });
});

test('à n’importe quel instant, l’export est l’histoire rejouée jusque-là', async () => {
  const geste = fc.record({ id: fc.constantFrom('a', 'b', 'c'), supprime: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(
      fc.array(geste, { maxLength: 12 }),
      fc.nat({ max: 13 }),
      fc.option(fc.nat({ max: 13 })),
      fc.boolean(),
      async (gestes, t, depuis, supprimees) => {
        await territoire.interroger({ texte: 'delete from resource', valeurs: [] });
        const serie = `${(ids += 1)}`;
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
