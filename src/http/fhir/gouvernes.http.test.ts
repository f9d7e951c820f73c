import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { permis } from '#acces/decision.ts';
import type { Acteur } from '#acces/acteur.ts';
import { action } from '#socle/action.ts';
import type { Module } from '#socle/module.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import { creer, ouvrirPorteDeTest, TERRITOIRE, unLogiciel, type PorteDeTest } from './testing.ts';

/** A room that governs the goals: one is set by an action, and only its title may change. */
const objectifs: Module = {
  nom: 'objectif',
  actions: [
    action(
      {
        nom: 'objectif.poser',
        entree: z.object({ id: z.string().optional(), titre: z.string().min(3) }),
        sortie: z.object({ id: z.string() }),
      },
      {
        droit: () => permis('essai'),
        async faire({ entree, tx }) {
          const id = entree.id ?? tx.nouvelId();
          const avant = entree.id === undefined ? undefined : await tx.lire('Goal', id);
          await tx.ecrire(
            {
              resourceType: 'Goal',
              id,
              lifecycleStatus: 'active',
              identifier: [{ system: 'urn:cordee:objectif', value: id }],
              description: { text: entree.titre },
              subject: { reference: 'Patient/zoe' },
            },
            avant?.version,
            [tx.acteur.ref],
          );
          return { id };
        },
      },
    ),
  ],
  vues: [],
  faits: [],
  ecrituresFhir: [
    {
      type: 'Goal',
      traduire({ avant, apres }) {
        if (apres?.resourceType !== 'Goal')
          return { refus: 'Un objectif ne s’efface pas.', operation: 'objectif.clore' };
        if (apres.category !== undefined) return undefined;
        const titre = apres.description.text ?? '';
        return {
          action: 'objectif.poser',
          entree: { id: avant?.id, titre },
          reference: (sortie) => `Goal/${(sortie as { id: string }).id}`,
        };
      },
    },
  ],
};

let porte: PorteDeTest;
const lise: Acteur = (() => {
  const { client: _, ...reste } = unLogiciel('system/*.cruds', undefined, 'lise');
  return {
    ...reste,
    genre: 'compte',
    id: 'compte:lise',
    role: 'medecin',
    refs: ['Practitioner/lise'],
    ref: 'Practitioner/lise',
  };
})();

beforeAll(async () => {
  porte = await ouvrirPorteDeTest({ modules: [objectifs] });
  await creer(porte, {
    resourceType: 'Communication',
    status: 'completed',
    subject: { reference: 'Patient/zoe' },
    recipient: [{ reference: lise.ref }],
  });
});
afterAll(async () => {
  await porte[Symbol.asyncDispose]();
});

const objectif = (titre: string, plus: object = {}) => ({
  resourceType: 'Goal',
  lifecycleStatus: 'proposed',
  description: { text: titre },
  subject: { reference: 'Patient/zoe' },
  ...plus,
});

test('une écriture que la salle comprend passe par son action, et rend ce que l’action a écrit', async () => {
  const creee = await porte.demander('POST', '/Goal', { par: lise, corps: objectif('Remarcher') });
  expect(creee).toMatchObject({
    statut: 201,
    corps: { lifecycleStatus: 'active', description: { text: 'Remarcher' } },
  });
  const id = creee.corps.id ?? '';
  expect(creee.entetes.get('location')).toBe(`http://localhost/fhir/Goal/${id}/_history/1`);
  const changee = await porte.demander('PUT', `/Goal/${id}`, { par: lise, corps: objectif('Courir', { id }) });
  expect(changee).toMatchObject({ statut: 200, corps: { description: { text: 'Courir' }, meta: { versionId: '2' } } });
});

test('une version périmée est refusée avant l’action', async () => {
  const { corps } = await porte.demander('POST', '/Goal', { par: lise, corps: objectif('Nager') });
  const id = corps.id ?? '';
  const entetes = { 'if-match': 'W/"7"' };
  expect(
    (await porte.demander('PUT', `/Goal/${id}`, { par: lise, corps: objectif('Voler', { id }), entetes })).statut,
  ).toBe(412);
});

test('un refus de la salle, ou de son action, se lit dans l’OperationOutcome', async () => {
  const court = await porte.demander('POST', '/Goal', { par: lise, corps: objectif('A') });
  expect([court.statut, court.corps.resourceType]).toEqual([400, 'OperationOutcome']);
  const { corps } = await porte.demander('POST', '/Goal', { par: lise, corps: objectif('Dormir') });
  const refus = await porte.demander('DELETE', `/Goal/${corps.id}`, { par: lise });
  expect(refus.statut).toBe(422);
  expect(refus.corps.issue?.[0]?.details.text).toContain('objectif.clore');
});

test('ce qu’une salle tient ne change pas par une écriture directe, même d’un logiciel', async () => {
  const { corps } = await porte.demander('POST', '/Goal', { par: lise, corps: objectif('Lire') });
  const direct = objectif('Écrire', { id: corps.id, category: [{ text: 'autre' }] });
  const refus = await porte.demander('PUT', `/Goal/${corps.id}`, { corps: direct });
  expect(refus.statut).toBe(422);
  expect(refus.corps.issue?.[0]?.details.text).toContain('salle');
  expect((await porte.demander('GET', `/Goal/${corps.id}`)).entetes.get('etag')).toBe('W/"1"');
});

