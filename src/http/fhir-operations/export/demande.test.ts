import { describe, expect, test } from 'vitest';
import { acteurSysteme } from '#acces/acteur.ts';
import { refusDe, uneDemande } from '../testing.ts';
import { T1, unLogiciel } from '../testing-base.ts';
import { lireDemande } from './demande.ts';

const PREFERER = new Headers({ prefer: 'respond-async, handling=lenient' });
type Params = readonly (readonly [string, string])[];

const lire = (permissions: string, params: Params = [], niveau: 'systeme' | 'patient' = 'systeme') =>
  lireDemande(uneDemande({ acteur: unLogiciel(permissions), params, entetes: PREFERER }), { niveau });
const refuser = (...args: Parameters<typeof lire>) => refusDe(() => Promise.resolve().then(() => lire(...args)));

describe('Une demande d’export', () => {
  test('prend les types que le logiciel peut lire et chercher', () => {
    expect(lire('system/Patient.rs system/Task.r system/Practitioner.cruds').types).toEqual([
      'Patient',
      'Practitioner',
    ]);
    expect(lire('system/*.rs').types.length).toBeGreaterThan(40);
  });

  test('par personne, ne prend que ce qui se range sous une personne', () => {
    expect(lire('system/Patient.rs system/Practitioner.rs system/Observation.rs', [], 'patient').types).toEqual([
      'Patient',
      'Observation',
    ]);
  });

  test('lit ses paramètres', () => {
    const lue = lire('system/*.rs', [
      ['_type', 'Patient,Task'],
      ['_type', 'Task'],
      ['_since', '2026-11-01T00:00:00+01:00'],
      ['_outputFormat', 'ndjson'],
      ['_elements', 'id,Patient.name'],
    ]);
    expect(lue).toEqual({
      types: ['Patient', 'Task'],
      depuis: new Date('2026-10-31T23:00:00Z'),
      elements: ['id', 'Patient.name'],
      filtres: [],
    });
  });

  test('lit des filtres, répétés ou à la suite, sans couper leurs valeurs', () => {
    const lue = lire('system/*.rs', [
      ['_typeFilter', 'Task?status=requested,accepted,Task?priority=urgent'],
      ['_typeFilter', 'Patient?gender=female'],
    ]);
    expect(lue.filtres).toEqual(['Task?status=requested,accepted', 'Task?priority=urgent', 'Patient?gender=female']);
  });

  test.each([
    ['un type inconnu', 400, 'system/*.rs', [['_type', 'Malade']]],
    ['un type qu’il ne peut pas lire', 403, 'system/Patient.rs', [['_type', 'Task']]],
    ['aucun type permis', 403, 'system/Patient.r', []],
    ['un format inconnu', 400, 'system/*.rs', [['_outputFormat', 'text/csv']]],
    ['une date sans heure', 400, 'system/*.rs', [['_since', '2026-11-01']]],
    ['un élément illisible', 400, 'system/*.rs', [['_elements', 'Patient.name.given']]],
    ['un paramètre inconnu', 400, 'system/*.rs', [['includeAssociatedData', 'LatestProvenanceResources']]],
    ['un filtre sans type', 400, 'system/*.rs', [['_typeFilter', 'active=true']]],
    [
      'un filtre sur un autre type',
      400,
      'system/*.rs',
      [
        ['_type', 'Task'],
        ['_typeFilter', 'Patient?active=true'],
      ],
    ],
    ['un filtre qui suit une autre ressource', 400, 'system/*.rs', [['_typeFilter', 'Task?patient.name=x']]],
    ['un filtre inconnu', 400, 'system/*.rs', [['_typeFilter', 'Patient?couleur=bleu']]],
  ] as const)('est refusée avec %s', async (_, statut, permissions, params) => {
    expect((await refuser(permissions, params)).statut).toBe(statut);
  });

  test('est refusée hors des personnes, sans attente asynchrone, et à qui n’est pas un logiciel', async () => {
    expect((await refuser('system/*.rs', [['_type', 'Practitioner']], 'patient')).statut).toBe(400);
    const sans = uneDemande({ acteur: unLogiciel('system/*.rs') });
    const jouer = (demande: typeof sans) =>
      refusDe(() => Promise.resolve().then(() => lireDemande(demande, { niveau: 'systeme' })));
    expect((await jouer(sans)).statut).toBe(400);
    expect((await jouer({ ...sans, acteur: acteurSysteme(T1, 'essai') })).statut).toBe(403);
  });
});
