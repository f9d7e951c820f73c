import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { pourquoiPas, representantDe, porteurDeMandat, estMineure, type Representant } from './representants.ts';
import { CLES_ETENDUES, CLES_QUALITES_REPRESENTANT } from './vocabulaire-protection.ts';

const LE = new Date('2026-11-24T09:00:00Z');
const unMandat = (changements: Partial<Representant> = {}): Representant => ({
  id: 'r1',
  version: 1,
  nom: 'Mme Garde',
  qualite: 'tutelle',
  etendue: 'personne_et_biens',
  depuis: new Date('2025-05-03'),
  jusque: new Date('2030-05-03'),
  ...changements,
});
const juger = (r: Representant, mineure = false) =>
  (['recevoir', 'consentir'] as const).map((geste) => pourquoiPas(r, geste, { mineure, le: LE }));

describe('ce qu’un mandat permet, et quand', () => {
  test('chaque mesure, à la personne et en cours : recevoir, puis répondre à sa place', () => {
    const majeur = CLES_QUALITES_REPRESENTANT.map((qualite) => [qualite, ...juger(unMandat({ qualite }))]);
    expect(majeur).toEqual([
      ['autorite_parentale', 'majeure', 'majeure'],
      ['sauvegarde', 'sans_pouvoir', 'sans_pouvoir'],
      ['curatelle', undefined, 'sans_pouvoir'],
      ['tutelle', undefined, undefined],
      ['habilitation', undefined, undefined],
      ['mandat', undefined, undefined],
    ]);
    expect(juger(unMandat({ qualite: 'autorite_parentale', jusque: undefined }), true)).toEqual([undefined, undefined]);
  });

  test('sur les biens seuls, avant son début ou après sa fin, un mandat ne permet rien', () => {
    expect(juger(unMandat({ etendue: 'biens' }))).toEqual(['biens', 'biens']);
    expect(juger(unMandat({ depuis: new Date('2027-01-01') }))).toEqual(['pas_commence', 'pas_commence']);
    expect(juger(unMandat({ jusque: LE }))).toEqual(['fini', 'fini']);
  });

  test('qui peut répondre à sa place peut recevoir ; après la fin, personne ne peut plus rien', () => {
    const mandats = fc.record({
      qualite: fc.constantFrom(...CLES_QUALITES_REPRESENTANT),
      etendue: fc.constantFrom(...CLES_ETENDUES),
      jusque: fc.option(fc.date({ noInvalidDate: true }), { nil: undefined }),
      mineure: fc.boolean(),
    });
    fc.assert(
      fc.property(mandats, ({ mineure, ...mandat }) => {
        const [recevoir, consentir] = juger(unMandat(mandat), mineure);
        const fini = mandat.jusque !== undefined && mandat.jusque <= LE;
        expect(recevoir === undefined || consentir !== undefined).toBe(true);
        expect(fini && recevoir === undefined).toBe(false);
      }),
    );
  });

  test('un mandat écrit se relit le même', () => {
    const mandat = unMandat({ telephone: '0199001234', preuve: 'jugement' });
    const ecrit = porteurDeMandat({
      ...mandat,
      telephone: '0199001234',
      preuve: 'jugement',
      patient: 'p1',
      debut: new Date('2025-05-03'),
      fin: mandat.jusque,
      relation: [],
    });
    expect(representantDe(ecrit, 1)).toEqual(mandat);
  });

  test('la majorité se prend le jour des dix-huit ans', () => {
    const ne = (birthDate: string) => estMineure({ resourceType: 'Patient', birthDate }, LE);
    expect([ne('2008-11-25'), ne('2008-11-24')]).toEqual([true, false]);
  });
});
