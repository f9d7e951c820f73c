import type { Patient, RelatedPerson } from '@medplum/fhirtypes';
import type { Portee } from '#fhir/store/portee.ts';
import { porteeSysteme } from '#acces/portee.ts';
import type { Identifiee } from '#fhir/types.ts';
import type { Transaction } from '#socle/transaction.ts';
import { refus } from './refus.ts';
import {
  CLES_ETENDUES,
  CLES_QUALITES_REPRESENTANT,
  QUALITES_REPRESENTANT,
  type Etendue,
  type QualiteRepresentant,
} from './vocabulaire-protection.ts';

export const EXT_MESURE = 'urn:cordee:mesure';
export const EXT_ETENDUE = 'urn:cordee:etendue';
export const EXT_PREUVE = 'urn:cordee:preuve';
const MAJORITE = 18;
const DANS_L_ACTION = porteeSysteme('cercle.protection');

/** Who answers for somebody, or beside her, by law: in what quality, how far, between which dates. */
export interface Representant {
  readonly id: string;
  readonly version: number;
  readonly nom: string;
  readonly telephone?: string | undefined;
  readonly qualite: QualiteRepresentant;
  readonly etendue: Etendue;
  readonly depuis?: Date | undefined;
  /** End of the measure, or day a judgment took the quality away. */
  readonly jusque?: Date | undefined;
  readonly preuve?: string | undefined;
}

/** Receiving what is written about her (L. 1111-7 CSP), or answering in her place. */
export type Geste = 'recevoir' | 'consentir';
export type PourquoiPas = 'pas_commence' | 'fini' | 'biens' | 'sans_pouvoir' | 'majeure';

export const nomDuProche = ({ name: [nom] = [] }: RelatedPerson): string =>
  [nom?.given?.[0], nom?.family ?? nom?.text].filter((mot) => mot !== undefined).join(' ');

export const telephoneDuProche = ({ telecom = [] }: RelatedPerson): string | undefined =>
  telecom.find(({ system }) => system === 'phone')?.value;

/** Undefined for a relative who has no mandate. Pure. */
export function representantDe(r: RelatedPerson & { readonly id: string }, version: number): Representant | undefined {
  const code = (url: string) => r.extension?.find((extension) => extension.url === url)?.valueCode;
  const qualite = CLES_QUALITES_REPRESENTANT.find((cle) => cle === code(EXT_MESURE));
  if (qualite === undefined) return undefined;
  return {
    id: r.id,
    version,
    nom: nomDuProche(r),
    telephone: telephoneDuProche(r),
    qualite,
    etendue: CLES_ETENDUES.find((cle) => cle === code(EXT_ETENDUE)) ?? 'biens',
    depuis: r.period?.start === undefined ? undefined : new Date(r.period.start),
    jusque: r.period?.end === undefined ? undefined : new Date(r.period.end),
    preuve: r.extension?.find(({ url }) => url === EXT_PREUVE)?.valueString,
  };
}

/**
 * Why this mandate does not cover this gesture on that day; undefined when it does. Whoever represents or assists her about her person
 * receives what is written (C. civ. 459); only whoever represents her answers in her place; parental authority ends at eighteen. Pure.
 */
export function pourquoiPas(
  { qualite, etendue, depuis, jusque }: Representant,
  geste: Geste,
  { mineure, le }: { readonly mineure: boolean; readonly le: Date },
): PourquoiPas | undefined {
  if (qualite === 'autorite_parentale' && !mineure) return 'majeure';
  if (depuis !== undefined && depuis > le) return 'pas_commence';
  if (jusque !== undefined && jusque <= le) return 'fini';
  if (etendue === 'biens') return 'biens';
  const { pouvoir } = QUALITES_REPRESENTANT[qualite];
  const suffit = pouvoir === 'represente' || (pouvoir === 'assiste' && geste === 'recevoir');
  return suffit ? undefined : 'sans_pouvoir';
}

