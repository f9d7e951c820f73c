import { describe, expect, test } from 'vitest';
import { erreursDe, unProfil, validateurAvec } from './testing-paquet.ts';

const URL = 'https://exemple.invalid/StructureDefinition/profil';
const INS = 'urn:oid:1.2.250.1.213.1.4.8';
const IPP = 'urn:oid:1.2.250.9';

type Changes = Parameters<typeof unProfil>[2];
const selon = (changes: Changes, dessus: object, type = 'Patient') =>
  erreursDe(
    validateurAvec(unProfil(URL, type, changes)).valider({ resourceType: type, ...dessus }, { profils: [URL] }),
  );

const parSysteme = (rules: string, reste: object = {}): Changes => ({
  'Patient.identifier': { slicing: { discriminator: [{ type: 'value', path: 'system' }], rules, ...reste } },
  'Patient.identifier:ins': { min: 1, max: '1', sliceName: 'ins' },
  'Patient.identifier:ins.system': { min: 1, type: [{ code: 'uri' }], fixedUri: INS },
  'Patient.identifier:ins.value': { min: 1, type: [{ code: 'string' }] },
  'Patient.identifier:ipp': { min: 0, max: '2', sliceName: 'ipp' },
  'Patient.identifier:ipp.system': { min: 1, type: [{ code: 'uri' }], patternUri: IPP },
  'Patient.identifier:ipp.value': { min: 0, type: [{ code: 'string' }] },
});
const identifiants = (...systemes: string[]) => ({ identifier: systemes.map((system) => ({ system, value: '1' })) });

