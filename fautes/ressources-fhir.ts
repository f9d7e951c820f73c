import type { Hasard } from './hasard.ts';

export const TYPES = [
  'Patient',
  'Practitioner',
  'Task',
  'ServiceRequest',
  'Observation',
  'Organization',
  'Condition',
  'CarePlan',
] as const;

type Json = { readonly [cle: string]: unknown };
type Ressource = Json & { readonly resourceType: string };

/** A resource of one of the types, most often right, sometimes broken somewhere. Fictitious from end to end. */
export function ressourceAuHasard(h: Hasard, connus: readonly string[]): Ressource {
  const juste = MODELES[h.parmi(TYPES)](h, connus);
  return h.une(3) ? abimer(h, juste) : juste;
}

const patient = (connus: readonly string[], h: Hasard) => ({
  reference: connus.filter((c) => c.startsWith('Patient/')).at(h.entier(5)) ?? 'Patient/absent',
});
const identifiant = (h: Hasard) => [{ system: 'urn:cordee-fautes:essai', value: String(h.entier(100_000)) }];
const nom = (h: Hasard) => [
  {
    family: h.parmi(['Aubry', 'L’Hélénard', 'de La Rochefoucauld-Montbrison', 'Œuvrard']),
    given: [h.parmi(['Jeanne', 'Zoé', 'Noël'])],
  },
];
const code = (texte: string) => ({ coding: [{ system: 'urn:cordee-fautes:code', code: texte }], text: texte });

const MODELES: Readonly<Record<(typeof TYPES)[number], (h: Hasard, connus: readonly string[]) => Ressource>> = {
  Patient: (h) => ({
    resourceType: 'Patient',
    identifier: identifiant(h),
    name: nom(h),
    gender: h.parmi(['female', 'male', 'other']),
    birthDate: h.parmi(['1942', '1942-03', '1942-03-12']),
  }),
  Practitioner: (h) => ({ resourceType: 'Practitioner', identifier: identifiant(h), name: nom(h), active: !h.une(3) }),
  Organization: (h) => ({
    resourceType: 'Organization',
    identifier: identifiant(h),
    name: h.parmi(['SAD d’essai', 'Maison Éole']),
  }),
  Task: (h, connus) => ({
    resourceType: 'Task',
    status: h.parmi(['requested', 'accepted', 'completed']),
    intent: 'order',
    for: patient(connus, h),
    authoredOn: '2026-11-02T10:00:00+01:00',
    code: code('visite'),
  }),
  ServiceRequest: (h, connus) => ({
    resourceType: 'ServiceRequest',
    identifier: identifiant(h),
    status: 'active',
    intent: 'order',
    subject: patient(connus, h),
  }),
  Observation: (h, connus) => ({
    resourceType: 'Observation',
    status: 'final',
    code: code('poids'),
    subject: patient(connus, h),
    effectiveDateTime: '2026-11-02',
    valueQuantity: { value: h.entier(1000) / 10, unit: 'kg', system: 'http://unitsofmeasure.org', code: 'kg' },
  }),
  Condition: (h, connus) => ({ resourceType: 'Condition', subject: patient(connus, h), code: code('chute') }),
  CarePlan: (h, connus) => ({
    resourceType: 'CarePlan',
    status: 'active',
    intent: 'plan',
    subject: patient(connus, h),
  }),
};

/** One thing wrong: a value of another kind, a missing or unknown element, a size nobody expects. */
function abimer(h: Hasard, ressource: Ressource): Ressource {
  const cles = Object.keys(ressource).filter((c) => c !== 'resourceType');
  const cle = h.parmi(cles);
  const mauvaise = h.parmi([
    null,
    12,
    -0,
    'x',
    [],
    {},
    [null],
    [[1]],
    { reference: 5 },
    'é'.repeat(5000),
    '\u0000',
    true,
    { coding: 'x' },
  ]);
  return h.parmi<Ressource>([
    { ...ressource, [cle]: mauvaise },
    { ...ressource, inconnu: mauvaise },
    { ...ressource, [`_${cle}`]: { extension: mauvaise } },
    { ...ressource, extension: [{ url: h.parmi(['', 'urn:x', 5]), valueString: mauvaise }] },
    { ...ressource, meta: { profile: mauvaise, tag: mauvaise, versionId: mauvaise } },
    { ...ressource, contained: [ressource, mauvaise] },
    Object.fromEntries(Object.entries(ressource).filter(([c]) => c !== cle)) as Ressource,
  ]);
}
