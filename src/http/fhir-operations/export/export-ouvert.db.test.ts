import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { refusDe } from '../testing.ts';
import { unLogiciel, type TerritoireDeTest } from '../testing-base.ts';
import { LIMITES_EXPORT } from './export.ts';
import { instant, ouvrirExportsDeTest, parametresDe, patient, type ExportsDeTest } from './testing.ts';

let exports: ExportsDeTest;
let territoire: TerritoireDeTest;
const demander: ExportsDeTest['demander'] = (...quoi) => exports.demander(...quoi);
const exporter: ExportsDeTest['exporter'] = (...quoi) => exports.exporter(...quoi);

beforeAll(async () => {
  exports = await ouvrirExportsDeTest();
  ({ territoire } = exports);
});
beforeEach(() => exports.vider());
afterAll(() => territoire.fermer());

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
    exports.laisserOuvert(false);
    await expect(suspendu()).rejects.toThrow('interrompu');
    exports.laisserOuvert(true);
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

  test('en masse sans l’accord de deux personnes : refusé ; l’accord fermé entre-temps, le fichier aussi', async () => {
    await territoire.poser(patient('a'), {
      type: 'Group',
      id: 'petit',
      version: 1,
      le: instant(0),
      famille: 'ORG',
      contenu: { member: [{ entity: { reference: 'Patient/a' } }] },
    });
    const sansAccord = unLogiciel('system/*.rs', undefined, 'sans-accord');
    for (const type of [undefined, 'Patient'])
      expect((await refusDe(() => demander(sansAccord, '$export', { type }))).statut).toBe(403);
    expect((await demander(sansAccord, '$export', { type: 'Group', id: 'petit' })).statut).toBe(202);
    const logiciel = unLogiciel('system/*.rs', undefined, 'autre');
    const { manifeste } = await exporter(logiciel);
    await territoire.interroger({
      texte: "update accord_export set retire_le = '2026-11-01' where client = 'autre'",
      valeurs: [],
    });
    const url = manifeste.output[0]?.url ?? '';
    expect((await refusDe(() => exports.telecharger(logiciel, url))).statut).toBe(403);
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
