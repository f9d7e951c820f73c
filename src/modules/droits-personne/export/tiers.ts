import type { CareTeam, Patient, RelatedPerson } from '@medplum/fhirtypes';
import type { Identifiee } from '#fhir/types.ts';
import { objetDe, porte, references, sansLIntime, type Element } from './intime.ts';
import { libre } from './libre.ts';

/** Visibility labels of CI-SIS (TRE_A07): to be announced by a professional before the person reads it. */
const A_ANNONCER = 'INVISIBLE_PATIENT';
/** Label a professional puts on what somebody outside the care said, or on what is about such a person. */
export const SYSTEME_TIERS = 'urn:cordee:droits';
export const CODE_TIERS = 'tiers';

/** Who said it, whatever the type calls it. */
const DITES_PAR = [
  'sender',
  'author',
  'informant',
  'informationSource',
  'source',
  'asserter',
  'recorder',
  'performer',
  'reporter',
  'requester',
] as const;

/** Why an element is read by somebody before it leaves. */
export const RAISONS = {
  dit_par_un_tiers: 'Dit par un proche, ou par quelqu’un qui ne soigne pas la personne',
  etiquete_tiers: 'Signalé comme venant d’un tiers, ou parlant de lui',
  autre_dossier: 'Cite une autre personne suivie ici',
  identite_proche: 'Dit le nom d’un proche',
  texte_libre: 'Texte écrit librement',
} as const;
export type Raison = keyof typeof RAISONS;

export interface Decision {
  readonly version: number;
  readonly garder: boolean;
}

export interface ARelire {
  readonly objet: string;
  readonly ressource: Identifiee;
  readonly version: number;
  readonly raison: Raison;
  /** Undefined: nobody decided yet, or it changed since. */
  readonly garder: boolean | undefined;
}

export interface Tri {
  /** What leaves, as it leaves. */
  readonly gardees: readonly Identifiee[];
  readonly aRelire: readonly ARelire[];
  readonly aAnnoncer: number;
}

export interface Regle {
  readonly patient: string;
  readonly decisions: ReadonlyMap<string, Decision>;
  /** The record goes to whoever represents her. */
  readonly representant: boolean;
  /** References hidden from representatives besides the labels. */
  readonly masques: readonly string[];
  /** Only what happened since then; absent: everything. What is hidden is followed through the whole record first. */
  readonly depuis?: Date | undefined;
}

/**
 * What may be handed over, in this order:
 *  1. to a representative: what the person keeps from them is not there, nor anything that points at it; nothing below counts it;
 *  2. what is still to be announced to her stays out, and is counted for the professional only;
 *  3. what somebody else said, or names, and every free text, waits for a decision: without one it stays out;
 *  4. who stands beside her is there without a name, until somebody decided that the name leaves too.
 * Source: L. 1111-7 CSP (information gathered from, or about, somebody who takes no part in the care), SP-14. Pure.
 */
export function trier(elements: readonly Element[], regle: Regle): Tri {
  const { depuis } = regle;
  const toutes = regle.representant ? sansLIntime(elements, regle.masques) : elements;
  const siennes = toutes.filter(({ le }) => depuis === undefined || le === undefined || le >= depuis);
  const annoncees = siennes.filter(({ ressource }) => !porte(ressource, A_ANNONCER));
  const aRelire = annoncees.flatMap((element): ARelire[] => {
    const raison = raisonDe(element.ressource, regle.patient);
    if (raison === undefined) return [];
    const objet = objetDe(element.ressource);
    const decision = regle.decisions.get(objet);
    return [{ objet, ...element, raison, garder: decision?.version === element.version ? decision.garder : undefined }];
  });
  const dehors = new Set(aRelire.filter(({ garder }) => garder !== true).map(({ objet }) => objet));
  const nommes = new Set(aRelire.filter(({ garder }) => garder === true).map(({ objet }) => objet));
  return {
    gardees: annoncees.flatMap(({ ressource }) => sortie(ressource, dehors, nommes)),
    aRelire,
    aAnnoncer: siennes.length - annoncees.length,
  };
}