/** `nom, tuteur ou tutrice`: what is written beside what they said or received. */
export const direRepresentant = ({ nom, qualite }: Representant): string =>
  `${nom}, ${QUALITES_REPRESENTANT[qualite].exercee}`;

export function estMineure({ birthDate }: Patient, le: Date): boolean {
  if (birthDate === undefined) return false;
  const majorite = new Date(birthDate);
  majorite.setUTCFullYear(majorite.getUTCFullYear() + MAJORITE);
  return majorite > le;
}

/** Mandates of a person, running or not, those that run first; within a reach. */
export async function representantsDe(
  tx: Transaction,
  patient: string,
  portee: Portee,
): Promise<readonly Representant[]> {
  const lus = await tx.magasin.chercher('RelatedPerson', { patient, toks: ['active=true'] }, portee);
  return lus
    .flatMap(({ ressource, version }) => representantDe(ressource, version) ?? [])
    .sort((a, b) => Number(estFini(a, tx.maintenant)) - Number(estFini(b, tx.maintenant)) || a.id.localeCompare(b.id));
}

const estFini = ({ jusque }: Representant, le: Date): boolean => jusque !== undefined && jusque <= le;

/** Is the person a minor today? Read inside an action or a view whose right is decided. */
export async function personneMineure(tx: Transaction, patient: string): Promise<boolean> {
  const lu = await tx.magasin.lire('Patient', patient, DANS_L_ACTION);
  return lu !== undefined && estMineure(lu.ressource, tx.maintenant);
}

/**
 * The representative, when their mandate covers this gesture today; refused otherwise, and the refusal says why. Somebody who is not this
 * person’s representative is refused the same way whoever they are.
 */
export async function exigerMandat(tx: Transaction, patient: string, id: string, geste: Geste): Promise<Representant> {
  const [trouve] = (await representantsDe(tx, patient, DANS_L_ACTION)).filter((r) => r.id === id);
  if (trouve === undefined) throw refus.representant_inconnu();
  const pourquoi = pourquoiPas(trouve, geste, { mineure: await personneMineure(tx, patient), le: tx.maintenant });
  if (pourquoi !== undefined) throw refus[`mandat_${pourquoi}`]();
  return trouve;
}

/** Representatives whose mandate lets them receive what is written about her today, within a reach. */
export async function recevantDe(tx: Transaction, patient: string, portee: Portee): Promise<readonly Representant[]> {
  const quand = { mineure: await personneMineure(tx, patient), le: tx.maintenant };
  const notes = await representantsDe(tx, patient, portee);
  return notes.filter((r) => pourquoiPas(r, 'recevoir', quand) === undefined);
}

/** The measure, as the resource that carries it. */
export function porteurDeMandat(
  r: Pick<Representant, 'id' | 'nom' | 'qualite' | 'etendue'> & {
    readonly telephone: string;
    readonly preuve: string;
    readonly patient: string;
    readonly debut: Date;
    readonly fin?: Date | undefined;
    readonly relation: NonNullable<RelatedPerson['relationship']>;
  },
): Identifiee<RelatedPerson> {
  return {
    resourceType: 'RelatedPerson',
    id: r.id,
    identifier: [{ system: 'urn:cordee:proche', value: r.id }],
    active: true,
    patient: { reference: `Patient/${r.patient}` },
    relationship: [{ coding: [{ system: TRE_R260, code: 'GUARD', display: 'Représentant légal' }] }, ...r.relation],
    name: [{ family: r.nom }],
    telecom: [{ system: 'phone', value: r.telephone }],
    period: { start: r.debut.toISOString(), ...(r.fin === undefined ? {} : { end: r.fin.toISOString() }) },
    extension: [
      { url: EXT_MESURE, valueCode: r.qualite },
      { url: EXT_ETENDUE, valueCode: r.etendue },
      { url: EXT_PREUVE, valueString: r.preuve },
    ],
  };
}

const TRE_R260 = 'https://mos.esante.gouv.fr/NOS/TRE_R260-HL7RoleClass/FHIR/TRE-R260-HL7RoleClass';
