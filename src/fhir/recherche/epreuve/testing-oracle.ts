import type { Identifiee } from '../../types.ts';
import type { Monde } from './testing-monde.ts';

// A second reading of the FHIR rules, in memory and without any index, to be compared with the first.
type Objet = { readonly [cle: string]: unknown };
type Jeton = { readonly s: string | undefined; readonly c: string };
export type Intervalle = { readonly lo: number; readonly hi: number };

/** Values of one parameter, taken by hand from the resource. */
export interface Valeurs {
  readonly jetons?: readonly Jeton[];
  readonly textes?: readonly string[];
  readonly refs?: readonly string[];
  readonly dates?: readonly Intervalle[];
  readonly nombres?: readonly { readonly v: number; readonly unites: readonly string[] }[];
}

const liste = (v: unknown): readonly Objet[] =>
  v === undefined ? [] : Array.isArray(v) ? (v as Objet[]) : [v as Objet];
const texteDe = (v: unknown): readonly string[] => (typeof v === 'string' ? [v] : []);
const codages = (v: unknown): Jeton[] =>
  liste(v).flatMap((c) =>
    liste(c['coding']).map((x) => ({ s: x['system'] as string | undefined, c: x['code'] as string })),
  );
const identifiants = (v: unknown): Jeton[] =>
  liste(v).map((i) => ({ s: i['system'] as string | undefined, c: i['value'] as string }));
const refs = (v: unknown): string[] => liste(v).flatMap((r) => texteDe(r['reference']));
const noms = (v: unknown, parts: readonly ('family' | 'given')[]): string[] =>
  liste(v).flatMap((n) => {
    const famille = parts.includes('family') ? texteDe(n['family']) : [];
    const prenoms = parts.includes('given') ? ((n['given'] as string[] | undefined) ?? []) : [];
    const entier =
      famille.length + prenoms.length > 1 && parts.length === 2 ? [[...famille, ...prenoms].join(' ')] : [];
    return [...famille, ...prenoms, ...entier];
  });

export function intervalle(texte: string): Intervalle {
  if (/^\d{4}$/.test(texte)) return { lo: Date.parse(texte), hi: Date.parse(String(Number(texte) + 1)) - 1 };
  if (/^\d{4}-\d\d$/.test(texte)) {
    const [annee = 0, mois = 0] = texte.split('-').map(Number);
    return { lo: Date.UTC(annee, mois - 1, 1), hi: Date.UTC(annee, mois, 1) - 1 };
  }
  if (texte.length === 10) return { lo: Date.parse(texte), hi: Date.parse(texte) + 86_399_999 };
  const precision = /\.\d{3}/.test(texte) ? 1 : 1000;
  return { lo: Date.parse(texte), hi: Date.parse(texte) + precision - 1 };
}

const dates = (v: unknown): Intervalle[] => texteDe(v).map(intervalle);
const periode = (v: unknown): Intervalle[] =>
  liste(v).flatMap((p) => {
    const [debut] = dates(p['start']);
    const [fin] = dates(p['end']);
    return debut || fin
      ? [{ lo: debut?.lo ?? Date.parse('0000-01-01T00:00:00Z'), hi: fin?.hi ?? Date.parse('9999-12-31T23:59:59.999Z') }]
      : [];
  });

type Lecture = (r: Objet) => Valeurs;

const COMMUNS: Readonly<Record<string, Lecture>> = {
  _tag: (r) => ({
    jetons: liste((r['meta'] as Objet | undefined)?.['tag']).map((t) => ({
      s: t['system'] as string,
      c: t['code'] as string,
    })),
  }),
};
const PRATICIEN: Readonly<Record<string, Lecture>> = {
  name: (r) => ({ textes: noms(r['name'], ['family', 'given']) }),
  family: (r) => ({ textes: noms(r['name'], ['family']) }),
  identifier: (r) => ({ jetons: identifiants(r['identifier']) }),
};