function raisonDe(r: Identifiee, patient: string): Raison | undefined {
  if (r.meta?.security?.some((s) => s.system === SYSTEME_TIERS && s.code === CODE_TIERS)) return 'etiquete_tiers';
  if (r.resourceType === 'Patient') return (r.contact ?? []).length > 0 ? 'identite_proche' : undefined;
  if (r.resourceType === 'RelatedPerson') return 'identite_proche';
  // Somebody written by name only: nothing says whether they care for her.
  if (r.resourceType === 'CareTeam') return (r.contained ?? []).length > 0 ? 'identite_proche' : undefined;
  const dites = DITES_PAR.flatMap((champ) => references(Reflect.get(r, champ)));
  // Whoever answered in her place signed it: her own word, not theirs.
  if (r.resourceType !== 'Consent' && dites.some((ref) => ref.startsWith('RelatedPerson/'))) return 'dit_par_un_tiers';
  if (references(r).some((ref) => ref.startsWith('Patient/') && ref !== `Patient/${patient}`)) return 'autre_dossier';
  return libre(r) ? 'texte_libre' : undefined;
}

function sortie(r: Identifiee, dehors: ReadonlySet<string>, nommes: ReadonlySet<string>): readonly Identifiee[] {
  const objet = objetDe(r);
  if (r.resourceType === 'RelatedPerson') return [proche(r, nommes.has(objet))];
  if (r.resourceType === 'Patient') return [sansContacts(r, nommes.has(objet))];
  if (r.resourceType === 'CareTeam') return [sansNoms(sansInconnus(r, nommes.has(objet)), nommes)];
  return dehors.has(objet) ? [] : [sansNoms(r, nommes)];
}

/** A relative keeps a link with the person; a name, when it was decided; never a telephone, an address or a birth. */
function proche(r: Identifiee<RelatedPerson>, nomme: boolean): Identifiee<RelatedPerson> {
  const { resourceType, id, meta, active, patient, relationship, period, name } = r;
  return {
    resourceType,
    id,
    ...(meta === undefined ? {} : { meta }),
    ...(active === undefined ? {} : { active }),
    patient,
    ...(relationship === undefined ? {} : { relationship }),
    ...(period === undefined ? {} : { period }),
    ...(nomme && name !== undefined ? { name } : {}),
  };
}

function sansContacts(r: Identifiee<Patient>, nomme: boolean): Identifiee<Patient> {
  const { link: _autresDossiers, contact, ...reste } = r;
  if (!nomme || contact === undefined) return reste;
  return {
    ...reste,
    contact: contact.map(({ telecom: _joindre, address: _adresse, organization: _structure, ...qui }) => qui),
  };
}

function sansInconnus(r: Identifiee<CareTeam>, nommes: boolean): Identifiee<CareTeam> {
  if (nommes) return r;
  const { contained: _parLeNom, participant, ...reste } = r;
  const connus = participant?.filter(({ member }) => member?.reference?.startsWith('#') !== true);
  return connus === undefined ? reste : { ...reste, participant: connus };
}

/** A one-time link in a message opens somebody else’s answer: it never leaves with a record. */
export const sansLiens = (texte: string): string =>
  texte.replaceAll(/\bhttps?:\/\/[^\s"<>]{1,200}?\/r\/t[0-9]{4}\.[A-Za-z0-9_-]{43}/gu, '(lien retiré)');

/** The name written beside a reference to a relative leaves only with that relative’s own decision. */
function sansNoms(r: Identifiee, nommes: ReadonlySet<string>): Identifiee {
  // The shape is kept: only displays of references are taken away.
  return nettoyer(r, nommes) as Identifiee;
}

function nettoyer(valeur: unknown, nommes: ReadonlySet<string>): unknown {
  if (Array.isArray(valeur)) return valeur.map((v) => nettoyer(v, nommes));
  if (typeof valeur === 'string') return sansLiens(valeur);
  if (typeof valeur !== 'object' || valeur === null) return valeur;
  const ref: unknown = Reflect.get(valeur, 'reference');
  const anonyme = typeof ref === 'string' && ref.startsWith('RelatedPerson/') && !nommes.has(ref);
  return Object.fromEntries(
    Object.entries(valeur).flatMap(([cle, v]) => (anonyme && cle === 'display' ? [] : [[cle, nettoyer(v, nommes)]])),
  );
}
