import { refusFhir } from '#fhir/refus.ts';

export type Format = 'json' | 'xml';

/** How the answer is to be written. */
export interface Presentation {
  readonly format: Format;
  /** Indented for a human (`_pretty=true`). */
  readonly aere: boolean;
}

/** What a body is made of, by its Content-Type. */
export type GenreDeCorps = 'json' | 'xml' | 'patch' | 'formulaire';

const TYPES_LUS: Readonly<Record<string, GenreDeCorps>> = {
  'application/fhir+json': 'json',
  'application/json': 'json',
  'text/json': 'json',
  'application/fhir+xml': 'xml',
  'application/xml': 'xml',
  'text/xml': 'xml',
  'application/json-patch+json': 'patch',
  'application/x-www-form-urlencoded': 'formulaire',
};

const TYPES_ECRITS: Readonly<Record<string, Format>> = {
  'application/fhir+json': 'json',
  'application/json': 'json',
  'text/json': 'json',
  json: 'json',
  'application/fhir+xml': 'xml',
  'application/xml': 'xml',
  'text/xml': 'xml',
  xml: 'xml',
  // Files of an export are read by their own door: the manifest and the refusals are JSON.
  'application/fhir+ndjson': 'json',
  'application/ndjson': 'json',
  'text/html': 'json',
  'application/*': 'json',
  'text/*': 'json',
  '*/*': 'json',
};

export const TYPE_MIME: Readonly<Record<Format, string>> = {
  json: 'application/fhir+json; charset=utf-8',
  xml: 'application/fhir+xml; charset=utf-8',
};

/** Chooses the format of the answer from `_format`, which wins, then from Accept. Nothing we write suits: 406. */
export function choisirPresentation(
  accept: string | undefined,
  params: readonly (readonly [string, string])[],
): Presentation {
  const demande = params.find(([nom]) => nom === '_format')?.[1];
  const aere = params.some(([nom, valeur]) => nom === '_pretty' && valeur !== 'false');
  if (demande !== undefined && demande !== '') {
    // A « + » that was not encoded reaches us as a space.
    const format = formatDe(demande.trim().replace(' ', '+'));
    if (format === undefined) throw inacceptable(`_format=${demande}`);
    return { format, aere };
  }
  if (accept === undefined || accept === '' || accept === 'application/fhir+json') return { format: 'json', aere };
  return { format: formatAccepte(accept), aere };
}

function formatAccepte(accept: string): Format {
  const choix = accept
    .split(',')
    .map((partie) => ({ format: formatDe(partie), poids: poidsDe(partie) }))
    .filter(({ format, poids }) => format !== undefined && poids > 0)
    .toSorted((a, b) => b.poids - a.poids);
  const [premier] = choix;
  if (premier?.format === undefined) throw inacceptable(`Accept: ${accept}`);
  return premier.format;
}

function formatDe(texte: string): Format | undefined {
  const [mime = '', ...options] = texte.split(';').map((partie) => partie.trim().toLowerCase());
  const version = options.find((o) => o.startsWith('fhirversion='))?.slice('fhirversion='.length);
  if (version !== undefined && !/^"?4\.0(\.[01])?"?$/.test(version)) return undefined;
  return Object.hasOwn(TYPES_ECRITS, mime) ? TYPES_ECRITS[mime] : undefined;
}

function poidsDe(partie: string): number {
  const poids = Number(/;\s*q=([0-9.]+)/i.exec(partie)?.[1] ?? '1');
  return Number.isNaN(poids) ? 0 : poids;
}

/** Genre of the body from its Content-Type; absent: FHIR JSON. Anything else: 415. */
export function genreDuCorps(type: string | undefined, encodage: string | undefined): GenreDeCorps {
  if (encodage !== undefined && encodage !== '' && encodage !== 'identity')
    throw refusFhir(415, 'not-supported', `Le corps compressé (« ${encodage} ») n’est pas lu : envoyez-le tel quel.`);
  if (type === undefined || type === '' || type === 'application/fhir+json') return 'json';
  const [mime = ''] = type.split(';');
  const genre = mime.trim().toLowerCase();
  const lu = Object.hasOwn(TYPES_LUS, genre) ? TYPES_LUS[genre] : undefined;
  if (lu === undefined)
    throw refusFhir(
      415,
      'not-supported',
      `Le type de contenu « ${mime} » n’est pas lu. Envoyez application/fhir+json, application/fhir+xml, ou application/json-patch+json pour un PATCH.`,
    );
  return lu;
}

function inacceptable(demande: string) {
  return refusFhir(
    406,
    'not-supported',
    `Rien ne peut être servi pour « ${demande} ». Formats servis : application/fhir+json et application/fhir+xml (FHIR 4.0).`,
  );
}

/** What `Prefer` asks of the answer. */
export interface Preferences {
  readonly retour: 'minimal' | 'representation' | 'OperationOutcome' | undefined;
  /** Unknown parameters are ignored and said so, instead of refused. */
  readonly indulgent: boolean;
  readonly asynchrone: boolean;
}

const SANS_PREFERENCE: Preferences = { retour: undefined, indulgent: false, asynchrone: false };

export function lirePreferences(prefer: string | undefined): Preferences {
  if (prefer === undefined || prefer === '') return SANS_PREFERENCE;
  const demandes = new Set(prefer.split(/[,;]/).map((p) => p.trim().replaceAll('"', '')));
  const retour = (['minimal', 'representation', 'OperationOutcome'] as const).find((r) => demandes.has(`return=${r}`));
  return { retour, indulgent: demandes.has('handling=lenient'), asynchrone: demandes.has('respond-async') };
}
