import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Acteur } from '#acces/acteur.ts';
import { porteeDe } from '#acces/portee.ts';
import { creerValidateur } from '#fhir/validateur/index.ts';
import { operationDocument } from './document.ts';
import { corpsDe, refusDe, uneDemande } from './testing.ts';
import { MARDI, ouvrirTerritoireDeTest, unLogiciel, type TerritoireDeTest, type VersionPosee } from './testing-base.ts';

const ID = '01936000-0000-7000-8000-000000000000';
const operation = operationDocument(() => ID);
let territoire: TerritoireDeTest;

beforeAll(async () => {
  territoire = await ouvrirTerritoireDeTest();
});
beforeEach(() => territoire.vider());
afterAll(() => territoire.fermer());

const pose = (type: string, id: string, autre: Partial<VersionPosee> = {}): VersionPosee => ({
  type,
  id,
  version: 1,
  le: MARDI,
  famille: 'MED',
  ...autre,
});

const COMPOSITION = {
  status: 'final',
  type: { text: 'Synthèse' },
  subject: { reference: 'Patient/p' },
  date: '2026-11-24',
  author: [{ reference: 'Practitioner/national' }],
  title: 'Synthèse',
  section: [{ title: 'Problèmes', entry: [{ reference: 'Condition/c' }, { reference: 'Condition/c' }] }],
};

async function monde(): Promise<void> {
  await territoire.poser(
    pose('Patient', 'p', { famille: 'ADM' }),
    pose('Condition', 'c', { patient: 'p', contenu: { subject: { reference: 'Patient/p' } } }),
    pose('Composition', 'd', { patient: 'p', famille: 'FIL', contenu: COMPOSITION }),
  );
  const client = new Client({ connectionString: territoire.adresseAdministrateur });
  await client.connect();
  await client.query(
    `insert into shared.annuaire (type, id, version, le, source, actif, contenu, toks, refs, nom_tri)
     values ('Practitioner', 'national', 1, now(), 'essai', true, '{"resourceType":"Practitioner","id":"national"}', '{}', '{}', '')
     on conflict do nothing`,
  );
  await client.end();
}

const demander = (acteur: Acteur, params: readonly (readonly [string, string])[] = []) =>
  operation.executer(
    uneDemande({
      acteur,
      params,
      type: 'Composition',
      id: 'd',
      interroger: territoire.interroger,
      portee: porteeDe(acteur, MARDI),
    }),
  );

describe('$document', () => {
  test('rend le document entier : la composition d’abord, puis chaque ressource citée une fois', async () => {
    await monde();
    const reponse = await demander(unLogiciel('system/*.rs'));
    const corps = corpsDe(reponse) as { entry: { fullUrl: string; resource: { resourceType: string } }[] };
    expect(corps).toMatchObject({
      resourceType: 'Bundle',
      type: 'document',
      timestamp: '2026-11-28T09:00:00.000Z',
      identifier: { system: 'urn:ietf:rfc:3986', value: `urn:uuid:${ID}` },
    });
    expect(corps.entry.map(({ fullUrl }) => fullUrl.replace('https://essai.invalid/fhir/', ''))).toEqual([
      'Composition/d',
      'Patient/p',
      'Practitioner/national',
      'Condition/c',
    ]);
    expect(reponse.trace).toEqual({ genre: 'lecture', objet: 'Composition/d', patient: 'p', nombre: 4 });
  });

  test('cite une version passée quand la référence la nomme', async () => {
    await monde();
    const section = [{ title: 'Avant', entry: [{ reference: 'Condition/c/_history/1' }] }];
    await territoire.poser(
      pose('Condition', 'c', { version: 2, patient: 'p', contenu: { recordedDate: '2026-11-25' } }),
      pose('Composition', 'd', { version: 2, patient: 'p', famille: 'FIL', contenu: { ...COMPOSITION, section } }),
    );
    const texte = JSON.stringify(corpsDe(await demander(unLogiciel('system/*.rs'))));
    expect(texte).toContain('Condition/c');
    expect(texte).not.toContain('recordedDate');
  });

  test('est un Bundle conforme à la norme', async () => {
    await monde();
    const corps = corpsDe(await demander(unLogiciel('system/*.rs'))) as { entry: unknown[] };
    const bilan = creerValidateur({ paquets: [] }).valider({ ...corps, entry: corps.entry.slice(0, 2) });
    expect(bilan.issues.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('n’est jamais rendu incomplet : ce qui manque est dit à sa place', async () => {
    await monde();
    await territoire.poser(pose('Condition', 'c', { version: 2, patient: 'p', supprime: true }));
    const erreur = await refusDe(() => demander(unLogiciel('system/*.rs')));
    expect(erreur).toMatchObject({ statut: 422, issues: [{ expression: 'Composition.section[0].entry[0]' }] });
  });

  test('tient les droits de chaque ressource citée', async () => {
    await monde();
    const sansFamille = await refusDe(() => demander(unLogiciel('system/*.rs', ['ADM', 'FIL', 'ORG'])));
    expect(sansFamille).toMatchObject({ statut: 422 });
    const sansType = await refusDe(() => demander(unLogiciel('system/Composition.rs system/Patient.rs')));
    expect(sansType).toMatchObject({ statut: 403 });
    expect(await refusDe(() => demander(unLogiciel('system/Task.rs')))).toMatchObject({ statut: 403 });
    expect(await refusDe(() => demander(unLogiciel('system/*.rs', ['ADM'])))).toMatchObject({ statut: 404 });
  });

  test('ne se garde pas sur le serveur', async () => {
    await monde();
    expect(await refusDe(() => demander(unLogiciel('system/*.rs'), [['persist', 'true']]))).toMatchObject({
      statut: 422,
    });
    expect((await demander(unLogiciel('system/*.rs'), [['persist', 'false']])).statut).toBe(200);
  });
});