export const PARAMETRES: Readonly<Record<string, Readonly<Record<string, Lecture>>>> = {
  Organization: {
    ...COMMUNS,
    name: (r) => ({ textes: texteDe(r['name']) }),
    identifier: (r) => ({ jetons: identifiants(r['identifier']) }),
    partof: (r) => ({ refs: refs(r['partOf']) }),
  },
  Practitioner: {
    ...COMMUNS,
    ...PRATICIEN,
    active: (r) => ({ jetons: typeof r['active'] === 'boolean' ? [{ s: undefined, c: String(r['active']) }] : [] }),
  },
  Patient: {
    ...COMMUNS,
    ...PRATICIEN,
    gender: (r) => ({ jetons: texteDe(r['gender']).map((c) => ({ s: undefined, c })) }),
    birthdate: (r) => ({ dates: dates(r['birthDate']) }),
    'general-practitioner': (r) => ({ refs: refs(r['generalPractitioner']) }),
    organization: (r) => ({ refs: refs(r['managingOrganization']) }),
  },
  Task: {
    ...COMMUNS,
    status: (r) => ({ jetons: texteDe(r['status']).map((c) => ({ s: undefined, c })) }),
    code: (r) => ({ jetons: codages(r['code']) }),
    owner: (r) => ({ refs: refs(r['owner']) }),
    patient: (r) => ({ refs: refs(r['for']) }),
    'part-of': (r) => ({ refs: refs(r['partOf']) }),
    'authored-on': (r) => ({ dates: dates(r['authoredOn']) }),
    period: (r) => ({ dates: periode(r['executionPeriod']) }),
  },
  Observation: {
    ...COMMUNS,
    code: (r) => ({ jetons: codages(r['code']) }),
    subject: (r) => ({ refs: refs(r['subject']) }),
    performer: (r) => ({ refs: refs(r['performer']) }),
    date: (r) => ({ dates: dates(r['effectiveDateTime']) }),
    'value-quantity': (r) => ({
      nombres: liste(r['valueQuantity']).map((q) => ({
        v: q['value'] as number,
        unites: [`||${String(q['code'])}`, `||${String(q['unit'])}`, `|${String(q['system'])}|${String(q['code'])}`],
      })),
    }),
  },
};

export function valeurs(r: Identifiee, code: string): Valeurs {
  return PARAMETRES[r.resourceType]?.[code]?.(r as unknown as Objet) ?? {};
}

/** Accents, case and signs do not count. */
export function plier(texte: string): string {
  const sansMarques = texte.normalize('NFD').replaceAll(/[\u0300-\u036F]/g, '');
  return sansMarques
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .split(/[^a-z0-9]+/)
    .filter((mot) => mot !== '')
    .join(' ');
}

export function comparer(prefixe: string, cible: Intervalle, cherche: Intervalle): boolean {
  const dedans = cible.lo >= cherche.lo && cible.hi <= cherche.hi;
  const regles: Readonly<Record<string, boolean>> = {
    eq: dedans,
    ne: !dedans,
    gt: cible.hi > cherche.hi,
    lt: cible.lo < cherche.lo,
    ge: cible.hi > cherche.hi || dedans,
    le: cible.lo < cherche.lo || dedans,
    sa: cible.lo > cherche.hi,
    eb: cible.hi < cherche.lo,
  };
  return regles[prefixe] ?? false;
}

/** Is this resource one that the reader may see? The rule of the test: nothing about a hidden person. */
export function visible(monde: Monde, r: Identifiee): boolean {
  const personne =
    r.resourceType === 'Patient'
      ? r.id
      : (valeurs(r, 'patient').refs ?? valeurs(r, 'subject').refs ?? [])[0]?.replace('Patient/', '');
  return personne === undefined || !monde.caches.has(personne);
}

/** Everything the reader may see, the territory's copy before the directory's. */
export function visibles(monde: Monde): readonly Identifiee[] {
  const locales = new Set(monde.ressources.map((r) => `${r.resourceType}/${r.id}`));
  return [
    ...monde.ressources.filter((r) => visible(monde, r)),
    ...monde.annuaire.filter((r) => !locales.has(`${r.resourceType}/${r.id}`)),
  ];
}

/** Key a resource sorts by: its first value in the direction of the sort; undefined sorts last. */
export function cleDeTri(r: Identifiee, code: string, descendant: boolean): string | undefined {
  if (code === '_id') return r.id;
  const v = valeurs(r, code);
  const cles = [
    ...(v.jetons ?? []).map((j) => j.c).filter((c) => !c.includes('|')),
    ...(v.textes ?? []).map(plier),
    ...(v.refs ?? []),
    ...(v.dates ?? []).map((d) => new Date(d.lo).toISOString()),
    ...(v.nombres ?? []).map((n) => String(Math.round(n.v * 100) + 100_000).padStart(8, '0')),
  ].sort(parCode);
  return descendant ? cles.at(-1) : cles[0];
}

export function parCode(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

export function trier(
  lignes: readonly Identifiee[],
  tri: readonly { code: string; descendant: boolean }[],
): readonly Identifiee[] {
  return [...lignes].sort((a, b) => {
    for (const { code, descendant } of tri) {
      const [x, y] = [cleDeTri(a, code, descendant), cleDeTri(b, code, descendant)];
      if (x === y) continue;
      if (x === undefined) return 1;
      if (y === undefined) return -1;
      return descendant ? parCode(y, x) : parCode(x, y);
    }
    return parCode(a.id, b.id);
  });
}
