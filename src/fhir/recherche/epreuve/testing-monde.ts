import type { Identifiee } from '../../types.ts';

/** A small territory of invented persons: accents, missing elements, several values, dates of every precision, dangling references. */
export interface Monde {
  readonly ressources: readonly Identifiee[];
  /** Entries of the national directory, seen by everybody. */
  readonly annuaire: readonly Identifiee[];
  /** Persons out of the reader's reach: nothing about them may show. */
  readonly caches: ReadonlySet<string>;
}

type Tirage = (n: number) => number;

/** Small generator (Park-Miller): the same seed gives the same territory. */
function tirage(graine: number): Tirage {
  let etat = graine % 2_147_483_647 || 1;
  return (n) => {
    etat = (etat * 48_271) % 2_147_483_647;
    return etat % n;
  };
}

export const NOMS = ['Hélénard', 'Helenard', 'Martin', 'Martinez', 'Le Gall', 'O’Brien', 'Lénard', 'Zoé-Marie'];
export const PRENOMS = ['Éloïse', 'Jean', 'Jean-Marc', 'Œdipe', 'Anne', 'Zoé', 'Zoe'];
export const DATES = [
  '1940',
  '1940-02',
  '1940-02-29',
  '1962-07-14',
  '1999-12-31',
  '2026-11-01',
  '2026-11-01T10:00:00+01:00',
  '2026-11-01T09:00:00Z',
  '2026-11-28T23:30:00.500Z',
];
export const SYSTEMES = ['urn:oid:1.2', 'http://s.invalid/a|b', undefined];
export const CODES = ['requested', 'accepted', 'a,b', 'x$y', 'back\\slash'];
export const STATUTS = ['requested', 'accepted', 'completed'];

export function construireMonde(graine: number): Monde {
  const n = tirage(graine);
  const parmi = <T>(liste: readonly T[]): T => liste[n(liste.length)] as T;
  const peutEtre = <T>(valeur: () => T): T | undefined => (n(3) === 0 ? undefined : valeur());
  const ref = (type: string, combien: number) => ({ reference: `${type}/${type.toLowerCase()}-${n(combien + 1)}` });
  const nom = () => ({
    family: peutEtre(() => parmi(NOMS)),
    given: n(3) === 0 ? undefined : [parmi(PRENOMS), ...(n(2) === 0 ? [parmi(PRENOMS)] : [])],
  });
  const identifiant = () => ({ system: parmi(SYSTEMES), value: parmi(['1', '2', '3', 'a|b', 'c,d']) });
  const concept = () => ({
    coding: [{ system: parmi(SYSTEMES), code: parmi(CODES), display: parmi(['Diabète', 'Suivi']) }],
    text: peutEtre(() => parmi(['Chute à domicile', 'Œdème'])),
  });
  const quand = () => peutEtre(() => parmi(DATES));
  const plusieurs = <T>(max: number, faire: () => T): T[] | undefined =>
    n(4) === 0 ? undefined : Array.from({ length: 1 + n(max) }, faire);
  const lot = (type: string, combien: number, faire: () => object) =>
    Array.from({ length: combien }, (_, i) =>
      nettoyer({
        resourceType: type,
        id: `${type.toLowerCase()}-${i}`,
        meta: n(3) === 0 ? { tag: [{ system: 'urn:t', code: parmi(['vu', 'neuf']) }] } : undefined,
        ...faire(),
      }),
    );
  const praticien = () => ({
    name: plusieurs(2, nom),
    identifier: plusieurs(2, identifiant),
    active: peutEtre(() => n(2) === 0),
  });
  const ressources = [
    ...lot('Organization', 4, () => ({
      name: peutEtre(() => parmi(NOMS)),
      partOf: peutEtre(() => ref('Organization', 4)),
      identifier: plusieurs(1, identifiant),
    })),
    ...lot('Practitioner', 6, praticien),
    ...lot('Patient', 12, () => ({
      name: plusieurs(2, nom),
      gender: peutEtre(() => parmi(['male', 'female'])),
      birthDate: peutEtre(() => parmi(DATES.slice(0, 5))),
      identifier: plusieurs(2, identifiant),
      generalPractitioner: plusieurs(2, () => ref('Practitioner', 6)),
      managingOrganization: peutEtre(() => ref('Organization', 4)),
    })),
    ...lot('Task', 40, () => ({
      status: parmi(STATUTS),
      intent: 'order',
      owner: peutEtre(() => (n(2) === 0 ? ref('Practitioner', 6) : ref('Organization', 4))),
      for: peutEtre(() => ref('Patient', 12)),
      authoredOn: quand(),
      executionPeriod: peutEtre(() => ({ start: quand(), end: quand() })),
      code: peutEtre(concept),
      partOf: n(4) === 0 ? [ref('Task', 40)] : undefined,
      requester: n(5) === 0 ? { identifier: identifiant() } : undefined,
    })),
    ...lot('Observation', 30, () => ({
      status: 'final',
      code: concept(),
      subject: peutEtre(() => ref('Patient', 12)),
      performer: plusieurs(2, () => ref('Practitioner', 6)),
      effectiveDateTime: quand(),
      valueQuantity: peutEtre(() => ({
        value: parmi([-3, 0, 5.4, 5.44, 99.5, 100, 100.4, 120]),
        unit: parmi(['mg', 'kg']),
        system: 'http://u.invalid',
        code: parmi(['mg', 'kg']),
      })),
    })),
  ] as Identifiee[];
  const annuaire = lot('Practitioner', 6, praticien).map((r, i) => ({
    ...r,
    id: i < 2 ? `practitioner-${i}` : `national-${i}`,
  })) as Identifiee[];
  return { ressources, annuaire, caches: new Set(['patient-1', 'patient-4', 'patient-7']) };
}

/** JSON never carries what is absent. */
function nettoyer(objet: object): object {
  return JSON.parse(JSON.stringify(objet)) as object;
}
