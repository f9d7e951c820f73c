import type { CandidatIdentite, TraitsIdentite } from '#fhir/identite/index.ts';
import {
  lireCodeCommune,
  lireCodePostal,
  lireDateNaissance,
  lireTelephone,
  type Provenance,
  type Resultat,
} from '#lib/identifiants/index.ts';
import type { Jour } from '#lib/temps/index.ts';
import { refus } from './refus.ts';

/** Identity as somebody types it, or as a message gave it. `nom` alone: nobody said whether it is the birth name. */
export interface TraitsSaisis {
  readonly civilite?: 'M' | 'MME' | undefined;
  readonly nom?: string | undefined;
  readonly prenom?: string | undefined;
  readonly nomNaissance?: string | undefined;
  /** Every birth given name, in order, compound names hyphenated. */
  readonly prenoms?: string | undefined;
  /** jj/mm/aaaa, mm/aaaa, aaaa, or the partial FHIR date. */
  readonly naissance?: string | undefined;
  readonly sexe?: 'female' | 'male' | 'unknown' | undefined;
  readonly lieuNaissance?: string | undefined;
  readonly codeLieuNaissance?: string | undefined;
  readonly telephone?: string | undefined;
  readonly courriel?: string | undefined;
  readonly adresse?: string | undefined;
  readonly codePostal?: string | undefined;
  readonly commune?: string | undefined;
}

const SEXES = { female: 'feminin', male: 'masculin', unknown: 'inconnu' } as const;

type Champs = Record<string, string>;

function lire<T>(
  champ: string,
  texte: string | undefined,
  lecteur: (texte: string) => Resultat<T>,
  champs: Champs,
): T | undefined {
  const propre = nettoyer(texte);
  if (propre === undefined) return undefined;
  const lu = lecteur(propre);
  if (lu.ok) return lu.valeur;
  champs[champ] = lu.texte;
  return undefined;
}

/** Apostrophes and spaces as one writes them in French; an empty box says nothing. */
function nettoyer(texte: string | undefined): string | undefined {
  const propre = texte?.replaceAll(/['`´]/g, '’').replaceAll(/\s+/g, ' ').trim();
  return propre === undefined || propre === '' ? undefined : propre;
}

type Presents<T> = { [C in keyof T]?: Exclude<T[C], undefined> };

function presents<T extends object>(objet: T): Presents<T> {
  return Object.fromEntries(Object.entries(objet).filter(([, valeur]) => valeur !== undefined)) as Presents<T>;
}

/**
 * Reads what was typed into traits; every faulty field gets its sentence, nothing is guessed. From a received document a faulty
 * field is left out instead: nobody is there to correct it.
 */
export function lireTraits(saisis: TraitsSaisis, aujourdhui: Jour, provenance: Provenance = 'saisie'): TraitsIdentite {
  const champs: Champs = {};
  const dateNaissance = lire('naissance', saisis.naissance, (texte) => lireDateNaissance(texte, aujourdhui), champs);
  const telephone = lire('telephone', saisis.telephone, lireTelephone, champs);
  const adresse = lireAdresse(saisis, champs);
  const cog = lire('codeLieuNaissance', saisis.codeLieuNaissance, lireCodeCommune, champs);
  const libelle = nettoyer(saisis.lieuNaissance);
  if (provenance === 'saisie' && Object.keys(champs).length > 0) throw refus.traits_illisibles(undefined, champs);
  const prenoms = nettoyer(saisis.prenoms)?.split(' ') ?? [];
  return {
    prenomsNaissance: prenoms,
    sexe: SEXES[saisis.sexe ?? 'unknown'],
    telephones: telephone === undefined ? [] : [{ numero: telephone }],
    courriels: nettoyer(saisis.courriel) === undefined ? [] : [(saisis.courriel ?? '').trim()],
    fiabilite: { statut: 'PROV', attributs: [], methode: 'SM' },
    ...presents({
      civilite: saisis.civilite,
      nomNaissance: nettoyer(saisis.nomNaissance),
      nomUtilise: nettoyer(saisis.nom),
      prenomUtilise: nettoyer(saisis.prenom),
      dateNaissance,
      lieuNaissance: libelle === undefined && cog === undefined ? undefined : presents({ libelle, cog }),
      adresse,
    }),
  };
}

function lireAdresse(saisis: TraitsSaisis, champs: Champs): TraitsIdentite['adresse'] {
  const codePostal = lire('codePostal', saisis.codePostal, lireCodePostal, champs);
  const commune = nettoyer(saisis.commune);
  const ligne = nettoyer(saisis.adresse);
  if (codePostal === undefined && commune === undefined && ligne === undefined) return undefined;
  return { lignes: ligne === undefined ? [] : [ligne], ...presents({ codePostal, commune }) };
}

/** The same traits as something to look for: absent values are not compared. */
export function candidatDe(traits: TraitsIdentite): CandidatIdentite {
  const { sexe, telephones, nomNaissance, prenomsNaissance, nomUtilise, prenomUtilise, dateNaissance, adresse, ins } =
    traits;
  return presents({
    sexe,
    telephones,
    nomNaissance,
    prenomsNaissance,
    nomUtilise,
    prenomUtilise,
    dateNaissance,
    adresse,
    ins,
  });
}
