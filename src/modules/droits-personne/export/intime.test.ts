import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Identifiee } from '#fhir/types.ts';
import { sansLiens, trier, type Regle } from './tiers.ts';

const REGLE: Regle = { patient: 'p1', decisions: new Map(), representant: true, masques: [] };
const SIENNE = { subject: { reference: 'Patient/p1' } };
const CACHE = { security: [{ code: 'INVISIBLE_REP_LEGAUX' }] };

const note = (id: string, plus: object = {}): Identifiee => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: { text: `Note ${id}`, coding: [{ code: id }] },
  ...SIENNE,
  ...plus,
});
const visite = (id: string): Identifiee => ({
  resourceType: 'Encounter',
  id,
  status: 'finished',
  class: { code: 'AMB' },
  ...SIENNE,
});
const cercle = (refs: readonly string[]): Identifiee => ({
  resourceType: 'CareTeam',
  id: 'p1',
  ...SIENNE,
  participant: refs.map((reference, n) => ({ id: `m${n + 1}`, member: { reference, display: reference } })),
});
const BASE = [
  { resourceType: 'Patient', id: 'p1', birthDate: '2011-03-12' } as Identifiee,
  note('fievre', { encounter: { reference: 'Encounter/ecole' } }),
  visite('ecole'),
];
const pour = (ressources: readonly Identifiee[], regle: Partial<Regle> = {}) =>
  trier(
    ressources.map((ressource) => ({ ressource, version: 1 })),
    { ...REGLE, ...regle },
  );

test('un lien à usage unique, écrit pour quelqu’un d’autre, ne sort ni de la page ni du fichier', () => {
  const secret = `t0001.${'a'.repeat(43)}`;
  const texte = `Répondez ici : https://cordee.invalid/r/${secret}, merci.`;
  expect(sansLiens(texte)).toBe('Répondez ici : (lien retiré), merci.');
  const message = {
    resourceType: 'Communication',
    id: 'm1',
    status: 'completed',
    ...SIENNE,
    payload: [{ contentString: texte }],
  } as Identifiee;
  const decisions = new Map([['Communication/m1', { version: 1, garder: true }]]);
  expect(JSON.stringify(pour([message], { decisions }).gardees)).not.toContain(secret);
});

describe('ce que la personne garde de ses représentants (SP-14)', () => {
  test('la note, sa visite, ce qui la cite et la confidente n’y sont pas ; elle-même les reçoit', () => {
    const confidence = {
      resourceType: 'Consent',
      id: 'c1',
      patient: { reference: 'Patient/p1' },
      provision: {
        type: 'permit',
        securityLabel: [{ code: 'SEN' }],
        actor: [{ role: {}, reference: { reference: 'PractitionerRole/anne' } }],
      },
    } as unknown as Identifiee;
    const intime = [
      note('contraception', { meta: CACHE, encounter: { reference: 'Encounter/planification' } }),
      visite('planification'),
      { resourceType: 'Provenance', id: 'pr', target: [{ reference: 'Observation/contraception' }] } as Identifiee,
      confidence,
    ];
    const avec = [...BASE, ...intime, cercle(['PractitionerRole/anne', 'PractitionerRole/nadia'])];
    const sans = [...BASE, cercle(['PractitionerRole/nadia'])];
    expect(pour(avec)).toEqual(pour(sans));
    expect(JSON.stringify(pour(avec))).not.toMatch(/contraception|planification|anne/u);
    expect(JSON.stringify(pour(avec, { representant: false }))).toMatch(/contraception[^]*planification|anne/u);
  });

  test('une visite dont autre chose parle reste, sans ce qui est gardé', () => {
    const avec = [...BASE, note('contraception', { meta: CACHE, encounter: { reference: 'Encounter/ecole' } })];
    expect(pour(avec)).toEqual(pour(BASE));
  });

  test('sur cinq ans, ce qui cite une note gardée plus ancienne reste gardé', () => {
    const ancienne = { ressource: note('contraception', { meta: CACHE }), version: 1, le: new Date('2019-01-01') };
    const suite = note('renouvellement', { derivedFrom: [{ reference: 'Observation/contraception' }] });
    const elements = [ancienne, { ressource: suite, version: 1, le: new Date('2026-01-01') }];
    expect(trier(elements, { ...REGLE, depuis: new Date('2021-11-24') })).toEqual(pour([]));
  });

  test('quoi que l’on cache, et d’où qu’on le cite, le reste est le même mot pour mot', () => {
    const caches = fc.uniqueArray(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(caches, fc.array(fc.tuple(fc.nat(30), fc.nat(30)), { maxLength: 20 }), (numeros, citations) => {
        const secretes = numeros.map((n) => note(`s${n}`, { meta: CACHE }));
        // Everything here hangs on a hidden note, directly or through another.
        const chaine = citations.map(([de], rang) =>
          note(`t${rang}`, {
            derivedFrom: [
              { reference: rang > 0 && de % 2 === 0 ? `Observation/t${de % rang}` : `Observation/s${numeros[0]}` },
            ],
          }),
        );
        expect(pour([...BASE, ...secretes, ...chaine])).toEqual(pour(BASE));
        const parMasque = secretes.map(({ meta: _meta, ...r }) => r as Identifiee);
        const masques = numeros.map((n) => `Observation/s${n}`);
        expect(pour([...chaine, ...parMasque, ...BASE], { masques })).toEqual(pour(BASE));
      }),
    );
  });
});
