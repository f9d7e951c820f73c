import type { Consent, Extension } from '@medplum/fhirtypes';
import { FAMILLES, type Famille, type Identifiee } from '#fhir/types.ts';
import type { Perimetre } from './cercle.ts';
import { NOTICE, type CategoriePro, type EtatInformation, type Mode } from './vocabulaire.ts';

/** Extensions of a Consent: what the profile has no place for. Read back by `parole.ts`. */
export const EXT = {
  etat: 'urn:cordee:information',
  mode: 'urn:cordee:mode',
  motif: 'urn:cordee:motif',
  notePar: 'urn:cordee:note-par',
  consultee: 'urn:cordee:personne-consultee',
  aupresDe: 'urn:cordee:aupres-de',
  preuve: 'urn:cordee:preuve',
  recueil: 'urn:cordee:recueil-le',
  categories: 'urn:cordee:categories',
  supports: 'urn:cordee:supports',
  mesures: 'urn:cordee:mesures',
  partage: 'urn:cordee:partage-nomme',
} as const;
export const SYSTEME_FAMILLE = 'urn:cordee:famille';

/** What makes an agreement more than a tick: how, through whom, and where its trace is kept. */
export interface Preuve {
  readonly mode?: Mode | undefined;
  /** Name and quality of whoever answered in her place. */
  readonly aupresDe?: string | undefined;
  /** Id of that representative, when the law gives them this answer. */
  readonly representant?: string | undefined;
  /** Where the paper is, or what was read on the phone. */
  readonly preuve?: string | undefined;
  /** `DocumentReference/…` of the signed document. */
  readonly document?: string | undefined;
}

/** What somebody noted of the person's word, before it is written. */
export interface Avis extends Preuve {
  readonly etat: Exclude<EtatInformation, 'non_dite'>;
  /** Who noted it, by name. */
  readonly par: string;
  readonly le: Date;
  readonly motif?: string | undefined;
  readonly personneConsultee?: string | undefined;
  readonly recueilLe?: Date | undefined;
  readonly perimetre?: Perimetre | undefined;
  readonly vise?: 'tous' | readonly string[] | undefined;
  /** Families an opposition is limited to; absent: all. */
  readonly familles?: readonly Famille[] | undefined;
}

/** What the person shares with somebody by name, SEN included. */
export interface Partage extends Preuve {
  readonly par: string;
  readonly le: Date;
  readonly membres: readonly string[];
  readonly familles: readonly Famille[];
  readonly categories: readonly CategoriePro[];
}

const texte = (url: string, valeur: string | undefined): Extension[] =>
  valeur === undefined || valeur === '' ? [] : [{ url, valueString: valeur }];

/** One Consent per word of the person; the former ones become inactive and stay. */
export function consentDe(id: string, patient: string, organisation: string, avis: Avis): Identifiee<Consent> {
  return {
    ...enTete(id, patient, organisation, avis),
    extension: extensionsDe(avis),
    ...provisionDe(avis),
  };
}

/** An agreement that names its readers: beside the general word of the person, which it does not replace. */
export function consentNomme(id: string, patient: string, organisation: string, p: Partage): Identifiee<Consent> {
  return {
    ...enTete(id, patient, organisation, p),
    extension: [
      { url: EXT.etat, valueCode: 'accord' },
      { url: EXT.partage, valueBoolean: true },
      ...texte(EXT.notePar, p.par),
      ...extensionsDePreuve(p),
      ...quatreListes(p.familles, p.categories),
    ],
    provision: permission(p.familles, p.membres),
  };
}

function enTete(
  id: string,
  patient: string,
  organisation: string,
  { le, document, representant }: Preuve & { readonly le: Date },
): Identifiee<Consent> {
  return {
    resourceType: 'Consent',
    id,
    status: 'active',
    scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'patient-privacy' }] },
    category: [{ coding: [{ system: 'http://loinc.org', code: '59284-0' }] }],
    patient: { reference: `Patient/${patient}` },
    ...((representant ?? '') === '' ? {} : { performer: [{ reference: `RelatedPerson/${representant}` }] }),
    dateTime: le.toISOString(),
    organization: [{ reference: organisation }],
    policyRule: { coding: [{ system: 'urn:cordee:notice', code: NOTICE.version }] },
    ...(document === undefined ? {} : { sourceReference: { reference: document } }),
  };
}

function extensionsDe(avis: Avis): Extension[] {
  return [
    { url: EXT.etat, valueCode: avis.etat },
    ...texte(EXT.notePar, avis.par),
    ...extensionsDePreuve(avis),
    ...texte(EXT.motif, avis.motif),
    ...texte(EXT.consultee, avis.personneConsultee),
    ...(avis.recueilLe === undefined ? [] : [{ url: EXT.recueil, valueDateTime: avis.recueilLe.toISOString() }]),
    ...(avis.perimetre === undefined
      ? []
      : quatreListes(avis.perimetre.familles, avis.perimetre.categories ?? ['sante', 'social', 'appui'])),
  ];
}

const extensionsDePreuve = ({ mode, aupresDe, preuve }: Preuve): Extension[] => [
  ...texte(EXT.mode, mode),
  ...texte(EXT.aupresDe, aupresDe),
  ...texte(EXT.preuve, preuve),
];

/**
 * The four lists of D. 1110-3-1: information, professionals, supports, security. The last two come from the notice given and are
 * frozen with the agreement. An agreement without one of them is never written (SP-08).
 */
function quatreListes(familles: readonly Famille[], categories: readonly CategoriePro[]): Extension[] {
  const listes = [familles, categories, NOTICE.supports, NOTICE.mesures];
  if (listes.some((liste) => liste.length === 0))
    throw new Error('un accord dit ses quatre listes, ou n’est pas écrit');
  return [
    ...categories.map((code) => ({ url: EXT.categories, valueCode: code })),
    ...texte(EXT.supports, NOTICE.supports.join(' ; ')),
    ...texte(EXT.mesures, NOTICE.mesures.join(' ; ')),
  ];
}

function provisionDe({ etat, perimetre, vise, familles }: Avis): Pick<Consent, 'provision'> {
  if (etat === 'opposee')
    return {
      provision: {
        type: 'deny',
        ...acteurs(vise === undefined || vise === 'tous' ? [] : vise),
        ...(familles === undefined ? {} : { securityLabel: etiquettes(familles) }),
      },
    };
  if (etat !== 'accord' || perimetre === undefined) return {};
  return { provision: permission(perimetre.familles, perimetre.membres === 'cercle' ? [] : perimetre.membres) };
}

/** One purpose, always the same: coordinating her care. Another purpose would be another agreement. */
const permission = (familles: readonly Famille[], refs: readonly string[]): NonNullable<Consent['provision']> => ({
  type: 'permit',
  purpose: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason', code: 'CAREMGT' }],
  securityLabel: etiquettes(familles),
  ...acteurs(refs),
});

const etiquettes = (familles: readonly Famille[]) =>
  FAMILLES.filter((famille) => familles.includes(famille)).map((code) => ({ system: SYSTEME_FAMILLE, code }));

function acteurs(refs: readonly string[]) {
  if (refs.length === 0) return {};
  const role = { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code: 'IRCP' }] };
  return { actor: refs.map((reference) => ({ role, reference: { reference } })) };
}
