import { enTexte } from '../passage.ts';

/** Form of each primitive of R4 in JSON, and how to say it. Source: http://hl7.org/fhir/R4/datatypes.html */
interface Forme {
  readonly genre: 'string' | 'number' | 'boolean';
  convient(valeur: never): boolean;
  readonly attendu: string;
}

const texte = (attendu: string, convient: (valeur: string) => boolean): Forme => ({
  genre: 'string',
  attendu,
  convient,
});
const motif = (attendu: string, expression: RegExp): Forme => texte(attendu, (valeur) => expression.test(valeur));
const entier = (attendu: string, minimum: number): Forme => ({
  genre: 'number',
  attendu,
  convient: (valeur: number) => Number.isInteger(valeur) && valeur >= minimum && valeur <= 2_147_483_647,
});

const DATE = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/;
const INSTANT =
  /^(\d{4}-\d\d-\d\d)T(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)$/;

/** A date of the calendar, its day or its month possibly left out; year 0000 does not exist. */
function estDate(valeur: string): boolean {
  const lu = DATE.exec(valeur);
  if (lu === null || lu[1] === '0000') return false;
  const [annee, mois, jour] = [Number(lu[1]), Number(lu[2] ?? 1), Number(lu[3] ?? 1)];
  if (mois < 1 || mois > 12 || jour < 1) return false;
  const bissextile = (annee % 4 === 0 && annee % 100 !== 0) || annee % 400 === 0;
  return jour <= (mois === 2 ? (bissextile ? 29 : 28) : [4, 6, 9, 11].includes(mois) ? 30 : 31);
}

function estInstant(valeur: string): boolean {
  const lu = INSTANT.exec(valeur);
  return lu?.[1] !== undefined && estDate(lu[1]);
}

/** Walked by hand: the published expression backtracks without end on a large attachment. */
function estBase64(valeur: string): boolean {
  let signes = 0;
  let egals = 0;
  for (let i = 0; i < valeur.length; i += 1) {
    const c = valeur.charCodeAt(i);
    if (c === 32 || (c >= 9 && c <= 13)) continue;
    if (c === 61) egals += 1;
    else if (egals > 0 || !estSigneBase64(c)) return false;
    signes += 1;
  }
  return signes > 0 && signes % 4 === 0 && egals <= 2;
}

function estSigneBase64(c: number): boolean {
  return (c >= 65 && c <= 90) || (c >= 97 && c <= 122) || (c >= 48 && c <= 57) || c === 43 || c === 47;
}

const uri = motif('une adresse sans espace', /^\S+$/);
/** Text: something to read, no control character but tab and ends of line. */
const libre = texte(
  'un texte non vide, sans caractère de contrôle',
  (valeur) => /\S/.test(valeur) && !aUnControle(valeur),
);

function aUnControle(valeur: string): boolean {
  for (let i = 0; i < valeur.length; i += 1) {
    const c = valeur.charCodeAt(i);
    if (c < 32 && c !== 9 && c !== 10 && c !== 13) return true;
  }
  return false;
}

const FORMES: Readonly<Record<string, Forme>> = {
  boolean: { genre: 'boolean', attendu: 'vrai ou faux', convient: () => true },
  integer: entier('un nombre entier', -2_147_483_648),
  positiveInt: entier('un nombre entier à partir de 1', 1),
  unsignedInt: entier('un nombre entier à partir de 0', 0),
  decimal: { genre: 'number', attendu: 'un nombre', convient: (valeur: number) => Number.isFinite(valeur) },
  string: libre,
  markdown: libre,
  xhtml: libre,
  code: motif('un code sans espace en trop', /^\S+(?: \S+)*$/),
  id: motif('1 à 64 lettres sans accent, chiffres, points ou tirets', /^[A-Za-z0-9.-]{1,64}$/),
  uri,
  url: uri,
  canonical: uri,
  oid: motif('urn:oid: suivi d’un identifiant à points', /^urn:oid:[0-2](?:\.(?:0|[1-9]\d*))+$/),
  uuid: motif('urn:uuid: suivi d’un UUID en minuscules', /^urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
  date: texte('une date AAAA, AAAA-MM ou AAAA-MM-JJ', estDate),
  dateTime: texte(
    'une date, ou une date et une heure avec son fuseau',
    (valeur) => estDate(valeur) || estInstant(valeur),
  ),
  instant: texte('une date et une heure à la seconde, avec son fuseau', estInstant),
  time: motif('une heure HH:MM:SS', /^(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?$/),
  base64Binary: texte('un contenu en base64', estBase64),
};

const GENRES = { string: 'un texte', number: 'un nombre', boolean: 'vrai ou faux' } as const;

/** What is wrong with a primitive value, in French; undefined when nothing is. An unknown type accepts any primitive. */
export function fauteDePrimitif(type: string, valeur: unknown): string | undefined {
  const forme = FORMES[type];
  if (forme === undefined) return typeof valeur === 'object' ? 'Une valeur simple est attendue.' : undefined;
  if (typeof valeur !== forme.genre) return `Une valeur de type ${type} est attendue (${GENRES[forme.genre]} en JSON).`;
  // The kind was just checked: each form only reads its own.
  if (forme.convient(valeur as never)) return undefined;
  return `« ${abreger(enTexte(valeur))} » n’est pas de type ${type}. Attendu : ${forme.attendu}.`;
}

/** Nothing of a value but its beginning goes back in a message; an address needs more of it to be known. */
export function abreger(valeur: string, signes = 60): string {
  return valeur.length <= signes ? valeur : `${valeur.slice(0, signes)}…`;
}
