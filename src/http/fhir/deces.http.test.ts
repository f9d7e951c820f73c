import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TablesTerritoire } from '#socle/tables.ts';
import { creer, ouvrirPorteDeTest, TERRITOIRE, unLogiciel, unPatient, type PorteDeTest } from './testing.ts';

/** A record closed by a death, seen from the door of software: each way to write says so, and writes nothing (SP-16). */
let porte: PorteDeTest;
let patient: string;
let note: string;
beforeAll(async () => {
  porte = await ouvrirPorteDeTest();
  patient = (await creer(porte, unPatient({ deceasedDateTime: '2026-11-01' }))).id;
  note = (await porte.demander('POST', '/Condition', { corps: condition(patient) })).corps.id ?? '';
  await porte.base.territoire<TablesTerritoire, unknown>(TERRITOIRE, (sql) =>
    sql
      .updateTable('deces_connu')
      .set({ fige_le: new Date(0) })
      .where('deces_connu.patient', '=', patient)
      .execute(),
  );
});
afterAll(async () => {
  await porte[Symbol.asyncDispose]();
});

const condition = (id: string, texte = 'Fatigue') => ({
  resourceType: 'Condition',
  subject: { reference: `Patient/${id}` },
  code: { text: texte },
});
const combien = async () =>
  (await porte.demander('GET', `/Condition?subject=Patient/${patient}&_summary=count`)).corps.total;
const FIGE = { statut: 409, corps: { resourceType: 'OperationOutcome', issue: [{ code: 'business-rule' }] } };

describe('Écrire au sujet d’une personne dont le dossier est clos', () => {
  test.each([
    ['créer', () => porte.demander('POST', '/Condition', { corps: condition(patient) })],
    [
      'créer sous un identifiant',
      () => porte.demander('PUT', '/Condition/nouvelle', { corps: { ...condition(patient), id: 'nouvelle' } }),
    ],
    [
      'modifier',
      () =>
        porte.demander('PUT', `/Condition/${note}`, {
          corps: { ...condition(patient, 'Autre'), id: note },
          entetes: { 'if-match': 'W/"1"' },
        }),
    ],
    [
      'corriger',
      () =>
        porte.demander('PATCH', `/Condition/${note}`, {
          corps: [{ op: 'replace', path: '/code/text', value: 'Autre' }],
          entetes: { 'content-type': 'application/json-patch+json' },
        }),
    ],
    ['supprimer', () => porte.demander('DELETE', `/Condition/${note}`)],
    [
      'changer de personne',
      () => porte.demander('PUT', `/Condition/${note}`, { corps: { ...condition('une-autre'), id: note } }),
    ],
    [
      'écrire dans une transaction',
      () =>
        porte.demander('POST', '', {
          corps: {
            resourceType: 'Bundle',
            type: 'transaction',
            entry: [
              { request: { method: 'POST', url: 'Patient' }, resource: unPatient() },
              { request: { method: 'POST', url: 'Condition' }, resource: condition(patient) },
            ],
          },
        }),
    ],
  ])('%s : refusé, la raison dite, rien d’écrit', async (_nom, ecrire) => {
    const avant = (await porte.demander('GET', '/Patient?_summary=count')).corps.total;
    const reponse = await ecrire();
    expect(reponse).toMatchObject(FIGE);
    expect(reponse.texte).toContain('décédée');
    expect(await combien()).toBe(1);
    expect((await porte.demander('GET', `/Condition/${note}`)).corps).toMatchObject({ code: { text: 'Fatigue' } });
    expect((await porte.demander('GET', '/Patient?_summary=count')).corps.total).toBe(avant);
  });

  test('dans un lot, le refus de l’une n’emporte pas les autres', async () => {
    const { corps } = await porte.demander('POST', '', {
      corps: {
        resourceType: 'Bundle',
        type: 'batch',
        entry: [
          { request: { method: 'POST', url: 'Condition' }, resource: condition(patient) },
          { request: { method: 'POST', url: 'Patient' }, resource: unPatient() },
        ],
      },
    });
    expect(corps.entry?.map(({ response }) => response?.status.slice(0, 3))).toEqual(['409', '201']);
  });

  test('deux modifications du même instant : celle d’une personne vivante passe', async () => {
    const vivante = (await creer(porte)).id;
    const sienne = (await porte.demander('POST', '/Condition', { corps: condition(vivante) })).corps.id ?? '';
    const changer = (id: string, de: string) =>
      porte.demander('PUT', `/Condition/${id}`, {
        corps: { ...condition(de, 'Changée'), id },
        entetes: { 'if-match': 'W/"1"' },
      });
    const reponses = await Promise.all([changer(note, patient), changer(sienne, vivante)]);
    expect(reponses.map(({ statut }) => statut)).toEqual([409, 200]);
  });

  test('qui ne peut lire la personne n’apprend pas son décès', async () => {
    const par = unLogiciel('system/Condition.cruds', ['MED'], 'logiciel-sans-identite');
    const { statut, texte } = await porte.demander('POST', '/Condition', { corps: condition(patient), par });
    expect(statut).toBe(403);
    expect(texte).not.toContain('décéd');
  });

  test('la fiche elle-même ne change plus par ici : l’identitovigilance a son geste', async () => {
    const sans = await porte.demander('PUT', `/Patient/${patient}`, { corps: { ...unPatient(), id: patient } });
    expect(sans.statut).toBe(409);
  });
});
