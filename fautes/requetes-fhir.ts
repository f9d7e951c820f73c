import type { Hasard } from './hasard.ts';
import { ressourceAuHasard, TYPES } from './ressources-fhir.ts';

export interface RequeteFhir {
  readonly methode: string;
  /** After `/fhir`. */
  readonly chemin: string;
  readonly entetes: Readonly<Record<string, string>>;
  readonly corps?: string;
}

const PARAMETRES = [
  '_id', '_lastUpdated', '_profile', '_tag', '_sort', '_count', '_total', '_elements', '_summary', '_include', '_revinclude',
  '_has:Task:patient:status', '_type', '_format', '_cursor', '_offset', 'name', 'family', 'given', 'birthdate', 'identifier',
  'status', 'patient', 'subject', 'owner', 'patient.identifier', 'subject:Patient.name', 'code', 'date', 'authored-on', 'near',
  'near-insee', 'organization', 'practitioner.name', 'value-quantity', 'code-value-quantity', 'component-code-value-quantity', 'combo-code-value-concept', 'relationship', '_filter', '_filter',
  '_list', '_text', '_content', '_contained', '_query', '_at', '_typeFilter', 'partof', 'location', 'active', 'gender', 'telecom', 'address-city', 'nimporte',
] as const; // prettier-ignore
const MODIFICATEURS = [
  ':exact',
  ':contains',
  ':missing',
  ':not',
  ':text',
  ':in',
  ':identifier',
  ':Patient',
  ':above',
  ':below',
  ':of-type',
  ':faux',
  ':',
];
const VALEURS = [
  'martin', 'Hélénard', '', ',', '|', 'a|b', 'urn:oid:1.2|9', '2026', '2026-13', 'ge2026-01-01', 'zz2026', 'lt', 'true', '-5', '1e400',
  'Patient/1', 'Patient/', '../../etc', '%', '\u0000', 'é'.repeat(300), '48.8|2.3|10|km', '48.8|x', "' or 1=1 --", '\\,\\|', '🩺',
  '8480-6$gt140', 'a$b$c', '$', 'urn:s|a$5||mg', 'name co "a" and (gender eq male or not (birthdate ge 1950))',
  'patient.name ew "b" or status ne x', 'name co', '((((name eq a', '$current-problems', 'Location/1', 'Task?status=requested,Patient?active=true',
  'Task:patient', 'Task:*', '-authored-on', '-_id,name', '10', '0', '-1', '999999999', 'accurate', 'data', 'id,status', '*',
] as const; // prettier-ignore
const OPERATIONS = [
  '$everything',
  '$validate',
  '$expand',
  '$lookup',
  '$document',
  '$export',
  '$rien',
  '_history',
  '_search',
  '*',
  'Task',
];
const ENTETES: readonly Readonly<Record<string, string>>[] = [
  {},
  {},
  {},
  { prefer: 'handling=lenient' },
  { prefer: 'return=minimal' },
  { prefer: 'return=OperationOutcome, handling=strict' },
  { accept: 'application/fhir+xml' },
  { accept: 'image/png' },
  { 'if-none-match': 'W/"1"' },
  { 'if-match': 'W/"1"' },
  { 'if-match': 'nimporte' },
  { 'if-none-exist': 'identifier=urn:test|1' },
  { 'if-none-exist': 'rien=1' },
  { 'if-modified-since': 'hier' },
];

/** Any request, from the well-formed to the absurd. `connus`: references the server gave. */
export function requeteAuHasard(h: Hasard, connus: readonly string[]): RequeteFhir {
  const genre = h.entier(20);
  if (genre < 7) return recherche(h);
  if (genre < 10) return lecture(h, connus);
  if (genre < 14) return ecriture(h, connus);
  if (genre < 16) return lot(h, connus);
  if (genre < 18) return operation(h, connus);
  return absurde(h);
}

const type = (h: Hasard): string => (h.une(12) ? h.parmi(['Nimporte', 'patient', 'Account', '']) : h.parmi(TYPES));
const reference = (h: Hasard, connus: readonly string[]): string =>
  connus.length > 0 && !h.une(4)
    ? h.parmi(connus)
    : `${type(h)}/${h.parmi(['1', 'absent', 'x'.repeat(65), '%2e%2e', 'a b'])}`;

