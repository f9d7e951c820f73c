import type { Consent, Extension } from '@medplum/fhirtypes';
import { FAMILLES, type Famille, type Identifiee } from '#fhir/types.ts';
import { SANS_INFORMATION, type Information, type Opposition, type PartageNomme, type Perimetre } from './cercle.ts';
import {
  CLES_FAMILLES,
  CLES_MODES,
  ETATS_INFORMATION,
  NOTICE,
  type EtatInformation,
  type Mode,
} from './vocabulaire.ts';

const EXT = {
  etat: 'urn:cordee:information',
  mode: 'urn:cordee:mode',
  motif: 'urn:cordee:motif',
  notePar: 'urn:cordee:note-par',
  consultee: 'urn:cordee:personne-consultee',
  aupresDe: 'urn:cordee:aupres-de',
  recueil: 'urn:cordee:recueil-le',
  supports: 'urn:cordee:supports',
  mesures: 'urn:cordee:mesures',
} as const;
const SYSTEME_FAMILLE = 'urn:cordee:famille';

/** What somebody noted of the person's word, before it is written. */
export interface Avis {
  readonly etat: Exclude<EtatInformation, 'non_dite'>;
  /** Who noted it, by name. */
  readonly par: string;
  readonly le: Date;
  readonly mode?: Mode | undefined;
  readonly motif?: string | undefined;
  readonly personneConsultee?: string | undefined;
  readonly aupresDe?: string | undefined;
  readonly recueilLe?: Date | undefined;
  readonly perimetre?: Perimetre | undefined;
  readonly vise?: 'tous' | readonly string[] | undefined;
}

const texte = (url: string, valeur: string | undefined): Extension[] =>
  valeur === undefined ? [] : [{ url, valueString: valeur }];

/** One Consent per word of the person; the former ones become inactive and stay. */
export function consentDe(id: string, patient: string, organisation: string, avis: Avis): Identifiee<Consent> {
  return {
    resourceType: 'Consent',
    id,
    status: 'active',
    scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'patient-privacy' }] },
    category: [{ coding: [{ system: 'http://loinc.org', code: '59284-0' }] }],
    patient: { reference: `Patient/${patient}` },
    dateTime: avis.le.toISOString(),
    organization: [{ reference: organisation }],
    policyRule: { coding: [{ system: 'urn:cordee:notice', code: NOTICE.version }] },
    extension: extensionsDe(avis),
    ...provisionDe(avis),
  };
}

function extensionsDe(avis: Avis): Extension[] {
  return [
    { url: EXT.etat, valueCode: avis.etat },
    ...texte(EXT.notePar, avis.par),
    ...texte(EXT.mode, avis.mode),
    ...texte(EXT.motif, avis.motif),
    ...texte(EXT.consultee, avis.personneConsultee),
    ...texte(EXT.aupresDe, avis.aupresDe),
    ...(avis.recueilLe === undefined ? [] : [{ url: EXT.recueil, valueDateTime: avis.recueilLe.toISOString() }]),
    // Two of the four lists of D. 1110-3-1 come from the notice given: they are frozen with the agreement.
    ...(avis.perimetre === undefined
      ? []
      : [...texte(EXT.supports, NOTICE.supports.join(' ; ')), ...texte(EXT.mesures, NOTICE.mesures.join(' ; '))]),
  ];
}

function provisionDe({ etat, perimetre, vise }: Avis): Pick<Consent, 'provision'> {
  if (etat === 'opposee')
    return { provision: { type: 'deny', ...acteurs(vise === undefined || vise === 'tous' ? [] : vise) } };
  if (etat !== 'accord' || perimetre === undefined) return {};
  return {
    provision: {
      type: 'permit',
      securityLabel: perimetre.familles.map((code) => ({ system: SYSTEME_FAMILLE, code })),
      ...acteurs(perimetre.membres === 'cercle' ? [] : perimetre.membres),
    },
  };
}

function acteurs(refs: readonly string[]) {
  if (refs.length === 0) return {};
  const role = { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code: 'IRCP' }] };
  return { actor: refs.map((reference) => ({ role, reference: { reference } })) };
}

/** What the active Consents of a person say together: the last word, and every opposition not lifted. */
export function informationDe(consents: readonly Consent[]): Information {
  const actifs = consents
    .filter(({ status }) => status === 'active')
    .sort((a, b) => (a.dateTime ?? '').localeCompare(b.dateTime ?? ''));
  const oppositions = actifs.filter((consent) => consent.provision?.type === 'deny').map(lireOpposition);
  const dernier = actifs.findLast((consent) => consent.provision?.type !== 'deny');
  const avis = dernier === undefined ? SANS_INFORMATION : lireAvis(dernier);
  const pourTous = oppositions.find(({ vise, familles }) => vise === 'tous' && familles === undefined);
  if (pourTous === undefined) {
    const nommes = actifs.flatMap(lireNommes);
    return { ...avis, ...(nommes.length === 0 ? {} : { nommes }), oppositions };
  }
  return { etat: 'opposee', le: pourTous.le, notePar: pourTous.notePar, oppositions };
}

function lireAvis(consent: Consent): Information {
  const recueil = consent.extension?.find(({ url }) => url === EXT.recueil)?.valueDateTime;
  return {
    etat: lireEtat(consent),
    le: new Date(consent.dateTime ?? 0),
    notePar: lireTexte(consent, EXT.notePar),
    mode: CLES_MODES.find((mode) => mode === lireTexte(consent, EXT.mode)),
    motif: lireTexte(consent, EXT.motif),
    personneConsultee: lireTexte(consent, EXT.consultee),
    recueilLe: recueil === undefined ? undefined : new Date(recueil),
    perimetre: lirePerimetre(consent),
    oppositions: [],
  };
}

function lireEtat(consent: Consent): EtatInformation {
  const code = consent.extension?.find(({ url }) => url === EXT.etat)?.valueCode ?? '';
  return Object.hasOwn(ETATS_INFORMATION, code) ? (code as EtatInformation) : 'non_dite';
}

function lirePerimetre({ provision }: Consent): Perimetre | undefined {
  if (provision?.type !== 'permit') return undefined;
  const codes = (provision.securityLabel ?? []).map(({ code }) => code);
  return {
    familles: CLES_FAMILLES.filter((famille) => codes.includes(famille)),
    membres: lireVises(provision) ?? 'cercle',
  };
}

function lireNommes({ provision }: Consent): readonly PartageNomme[] {
  if (provision?.type !== 'permit') return [];
  return (lireVises(provision) ?? []).map((ref) => ({ ref, familles: lireFamilles(provision) ?? [] }));
}

function lireFamilles(provision: Consent['provision']): readonly Famille[] | undefined {
  const codes = provision?.securityLabel?.map(({ code }) => code);
  return codes === undefined ? undefined : FAMILLES.filter((famille) => famille !== 'ORG' && codes.includes(famille));
}

function lireOpposition(consent: Consent): Opposition {
  return {
    id: consent.id ?? '',
    vise: lireVises(consent.provision) ?? 'tous',
    familles: lireFamilles(consent.provision),
    le: new Date(consent.dateTime ?? 0),
    notePar: lireTexte(consent, EXT.notePar) ?? '',
  };
}

function lireVises(provision: Consent['provision']): readonly string[] | undefined {
  return provision?.actor?.flatMap(({ reference }) =>
    reference?.reference === undefined ? [] : [reference.reference],
  );
}

function lireTexte(consent: Consent, url: string): string | undefined {
  return consent.extension?.find((extension) => extension.url === url)?.valueString;
}
