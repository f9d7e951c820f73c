import fc from 'fast-check';
import type { Identifiee } from '../../types.ts';
import { CODES, DATES, NOMS, PRENOMS, STATUTS, SYSTEMES, type Monde } from './testing-monde.ts';
import { comparer, intervalle, plier, valeurs, visibles } from './testing-oracle.ts';

/** One parameter of a search, and what it means. */
export interface CritereTire {
  readonly nom: string;
  readonly valeur: string;
  readonly garde: (r: Identifiee, monde: Monde) => boolean;
}

type Arbitraire = fc.Arbitrary<CritereTire>;

const echapper = (texte: string): string => texte.replaceAll(/[\\,|$]/g, (c) => `\\${c}`);

function jeton(code: string, systemes: readonly (string | undefined)[], codes: readonly string[]): Arbitraire {
  const un = fc
    .record({ s: fc.constantFrom(...systemes, '' as const, null), c: fc.constantFrom(...codes, undefined) })
    .filter(({ s, c }) => c !== undefined || (s !== undefined && s !== '' && s !== null));
  return fc
    .record({ liste: fc.array(un, { minLength: 1, maxLength: 2 }), non: fc.boolean() })
    .map(({ liste, non }) => ({
      nom: non ? `${code}:not` : code,
      valeur: liste
        .map(({ s, c }) => (s === null || s === undefined ? echapper(c ?? '') : `${echapper(s)}|${echapper(c ?? '')}`))
        .join(','),
      garde: (r) => {
        const js = valeurs(r, code).jetons ?? [];
        const trouve = liste.some(({ s, c }) =>
          js.some(
            (j) =>
              (s === null || s === undefined || (s === '' ? j.s === undefined : j.s === s)) &&
              (c === undefined || j.c === c),
          ),
        );
        return non ? !trouve : trouve;
      },
    }));
}

function texte(code: string): Arbitraire {
  const mot = fc
    .oneof(
      fc.constantFrom(...NOMS, ...PRENOMS),
      fc.constantFrom(...NOMS, ...PRENOMS).chain((n) => fc.nat(n.length - 1).map((i) => n.slice(0, i + 1))),
      fc.constantFrom('helenard jean', 'le', 'gall', 'enar', 'HÉLÉNARD', 'oe', 'marie'),
    )
    .filter((m) => plier(m) !== '');
  return fc
    .record({ mots: fc.array(mot, { minLength: 1, maxLength: 2 }), mode: fc.constantFrom('', ':exact', ':contains') })
    .map(({ mots, mode }) => ({
      nom: code + mode,
      valeur: mots.map(echapper).join(','),
      garde: (r) =>
        (valeurs(r, code).textes ?? []).some((t) =>
          mots.some((m) =>
            mode === ':exact' ? t === m : mode === '' ? plier(t).startsWith(plier(m)) : plier(t).includes(plier(m)),
          ),
        ),
    }));
}

function date(code: string): Arbitraire {
  return fc
    .record({
      p: fc.constantFrom('', 'eq', 'ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb'),
      ds: fc.array(fc.constantFrom(...DATES, '2026', '2026-11', '2026-11-01T09:00Z'), { minLength: 1, maxLength: 2 }),
    })
    .map(({ p, ds }) => ({
      nom: code,
      valeur: ds.map((d) => p + d).join(','),
      garde: (r) =>
        (valeurs(r, code).dates ?? []).some((cible) =>
          ds.some((d) =>
            comparer(
              p || 'eq',
              cible,
              d.length === 17 ? { lo: Date.parse(d), hi: Date.parse(d) + 59_999 } : intervalle(d),
            ),
          ),
        ),
    }));
}

function nombre(code: string): Arbitraire {
  return fc
    .record({
      p: fc.constantFrom('', 'ne', 'gt', 'lt', 'ge', 'le'),
      n: fc.constantFrom('100', '5.4', '5.40', '-3', '0', '1e2'),
      u: fc.constantFrom('', '||mg', '|http://u.invalid|kg'),
    })
    .map(({ p, n, u }) => {
      const moitie = n === '1e2' ? 5 : 0.5 * 10 ** -(n.split('.')[1]?.length ?? 0);
      const [v, lo, hi] = [Number(n), Number(n) - moitie, Number(n) + moitie];
      const regles = (x: number): boolean => {
        if (p === '' || p === 'ne') return (x >= lo && x < hi) === (p === '');
        return p === 'gt' ? x > v : p === 'lt' ? x < v : p === 'ge' ? x >= v : x <= v;
      };
      return {
        nom: code,
        valeur: p + n + u,
        garde: (r) => (valeurs(r, code).nombres ?? []).some((q) => (u === '' || q.unites.includes(u)) && regles(q.v)),
      };
    });
}

function reference(code: string, cibles: readonly string[]): Arbitraire {
  const une = fc.record({
    cible: fc.constantFrom(...cibles),
    n: fc.nat(6),
    forme: fc.constantFrom('pleine', 'nue', 'adresse', 'version'),
  });
  return une.map(({ cible, n, forme }) => {
    const id = `${cible.toLowerCase()}-${n}`;
    const ecrite =
      {
        pleine: `${cible}/${id}`,
        nue: id,
        adresse: `https://maison.invalid/fhir/${cible}/${id}`,
        version: `${cible}/${id}/_history/3`,
      }[forme] ?? id;
    return { nom: code, valeur: ecrite, garde: (r) => (valeurs(r, code).refs ?? []).includes(`${cible}/${id}`) };
  });
}