function parametres(h: Hasard): string {
  const nombre = h.une(40) ? 300 : h.entier(4);
  return Array.from({ length: nombre }, () => {
    const modificateur = h.une(5) ? h.parmi(MODIFICATEURS) : '';
    const valeur = h.une(6) ? `${h.parmi(VALEURS)},${h.parmi(VALEURS)}` : h.parmi(VALEURS);
    return `${encodeURIComponent(h.parmi(PARAMETRES) + modificateur)}=${h.une(30) ? valeur : encodeURIComponent(valeur)}`;
  }).join('&');
}

function recherche(h: Hasard): RequeteFhir {
  const debut = h.une(15) ? '' : `/${type(h)}`;
  if (h.une(5))
    return {
      methode: 'POST',
      chemin: `${debut}/_search`,
      entetes: { 'content-type': 'application/x-www-form-urlencoded', ...h.parmi(ENTETES) },
      corps: parametres(h),
    };
  return { methode: 'GET', chemin: `${debut}?${parametres(h)}`, entetes: h.parmi(ENTETES) };
}

function lecture(h: Hasard, connus: readonly string[]): RequeteFhir {
  const suite = h.parmi([
    '',
    '',
    '',
    '/_history',
    '/_history/1',
    '/_history/99',
    '/_history/x',
    '/_history?_since=2020',
  ]);
  return {
    methode: h.parmi(['GET', 'GET', 'HEAD']),
    chemin: `/${reference(h, connus)}${suite}`,
    entetes: h.parmi(ENTETES),
  };
}

const JSON_FHIR = { 'content-type': 'application/fhir+json' };

function ecriture(h: Hasard, connus: readonly string[]): RequeteFhir {
  const ressource = ressourceAuHasard(h, connus);
  const entetes = { ...JSON_FHIR, ...h.parmi(ENTETES) };
  const methode = h.parmi(['POST', 'POST', 'PUT', 'PUT', 'PATCH', 'DELETE']);
  if (methode === 'POST')
    return {
      methode,
      chemin: `/${h.une(10) ? type(h) : ressource.resourceType}`,
      entetes,
      corps: JSON.stringify(ressource),
    };
  const ou = h.une(5) ? `${ressource.resourceType}?${parametres(h)}` : reference(h, connus);
  if (methode === 'DELETE') return { methode, chemin: `/${ou}`, entetes };
  if (methode === 'PUT')
    return { methode, chemin: `/${ou}`, entetes, corps: JSON.stringify({ ...ressource, id: ou.split('/')[1] ?? 'x' }) };
  if (h.une(2)) return { methode, chemin: `/${ou}`, entetes, corps: JSON.stringify(correctionFhirpath(h)) };
  return {
    methode,
    chemin: `/${ou}`,
    entetes: { ...entetes, 'content-type': 'application/json-patch+json' },
    corps: JSON.stringify([
      {
        op: h.parmi(['add', 'replace', 'remove', 'test', 'move', 'faux']),
        path: h.parmi(['/status', '/id', '/name/0', '', 'x', '/__proto__/a']),
        value: h.parmi(['x', 1, null, {}]),
      },
    ]),
  };
}

const CHEMINS = [
  'Patient', 'Patient.name', 'Patient.name[0].given', "Patient.name.where(use = 'official').family", 'Task.status', 'Observation.value', 'Resource.meta',
  'Patient.id', 'Patient.name.descendants()', "Patient.extension('urn:x')", '', '.', 'Patient.name[99999]', "Patient.name.where(family = '", 'x'.repeat(2000),
] as const; // prettier-ignore

function correctionFhirpath(h: Hasard): unknown {
  const valeur = h.parmi([
    { valueString: 'x' },
    { valueCode: 'x' },
    { valueBoolean: true },
    { valueHumanName: { family: 'Aubry' } },
    { part: [{ name: 'family', valueString: 'Aubry' }] },
    {},
  ]);
  const operation = () => ({
    name: h.une(12) ? 'autre' : 'operation',
    part: [
      { name: 'type', valueCode: h.parmi(['add', 'insert', 'delete', 'replace', 'move', 'faux']) },
      { name: 'path', valueString: h.parmi(CHEMINS) },
      { name: 'name', valueString: h.parmi(['given', 'gender', 'status', 'couleur', '__proto__', 'deceased']) },
      { name: 'value', ...valeur },
      ...(h.une(3) ? [] : [{ name: 'index', valueInteger: h.parmi([0, 1, -1, 5_000]) }]),
      { name: 'source', valueInteger: h.entier(3) },
      { name: 'destination', valueInteger: h.entier(3) },
    ],
  });
  return { resourceType: 'Parameters', parameter: Array.from({ length: h.entier(4) }, operation) };
}

