import type { Consent } from '@medplum/fhirtypes';
import { FAMILLES, type Famille } from '#fhir/types.ts';
import { SANS_INFORMATION, type Information, type Opposition, type PartageNomme, type Perimetre } from './cercle.ts';
import { EXT } from './consentement.ts';
import {
  CLES_CATEGORIES,
  CLES_FAMILLES,
  CLES_MODES,
  ETATS_INFORMATION,
  type CategoriePro,
  type EtatInformation,
} from './vocabulaire.ts';

/** What the active Consents of a person say together: the last general word, what she shares by name, every opposition not lifted. */
export function informationDe(consents: readonly Consent[]): Information {
  const actifs = consents
    .filter(({ status }) => status === 'active')
    .sort((a, b) => (a.dateTime ?? '').localeCompare(b.dateTime ?? ''));
  const oppositions = actifs.filter((consent) => consent.provision?.type === 'deny').map(lireOpposition);
  const dernier = actifs.findLast((consent) => consent.provision?.type !== 'deny' && !estNomme(consent));
  const avis = dernier === undefined ? SANS_INFORMATION : lireAvis(dernier);
  const pourTous = oppositions.find(({ vise, familles }) => vise === 'tous' && familles === undefined);
  if (pourTous === undefined) {
    const nommes = actifs.flatMap(lireNommes);
    return { ...avis, ...(nommes.length === 0 ? {} : { nommes }), oppositions };
  }
  return { etat: 'opposee', le: pourTous.le, notePar: pourTous.notePar, oppositions };
}

/** An agreement noted beside the general word, for somebody by name. */
export function estNomme(consent: Consent): boolean {
  return consent.extension?.some(({ url, valueBoolean }) => url === EXT.partage && valueBoolean === true) === true;
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
    aupresDe: lireTexte(consent, EXT.aupresDe),
    preuve: lireTexte(consent, EXT.preuve),
    recueilLe: recueil === undefined ? undefined : new Date(recueil),
    perimetre: lirePerimetre(consent),
    oppositions: [],
  };
}

function lireEtat(consent: Consent): EtatInformation {
  const code = consent.extension?.find(({ url }) => url === EXT.etat)?.valueCode ?? '';
  return Object.hasOwn(ETATS_INFORMATION, code) ? (code as EtatInformation) : 'non_dite';
}

function lirePerimetre(consent: Consent): Perimetre | undefined {
  const { provision } = consent;
  if (provision?.type !== 'permit') return undefined;
  const codes = (provision.securityLabel ?? []).map(({ code }) => code);
  const categories = lireCategories(consent);
  return {
    familles: CLES_FAMILLES.filter((famille) => codes.includes(famille)),
    membres: lireVises(provision) ?? 'cercle',
    ...(categories.length === 0 ? {} : { categories }),
  };
}

function lireCategories({ extension = [] }: Consent): readonly CategoriePro[] {
  const codes = extension.filter(({ url }) => url === EXT.categories).map(({ valueCode }) => valueCode);
  return CLES_CATEGORIES.filter((categorie) => codes.includes(categorie));
}

function lireNommes({ id, provision }: Consent): readonly PartageNomme[] {
  if (provision?.type !== 'permit') return [];
  return (lireVises(provision) ?? []).map((ref) => ({ id, ref, familles: lireFamilles(provision) ?? [] }));
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