describe('Les parts d’une liste', () => {
  test('chaque part est comptée et jugée par ses propres règles', () => {
    expect(selon(parSysteme('open'), identifiants(INS, IPP))).toEqual([]);
    expect(selon(parSysteme('open'), identifiants(IPP))).toEqual(['Patient.identifier Patient.identifier:ins.min']);
    expect(selon(parSysteme('open'), identifiants(INS, INS))).toEqual([
      'Patient.identifier Patient.identifier:ins.max',
    ]);
    expect(selon(parSysteme('open'), { identifier: [{ system: INS }] })).toEqual([
      'Patient.identifier[0] Patient.identifier:ins.value.min',
    ]);
  });

  test('hors des parts : permis si la liste est ouverte, refusé si elle est fermée', () => {
    expect(selon(parSysteme('open'), identifiants(INS, 'urn:autre'))).toEqual([]);
    expect(selon(parSysteme('closed'), identifiants(INS, 'urn:autre'))).toEqual([
      'Patient.identifier[1] Patient.identifier.tranches',
    ]);
  });

  test('ouverte à la fin : ce qui est hors des parts vient après elles', () => {
    expect(selon(parSysteme('openAtEnd'), identifiants(INS, 'urn:autre'))).toEqual([]);
    expect(selon(parSysteme('openAtEnd'), identifiants('urn:autre', INS))).toEqual([
      'Patient.identifier[1] Patient.identifier:ins.tranches',
    ]);
  });

  test('ordonnée : les parts se suivent dans l’ordre du profil', () => {
    expect(selon(parSysteme('open', { ordered: true }), identifiants(INS, IPP))).toEqual([]);
    expect(selon(parSysteme('open', { ordered: true }), identifiants(IPP, INS))).toEqual([
      'Patient.identifier[1] Patient.identifier:ins.tranches',
    ]);
  });

  test('une part coupée à son tour : les sous-parts comptent dans la part', () => {
    const changes: Changes = {
      ...parSysteme('open'),
      'Patient.identifier:ipp': {
        min: 0,
        max: '*',
        sliceName: 'ipp',
        slicing: { discriminator: [{ type: 'value', path: 'use' }], rules: 'open' },
      },
      'Patient.identifier:ipp/ancien': { min: 0, max: '1', sliceName: 'ipp/ancien' },
      'Patient.identifier:ipp/ancien.system': { min: 1, type: [{ code: 'uri' }] },
      'Patient.identifier:ipp/ancien.value': { min: 0, type: [{ code: 'string' }] },
      'Patient.identifier:ipp/ancien.use': { min: 1, type: [{ code: 'code' }], fixedCode: 'old' },
    };
    const ancien = { system: IPP, use: 'old', value: '2' };
    expect(selon(changes, { identifier: [{ system: INS, value: '1' }, ancien] })).toEqual([]);
    expect(selon(changes, { identifier: [{ system: INS, value: '1' }, ancien, ancien] })).toEqual([
      'Patient.identifier Patient.identifier:ipp/ancien.max',
    ]);
  });

  test('reconnues par la présence d’un élément', () => {
    const changes: Changes = {
      'Patient.telecom': { slicing: { discriminator: [{ type: 'exists', path: 'rank' }], rules: 'open' } },
      'Patient.telecom:range': { min: 1, max: '1', sliceName: 'range' },
      'Patient.telecom:range.rank': { min: 1, type: [{ code: 'positiveInt' }] },
      'Patient.telecom:range.system': { min: 0, type: [{ code: 'code' }] },
      'Patient.telecom:range.value': { min: 0, type: [{ code: 'string' }] },
    };
    expect(
      selon(changes, {
        telecom: [
          { rank: 1, system: 'phone', value: '1' },
          { system: 'phone', value: '2' },
        ],
      }),
    ).toEqual([]);
    expect(selon(changes, { telecom: [{ system: 'phone', value: '2' }] })).toEqual([
      'Patient.telecom Patient.telecom:range.min',
    ]);
  });

  test('reconnues par un modèle, une liste de codes ou un chemin plus profond', () => {
    const parCode = (path: string, noeud: Changes): Changes => ({
      'Patient.communication': { slicing: { discriminator: [{ type: 'value', path }], rules: 'open' } },
      'Patient.communication:fr': { min: 1, max: '1', sliceName: 'fr' },
      'Patient.communication:fr.preferred': { min: 0, type: [{ code: 'boolean' }] },
      'Patient.communication:fr.language': { min: 1, type: [{ code: 'CodeableConcept' }] },
      ...noeud,
    });
    const modele = {
      'Patient.communication:fr.language': {
        min: 1,
        type: [{ code: 'CodeableConcept' }],
        patternCodeableConcept: { coding: [{ code: 'male' }] },
      },
    };
    const liste = {
      'Patient.communication:fr.language': {
        min: 1,
        type: [{ code: 'CodeableConcept' }],
        binding: { strength: 'required', valueSet: 'http://hl7.org/fhir/ValueSet/administrative-gender' },
      },
    };
    const langue = (code: string) => ({
      communication: [{ language: { coding: [{ system: 'http://hl7.org/fhir/administrative-gender', code }] } }],
    });
    for (const noeud of [modele, liste]) {
      expect(selon(parCode('language', noeud), langue('male'))).toEqual([]);
      expect(selon(parCode('language', noeud), langue('br'))).toContain(
        'Patient.communication Patient.communication:fr.min',
      );
    }
  });

  test('reconnues par le type de la ressource, dans un lot', () => {
    const changes: Changes = {
      'Bundle.entry': { slicing: { discriminator: [{ type: 'type', path: 'resource' }], rules: 'closed' } },
      'Bundle.entry:personne': { min: 1, max: '1', sliceName: 'personne' },
      'Bundle.entry:personne.fullUrl': { min: 0, type: [{ code: 'uri' }] },
      'Bundle.entry:personne.resource': { min: 1, type: [{ code: 'Patient' }] },
    };
    const lot = (...types: string[]) => ({
      type: 'collection',
      entry: types.map((resourceType) => ({ resource: { resourceType } })),
    });
    expect(selon(changes, lot('Patient'), 'Bundle')).toEqual([]);
    expect(selon(changes, lot('Patient', 'Location'), 'Bundle')).toEqual(['Bundle.entry[1] Bundle.entry.tranches']);
  });

  test('reconnues par le profil que suit la ressource', () => {
    const nomme = unProfil('https://exemple.invalid/nomme', 'Patient', { 'Patient.name': { min: 1 } });
    const lot = unProfil(URL, 'Bundle', {
      'Bundle.entry': { slicing: { discriminator: [{ type: 'profile', path: 'resource' }], rules: 'open' } },
      'Bundle.entry:nomme': { min: 1, max: '1', sliceName: 'nomme' },
      'Bundle.entry:nomme.resource': { min: 1, type: [{ code: 'Patient', profile: [nomme.url] }] },
    });
    const validateur = validateurAvec(nomme, lot);
    const juger = (resource: object) =>
      erreursDe(
        validateur.valider({ resourceType: 'Bundle', type: 'collection', entry: [{ resource }] }, { profils: [URL] }),
      );
    expect(juger({ resourceType: 'Patient', name: [{ text: 'a' }] })).toEqual([]);
    expect(juger({ resourceType: 'Patient' })).toEqual(['Bundle.entry Bundle.entry:nomme.min']);
  });

  test('reconnues par ce que désigne une référence', () => {
    const changes: Changes = {
      'Task.contained': { min: 0, max: '*' },
      'Task.basedOn': { slicing: { discriminator: [{ type: 'type', path: 'resolve()' }], rules: 'open' } },
      'Task.basedOn:demande': { min: 1, max: '1', sliceName: 'demande', type: [{ code: 'ServiceRequest' }] },
    };
    const tache = { status: 'requested', intent: 'order', basedOn: [{ reference: '#s' }] };
    const contenue = (type: string, reste: object) => ({
      ...tache,
      contained: [{ resourceType: type, id: 's', ...reste }],
    });
    expect(selon(changes, contenue('Location', {}), 'Task')).toEqual(['Task.basedOn Task.basedOn:demande.min']);
  });

  test('un type du choix a ses propres règles', () => {
    const changes: Changes = {
      'Observation.value[x]': { slicing: { discriminator: [{ type: 'type', path: '$this' }], rules: 'closed' } },
      'Observation.value[x]:valueQuantity': {
        min: 1,
        max: '1',
        sliceName: 'valueQuantity',
        type: [{ code: 'Quantity' }],
      },
      'Observation.value[x]:valueQuantity.value': { min: 1, type: [{ code: 'decimal' }] },
      'Observation.value[x]:valueQuantity.unit': { min: 0, type: [{ code: 'string' }] },
    };
    const mesure = (dessus: object) => ({ status: 'final', code: { text: 'poids' }, ...dessus });
    expect(selon(changes, mesure({ valueQuantity: { value: 70, unit: 'kg' } }), 'Observation')).toEqual([]);
    expect(selon(changes, mesure({ valueQuantity: { unit: 'kg' } }), 'Observation')).toEqual([
      'Observation.value Observation.value[x]:valueQuantity.value.min',
    ]);
    expect(selon(changes, mesure({ valueString: '70' }), 'Observation')).toContain('Observation.value value.tranches');
    expect(selon(changes, mesure({}), 'Observation')).toEqual(['Observation Observation.value[x]:valueQuantity.min']);
  });
});