function lot(h: Hasard, connus: readonly string[]): RequeteFhir {
  const entry = Array.from({ length: h.une(60) ? 600 : h.entier(6) }, (_, i) => {
    const resource = ressourceAuHasard(h, connus);
    return {
      ...(h.une(3) ? { fullUrl: `urn:uuid:00000000-0000-4000-8000-${String(i).padStart(12, '0')}` } : {}),
      ...(h.une(8) ? {} : { resource }),
      ...(h.une(15)
        ? {}
        : {
            request: {
              method: h.parmi(['POST', 'POST', 'PUT', 'GET', 'DELETE', 'PATCH', 'HEAD', 'FAUX']),
              url: h.parmi([
                resource.resourceType,
                reference(h, connus),
                `${resource.resourceType}?${parametres(h)}`,
                '',
              ]),
              ...(h.une(6) ? { ifNoneExist: parametres(h) } : {}),
              ...(h.une(6) ? { ifMatch: 'W/"1"' } : {}),
            },
          }),
    };
  });
  const bundle = {
    resourceType: 'Bundle',
    type: h.parmi(['batch', 'transaction', 'transaction', 'document', 'x']),
    entry,
  };
  return {
    methode: 'POST',
    chemin: h.parmi(['', '/']),
    entetes: { ...JSON_FHIR, ...h.parmi(ENTETES) },
    corps: JSON.stringify(bundle),
  };
}

function operation(h: Hasard, connus: readonly string[]): RequeteFhir {
  const ou = h.parmi(['', `/${type(h)}`, `/${reference(h, connus)}`]);
  const chemin = `${ou}/${h.parmi(OPERATIONS)}?${parametres(h)}`;
  return h.une(3)
    ? { methode: 'POST', chemin, entetes: JSON_FHIR, corps: JSON.stringify(ressourceAuHasard(h, connus)) }
    : { methode: 'GET', chemin, entetes: h.parmi(ENTETES) };
}

const CORPS_ABSURDES = [
  '', '{', 'null', '[]', '"texte"', '{"resourceType":"Patient","__proto__":{"a":1}}', '{"resourceType":"Patient","id":"\\u0000"}',
  '{"resourceType":"Patient","name":[{"family":"\\ud800"}]}', `${'['.repeat(5000)}${']'.repeat(5000)}`, '{"resourceType":"Binary","data":"@@"}',
  `{"resourceType":"Patient","birthDate":${'9'.repeat(400)}}`, '<Patient xmlns="http://hl7.org/fhir"><id value="a"/></Patient>',
  '<!DOCTYPE x [<!ENTITY e "e">]><Patient xmlns="http://hl7.org/fhir">&e;</Patient>', 'resourceType=Patient',
] as const; // prettier-ignore

function absurde(h: Hasard): RequeteFhir {
  const methode = h.parmi(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND']);
  const chemin = h.parmi([
    '/%00', '/%ff', '//', '/Patient/%E0%A4', '/Patient//_history', '/metadata/x', '/Patient/1/2/3/4', `/${'a'.repeat(3000)}`, '/Patient?%',
    '/Patient?=', '/Patient?&&&', '/.well-known/smart-configuration', '/metadata?_format=yaml', '/Patient/..%2f..%2fsante', '/$', '/_history',
  ]); // prettier-ignore
  const entetes = {
    'content-type': h.parmi([
      'application/fhir+json',
      'application/fhir+xml',
      'text/plain',
      'nimporte',
      'application/json; charset=latin1',
    ]),
    ...h.parmi(ENTETES),
  };
  return methode === 'GET'
    ? { methode, chemin, entetes }
    : { methode, chemin, entetes, corps: h.parmi(CORPS_ABSURDES) };
}
