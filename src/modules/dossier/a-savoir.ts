import type { Extension, Flag } from '@medplum/fhirtypes';
import type { Identifiee } from '#fhir/types.ts';
import { CLES_A_SAVOIR, type TypeASavoir } from './vocabulaire.ts';

export interface Auteur {
  readonly ref: string;
  readonly nom: string;
}

/** Somebody says the line is false; `tache` is what its author must answer. */
export interface Contestation {
  readonly par: string;
  readonly le: Date;
  readonly motif: string;
  readonly tache: string;
}

/** One line everybody around the person should know. */
export interface ASavoir {
  readonly id: string;
  readonly patient: string;
  readonly texte: string;
  readonly type: TypeASavoir;
  readonly auteur: Auteur;
  readonly le: Date;
  /** Last time somebody said « c’est toujours vrai »: the writing itself, at first. */
  readonly verifie: { readonly par: string; readonly le: Date };
  readonly conteste?: Contestation | undefined;
  readonly active: boolean;
}

const SYSTEME_FAMILLE = 'urn:cordee:famille';
const EXT = { verifie: 'urn:cordee:verifie', conteste: 'urn:cordee:conteste' } as const;

export function flagDe(ligne: ASavoir): Identifiee<Flag> {
  return {
    resourceType: 'Flag',
    id: ligne.id,
    meta: { security: [{ system: SYSTEME_FAMILLE, code: ligne.type }] },
    status: ligne.active ? 'active' : 'inactive',
    code: { text: ligne.texte },
    subject: { reference: `Patient/${ligne.patient}` },
    author: { reference: ligne.auteur.ref, display: ligne.auteur.nom },
    period: { start: ligne.le.toISOString() },
    extension: [
      { url: EXT.verifie, extension: [texte('par', ligne.verifie.par), instant('le', ligne.verifie.le)] },
      ...(ligne.conteste === undefined ? [] : [contestationEnFhir(ligne.conteste)]),
    ],
  };
}

function contestationEnFhir({ par, le, motif, tache }: Contestation): Extension {
  return {
    url: EXT.conteste,
    extension: [texte('par', par), instant('le', le), texte('motif', motif), texte('tache', tache)],
  };
}

export function aSavoirDe(flag: Identifiee<Flag>): ASavoir {
  const le = new Date(flag.period?.start ?? flag.meta?.lastUpdated ?? 0);
  const verifie = flag.extension?.find(({ url }) => url === EXT.verifie);
  const conteste = flag.extension?.find(({ url }) => url === EXT.conteste);
  const auteur = { ref: flag.author?.reference ?? '', nom: flag.author?.display ?? 'Auteur non connu' };
  return {
    id: flag.id,
    patient: flag.subject.reference?.replace('Patient/', '') ?? '',
    texte: flag.code.text ?? flag.code.coding?.[0]?.display ?? '',
    type:
      CLES_A_SAVOIR.find(
        (type) => type === flag.meta?.security?.find(({ system }) => system === SYSTEME_FAMILLE)?.code,
      ) ?? 'MED',
    auteur,
    le,
    verifie: { par: lireTexte(verifie, 'par') ?? auteur.nom, le: lireInstant(verifie, 'le') ?? le },
    conteste: conteste === undefined ? undefined : lireContestation(conteste, le),
    active: flag.status === 'active',
  };
}

function lireContestation(extension: Extension, defaut: Date): Contestation {
  return {
    par: lireTexte(extension, 'par') ?? '',
    le: lireInstant(extension, 'le') ?? defaut,
    motif: lireTexte(extension, 'motif') ?? '',
    tache: lireTexte(extension, 'tache') ?? '',
  };
}

const texte = (url: string, valueString: string): Extension => ({ url, valueString });
const instant = (url: string, date: Date): Extension => ({ url, valueDateTime: date.toISOString() });

function sous(extension: Extension | undefined, url: string): Extension | undefined {
  return extension?.extension?.find((candidate) => candidate.url === url);
}

function lireTexte(extension: Extension | undefined, url: string): string | undefined {
  return sous(extension, url)?.valueString;
}

function lireInstant(extension: Extension | undefined, url: string): Date | undefined {
  const valeur = sous(extension, url)?.valueDateTime;
  return valeur === undefined ? undefined : new Date(valeur);
}