test('ce dont quelqu’un a la main ne change ni ne s’efface par une écriture directe', async () => {
  const { id } = await creer(porte, { resourceType: 'Task', status: 'requested', intent: 'order' });
  await porte.base.territoire<TablesTerritoire, unknown>(TERRITOIRE, (sql) =>
    sql
      .insertInto('main_ouverte')
      .values({
        objet: `Task/${id}`,
        genre: 'demande',
        etat: 'attend',
        patient: null,
        titre: 'Essai',
        qui: 'Practitioner/lise',
        qui_nom: 'Lise',
        file: null,
        depuis: new Date(),
        ouvert_le: new Date(),
        prochaine: 'rien',
        due_le: new Date(),
        cause: 'essai.essai',
        rang: 0,
        attente: 'faire',
        lecteurs: [],
        clos_le: null,
      })
      .execute(),
  );
  const corps = { resourceType: 'Task', id, status: 'completed', intent: 'order' };
  const refus = await porte.demander('PUT', `/Task/${id}`, { corps });
  expect(refus.statut).toBe(422);
  expect(refus.corps.issue?.[0]?.details.text).toContain('demande');
  expect((await porte.demander('DELETE', `/Task/${id}`)).statut).toBe(422);
});

test('personne ne se donne un identifiant de salle', async () => {
  const corps = {
    resourceType: 'Task',
    status: 'requested',
    intent: 'order',
    identifier: [{ system: 'urn:cordee:reference', value: 'X' }],
  };
  expect((await porte.demander('POST', '/Task', { corps })).statut).toBe(422);
});

test('dans un lot, chaque entrée gouvernée passe par son action ; dans une transaction, tout ou rien', async () => {
  const entree = (resource: object) => ({ resource, request: { method: 'POST', url: 'Goal' } });
  const bundle = (type: string, entry: readonly object[]) => ({ resourceType: 'Bundle', type, entry });
  const lot = await porte.demander('POST', '', {
    par: lise,
    corps: bundle('batch', [entree(objectif('Chanter')), entree(objectif('B'))]),
  });
  expect(lot.corps.entry?.map((e) => e.response?.status.slice(0, 3))).toEqual(['201', '400']);
  const compter = async (type: string) => (await porte.demander('GET', `/${type}?_summary=count`)).corps.total;
  const tache = {
    resource: { resourceType: 'Task', status: 'requested', intent: 'order' },
    request: { method: 'POST', url: 'Task' },
  };
  const logiciel = { par: unLogiciel() };
  const avant = [await compter('Goal'), await compter('Task')];
  const fausse = bundle('transaction', [tache, entree(objectif('Danser')), entree(objectif('C'))]);
  const refus = await porte.demander('POST', '', { ...logiciel, corps: fausse });
  expect([refus.statut, await compter('Goal'), await compter('Task')]).toEqual([400, ...avant]);
  const bonne = bundle('transaction', [entree(objectif('Danser')), tache, entree(objectif('Courir'))]);
  const { corps } = await porte.demander('POST', '', { ...logiciel, corps: bonne });
  expect(corps.entry?.map((e) => e.response?.status.slice(0, 3))).toEqual(['201', '201', '201']);
  expect(corps.entry?.[0]?.response?.location).toMatch(/^Goal\//);
  expect([await compter('Goal'), await compter('Task')]).toEqual([(avant[0] ?? 0) + 2, (avant[1] ?? 0) + 1]);
});

const transaction = (entry: readonly object[]) => ({ resourceType: 'Bundle', type: 'transaction', entry });
const naissance = { fullUrl: 'urn:uuid:1', resource: objectif('Nager'), request: { method: 'POST', url: 'Goal' } };

test('ce qu’une salle crée peut être cité dans la même transaction, sous l’identifiant qu’elle a choisi', async () => {
  const tache = {
    resource: { resourceType: 'Task', status: 'requested', intent: 'order', focus: { reference: 'urn:uuid:1' } },
    request: { method: 'POST', url: 'Task' },
  };
  for (const entry of [
    [naissance, tache],
    [tache, naissance],
  ]) {
    const { statut, corps } = await porte.demander('POST', '', { par: unLogiciel(), corps: transaction(entry) });
    expect(statut).toBe(200);
    const [but = '', lieu = ''] = ['Goal', 'Task'].map(
      (type) => corps.entry?.map((e) => e.response?.location ?? '').find((l) => l.startsWith(type)) ?? '',
    );
    const lue = await porte.demander('GET', `/${lieu.replace(/\/_history.*$/, '')}`);
    expect(lue.corps['focus']).toEqual({ reference: but.replace(/\/_history.*$/, '') });
  }
});

test('une salle ne peut attendre ce qu’une autre va créer dans la même transaction', async () => {
  const { statut, corps } = await porte.demander('POST', '', {
    par: unLogiciel(),
    corps: transaction([
      naissance,
      {
        resource: { ...objectif('Courir'), addresses: [{ reference: 'urn:uuid:1' }] },
        request: { method: 'POST', url: 'Goal' },
      },
    ]),
  });
  expect(statut).toBe(422);
  expect(JSON.stringify(corps.issue)).toContain('Bundle.entry[1]');
});
