import { afficherDateNaissance, type IdentiteScannee } from '#lib/identifiants/index.ts';
import type { TraitsEntree } from '../contract.ts';

/** What the forms of identity hold: text as typed, empty when not answered. */
export const TRAITS_VIERGES = {
  civilite: undefined as 'M' | 'MME' | undefined,
  nomNaissance: '',
  nom: '',
  prenoms: '',
  prenom: '',
  naissance: '',
  sexe: undefined as 'female' | 'male' | 'unknown' | undefined,
  lieuNaissance: '',
  codeLieuNaissance: '',
  telephone: '',
  courriel: '',
  adresse: '',
  codePostal: '',
  commune: '',
  fonction: '',
  autreFonction: '',
  fondement: undefined as 'porte1' | 'porte2' | 'porte3' | undefined,
  informee: undefined as 'non' | 'oral' | 'ecrit' | undefined,
};
export type Saisie = typeof TRAITS_VIERGES;

const CLES_TEXTE = [
  'nomNaissance',
  'nom',
  'prenoms',
  'prenom',
  'naissance',
  'lieuNaissance',
  'codeLieuNaissance',
  'telephone',
  'courriel',
  'adresse',
  'codePostal',
  'commune',
] as const;
export type CleTexte = (typeof CLES_TEXTE)[number];

/** Empty boxes say nothing: they are not sent. */
export function traitsEnvoyes(saisie: Saisie): TraitsEntree {
  const textes = CLES_TEXTE.filter((cle) => saisie[cle].trim() !== '').map((cle) => [cle, saisie[cle].trim()]);
  return {
    ...(Object.fromEntries(textes) as Partial<Record<CleTexte, string>>),
    ...(saisie.civilite === undefined ? {} : { civilite: saisie.civilite }),
    ...(saisie.sexe === undefined ? {} : { sexe: saisie.sexe }),
  };
}

export function saisieDepuis(traits: TraitsEntree): Saisie {
  const textes = Object.fromEntries(CLES_TEXTE.map((cle) => [cle, traits[cle] ?? ''])) as Record<CleTexte, string>;
  return { ...TRAITS_VIERGES, ...textes, civilite: traits.civilite, sexe: traits.sexe };
}

const LIBELLES: Readonly<Record<CleTexte | 'civilite' | 'sexe', string>> = {
  civilite: 'Civilité',
  nomNaissance: 'Nom de naissance',
  nom: 'Nom utilisé',
  prenoms: 'Prénoms de naissance',
  prenom: 'Prénom utilisé',
  naissance: 'Date de naissance',
  sexe: 'Sexe',
  lieuNaissance: 'Commune de naissance',
  codeLieuNaissance: 'Code de la commune de naissance',
  telephone: 'Téléphone',
  courriel: 'Adresse électronique',
  adresse: 'Adresse',
  codePostal: 'Code postal',
  commune: 'Commune',
};

export interface Difference {
  readonly champ: string;
  readonly saisi: string;
  readonly dansLaFiche: string;
}

/** Fields where what was typed differs from the file as it is now, for two people editing at once. */
export function differences(saisie: Saisie, fiche: TraitsEntree): readonly Difference[] {
  const envoyes = traitsEnvoyes(saisie);
  return (Object.keys(LIBELLES) as (keyof typeof LIBELLES)[])
    .map((cle) => ({ champ: LIBELLES[cle], saisi: envoyes[cle] ?? '', dansLaFiche: fiche[cle] ?? '' }))
    .filter(({ saisi, dansLaFiche }) => normal(saisi) !== normal(dansLaFiche));
}

/** Spaces of phones and kinds of apostrophe are not differences. */
function normal(texte: string): string {
  return texte
    .replaceAll(/['’]/gu, '’')
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/(\d) (?=\d)/gu, '$1')
    .trim();
}

/** The traits of a scanned document, in the boxes of a form; the spelling is that of the civil record. */
export function saisieDepuisScan(scan: IdentiteScannee): Partial<Saisie> {
  return {
    nomNaissance: scan.nomNaissance,
    prenoms: scan.prenoms,
    naissance: afficherDateNaissance(scan.dateNaissance),
    sexe: scan.sexe === 'F' ? 'female' : 'male',
    ...(scan.lieuNaissance === undefined ? {} : { codeLieuNaissance: scan.lieuNaissance }),
  };
}