function absence(code: string): Arbitraire {
  return fc.boolean().map((absent) => ({
    nom: `${code}:missing`,
    valeur: String(absent),
    garde: (r) => Object.values(valeurs(r, code)).every((v) => v.length === 0) === absent,
  }));
}

/** `code.suite=` : the reader follows only what it may see. */
function chaine(code: string, cible: string, suite: Arbitraire): Arbitraire {
  return suite.map(({ nom, valeur, garde }) => ({
    nom: `${code}:${cible}.${nom}`,
    valeur,
    garde: (r, monde) => {
      const vus = visibles(monde).filter((t) => t.resourceType === cible && garde(t, monde));
      return (valeurs(r, code).refs ?? []).some((ref) => vus.some((t) => ref === `${cible}/${t.id}`));
    },
  }));
}

function inverse(type: string, porteur: string, code: string, suite: Arbitraire): Arbitraire {
  return suite.map(({ nom, valeur, garde }) => ({
    nom: `_has:${porteur}:${code}:${nom}`,
    valeur,
    garde: (r, monde) =>
      visibles(monde).some(
        (p) =>
          p.resourceType === porteur && (valeurs(p, code).refs ?? []).includes(`${type}/${r.id}`) && garde(p, monde),
      ),
  }));
}

const ids = (type: string): Arbitraire =>
  fc.array(fc.nat(12), { minLength: 1, maxLength: 3 }).map((ns) => ({
    nom: '_id',
    valeur: ns.map((n) => `${type.toLowerCase()}-${n}`).join(','),
    garde: (r) => ns.some((n) => r.id === `${type.toLowerCase()}-${n}`),
  }));
const tag = jeton('_tag', ['urn:t', undefined], ['vu', 'neuf']);
const identifiant = jeton('identifier', SYSTEMES, ['1', '2', '3', 'a|b', 'c,d']);
const code = jeton('code', SYSTEMES, CODES);

const organisation = fc.oneof(
  texte('name'),
  identifiant,
  tag,
  reference('partof', ['Organization']),
  absence('name'),
  ids('Organization'),
  chaine('partof', 'Organization', texte('name')),
);
const praticien = fc.oneof(
  texte('name'),
  texte('family'),
  identifiant,
  tag,
  jeton('active', [undefined], ['true', 'false']),
  absence('active'),
  ids('Practitioner'),
);
const patientSeul = fc.oneof(
  texte('name'),
  texte('family'),
  identifiant,
  jeton('gender', [undefined], ['male', 'female']),
  date('birthdate'),
  absence('birthdate'),
  reference('general-practitioner', ['Practitioner']),
  reference('organization', ['Organization']),
  ids('Patient'),
  chaine('general-practitioner', 'Practitioner', praticien),
  chaine('organization', 'Organization', organisation),
);
const tacheSeule = fc.oneof(
  jeton('status', [undefined], STATUTS),
  code,
  reference('owner', ['Practitioner', 'Organization']),
  reference('patient', ['Patient']),
  date('authored-on'),
  date('period'),
  absence('owner'),
  absence('code'),
  absence('period'),
  tag,
  ids('Task'),
);

/** Criteria of each type, chains and `_has` included, down to three links. */
export const CRITERES: Readonly<Record<string, Arbitraire>> = {
  Organization: organisation,
  Practitioner: fc.oneof(
    praticien,
    inverse('Practitioner', 'Patient', 'general-practitioner', patientSeul),
    inverse('Practitioner', 'Task', 'owner', tacheSeule),
  ),
  Patient: fc.oneof(
    { weight: 3, arbitrary: patientSeul },
    { weight: 1, arbitrary: inverse('Patient', 'Task', 'patient', tacheSeule) },
  ),
  Task: fc.oneof(
    { weight: 3, arbitrary: tacheSeule },
    { weight: 1, arbitrary: chaine('patient', 'Patient', patientSeul) },
    { weight: 1, arbitrary: chaine('part-of', 'Task', tacheSeule) },
  ),
  Observation: fc.oneof(
    code,
    reference('subject', ['Patient']),
    reference('performer', ['Practitioner']),
    date('date'),
    nombre('value-quantity'),
    absence('value-quantity'),
    chaine('subject', 'Patient', patientSeul),
    chaine('performer', 'Practitioner', praticien),
  ),
};

/** Parameters each type can be sorted by. */
export const TRIS: Readonly<Record<string, readonly string[]>> = {
  Organization: ['name', '_id', 'partof'],
  Practitioner: ['family', 'name', 'active', '_id'],
  Patient: ['birthdate', 'family', 'gender', 'organization', '_id'],
  Task: ['authored-on', 'status', 'period', 'owner', '_id'],
  Observation: ['date', 'value-quantity', 'subject', '_id'],
};
