import type { Resource } from '@medplum/fhirtypes';
import type { Famille, Identifiee } from '#fhir/types.ts';

/** One element of the record, in the words of the person. */
export interface Ligne {
  readonly famille: Famille;
  readonly sorte: string;
  readonly texte: readonly string[];
  readonly le?: Date | undefined;
  readonly par?: string | undefined;
}

/** What each kind of element is called on paper; a kind without a name is called « Autre information ». */
const SORTES: Readonly<Record<string, string>> = {
  Patient: 'Votre identité',
  RelatedPerson: 'Un proche',
  CareTeam: 'Les personnes qui vous accompagnent',
  Consent: 'Votre accord ou votre refus',
  Flag: 'À savoir',
  Condition: 'Problème de santé',
  AllergyIntolerance: 'Allergie',
  MedicationRequest: 'Traitement prescrit',
  MedicationStatement: 'Traitement',
  Immunization: 'Vaccin',
  Observation: 'Mesure ou évaluation',
  Encounter: 'Rencontre ou séjour',
  Procedure: 'Acte',
  DiagnosticReport: 'Résultat d’examen',
  DocumentReference: 'Document',
  Composition: 'Synthèse',
  CarePlan: 'Votre plan',
  Goal: 'Votre objectif',
  ServiceRequest: 'Demande faite pour vous',
  Task: 'Ce qui a été fait pour vous',
  Communication: 'Message ou appel',
  QuestionnaireResponse: 'Questionnaire',
  Appointment: 'Rendez-vous',
  EpisodeOfCare: 'Accompagnement',
};

/** Fields that hold the words of an element, in the order one reads them. */
const MOTS = [
  'title',
  'code',
  'type',
  'category',
  'medicationCodeableConcept',
  'vaccineCode',
  'relationship',
  'name',
  'birthDate',
  'telecom',
  'address',
  'description',
  'conclusion',
  'topic',
  'reasonCode',
  'valueString',
  'valueCodeableConcept',
  'valueQuantity',
  'component',
  'dosage',
  'dosageInstruction',
  'participant',
  'payload',
  'section',
  'item',
  'content',
  'note',
  'comment',
] as const;

/** Where the date of an element is, most telling first. */
const DATES = [
  'effectiveDateTime',
  'onsetDateTime',
  'occurrenceDateTime',
  'performedDateTime',
  'dateTime',
  'date',
  'sent',
  'authoredOn',
  'recordedDate',
  'created',
  'issued',
  'start',
] as const;

const AUTEURS = ['author', 'recorder', 'asserter', 'sender', 'requester', 'performer', 'owner'] as const;

/** Keys that are for machines: never on paper. */
const MUETS = new Set([
  'extension',
  'data',
  'hash',
  'size',
  'system',
  'code',
  'reference',
  'id',
  'meta',
  'linkId',
  'use',
  'contentType',
  'url',
  'status',
  'rank',
  'div',
]);

/** An element as lines of plain text; never a code, an address of a system or an identifier of ours. */
export function lisible(ressource: Identifiee, famille: Famille): Ligne {
  const texte = MOTS.flatMap((champ) => mots(Reflect.get(ressource, champ), champ));
  return {
    famille,
    sorte: SORTES[ressource.resourceType] ?? 'Autre information',
    texte: [...new Set(texte.filter((t) => t.trim() !== ''))],
    le: dateDe(ressource),
    par: AUTEURS.map((champ) => nomDe(Reflect.get(ressource, champ))).find((nom) => nom !== undefined),
  };
}

function mots(valeur: unknown, champ: string): readonly string[] {
  if (typeof valeur === 'string')
    return [champ === 'birthDate' ? `Date de naissance : ${jourEnMots(valeur)}` : enMots(valeur)];
  if (typeof valeur === 'number') return [String(valeur).replace('.', ',')];
  if (Array.isArray(valeur)) return valeur.flatMap((v) => mots(v, champ));
  if (typeof valeur !== 'object' || valeur === null) return [];
  if (champ === 'name') return [nomHumain(valeur)];
  if (champ === 'valueQuantity') return [quantite(valeur)];
  // A concept says itself once: its own text, else the label of its code.
  if (typeof Reflect.get(valeur, 'text') === 'string') {
    const { text: propre, coding: _codes, ...reste } = valeur as { text: string; coding?: unknown };
    return [propre, ...Object.entries(reste).flatMap(([cle, v]) => (seTait(cle, v) ? [] : mots(v, cle)))];
  }
  return Object.entries(valeur).flatMap(([cle, v]) => (seTait(cle, v) ? [] : mots(v, cle)));
}

/** A code alone is for machines; a concept called `code` says its words. */
const seTait = (cle: string, valeur: unknown): boolean =>
  MUETS.has(cle) && !(cle === 'code' && typeof valeur === 'object');

/** A date among the words of an element is said in words too. */
const enMots = (texte: string): string => (/^\d{4}-\d{2}-\d{2}(T|$)/u.test(texte) ? jourEnMots(texte) : texte);

function nomHumain(nom: object): string {
  const texte: unknown = Reflect.get(nom, 'text');
  if (typeof texte === 'string') return texte;
  const prenoms: unknown = Reflect.get(nom, 'given');
  return [Reflect.get(nom, 'family'), ...(Array.isArray(prenoms) ? prenoms : [])]
    .filter((mot) => typeof mot === 'string')
    .join(' ');
}

function quantite(valeur: object): string {
  const nombre: unknown = Reflect.get(valeur, 'value');
  const unite: unknown = Reflect.get(valeur, 'unit');
  return typeof nombre === 'number'
    ? `${String(nombre).replace('.', ',')}${typeof unite === 'string' ? ` ${unite}` : ''}`
    : '';
}

function nomDe(valeur: unknown): string | undefined {
  if (Array.isArray(valeur)) return valeur.map(nomDe).find((nom) => nom !== undefined);
  if (typeof valeur !== 'object' || valeur === null) return undefined;
  const nom: unknown = Reflect.get(valeur, 'display');
  return typeof nom === 'string' ? nom : nomDe(Reflect.get(valeur, 'actor'));
}

function dateDe(r: Resource): Date | undefined {
  const texte = DATES.map((champ): unknown => Reflect.get(r, champ)).find((v) => typeof v === 'string');
  const date = new Date(typeof texte === 'string' ? texte : (r.meta?.lastUpdated ?? ''));
  return Number.isNaN(date.getTime()) ? undefined : date;
}

const JOUR = new Intl.DateTimeFormat('fr-FR', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'Europe/Paris',
});

/** `12 mars 1942`; what is not a whole date stays as it is. */
export function jourEnMots(jour: string | Date): string {
  const date = new Date(jour);
  return Number.isNaN(date.getTime()) || (typeof jour === 'string' && jour.length < 10)
    ? String(jour)
    : JOUR.format(date);
}
