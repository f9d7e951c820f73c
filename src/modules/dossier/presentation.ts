import { permission, type Fiabilite, type TraitsIdentite } from '#fhir/identite/index.ts';
import { afficherDateNaissance, ageRevolu } from '#lib/identifiants/index.ts';
import type { Jour } from '#lib/temps/index.ts';
import { MARQUES_EN_MOTS, STATUTS_EN_MOTS } from './vocabulaire.ts';

/** « Mme Aubry Jeanne »: the name used first, as on a list; what is missing is left out. */
export function nomAffiche({
  civilite,
  nomUtilise,
  nomNaissance,
  prenomUtilise,
  prenomsNaissance,
}: TraitsIdentite): string {
  const titre = civilite === undefined ? undefined : civilite === 'MME' ? 'Mme' : 'M.';
  const parties = [titre, nomUtilise ?? nomNaissance, prenomUtilise ?? prenomsNaissance[0]].filter(
    (partie) => partie !== undefined,
  );
  return parties.length === 0 ? 'Personne sans nom' : parties.join(' ');
}

/** Given only when it differs from the name shown. */
export function nomDeNaissanceAffiche({ nomUtilise, nomNaissance }: TraitsIdentite): string | undefined {
  return nomUtilise === undefined || nomUtilise === nomNaissance ? undefined : nomNaissance;
}

export interface StatutEnMots {
  readonly code: Fiabilite['statut'];
  readonly mots: string;
  readonly permet: string;
  readonly marques: readonly string[];
  /** The matricule INS may leave in a document or a message. */
  readonly sortieMatricule: boolean;
}

export function statutEnMots(fiabilite: Fiabilite): StatutEnMots {
  const marques = fiabilite.attributs.map((attribut) => MARQUES_EN_MOTS[attribut]);
  return {
    code: fiabilite.statut,
    ...STATUTS_EN_MOTS[fiabilite.statut],
    marques,
    sortieMatricule: permission('sortir_matricule', fiabilite) === 'oui',
  };
}

export function naissanceAffichee({ dateNaissance }: TraitsIdentite): string | undefined {
  return dateNaissance === undefined ? undefined : afficherDateNaissance(dateNaissance);
}

/** Completed years; about the year when the birthday is not known, since nothing better can be said. */
export function ageDe({ dateNaissance }: TraitsIdentite, aujourdhui: Jour): number | undefined {
  if (dateNaissance === undefined) return undefined;
  return ageRevolu(dateNaissance, aujourdhui) ?? Number(aujourdhui.slice(0, 4)) - Number(dateNaissance.slice(0, 4));
}

/** Under 18, or possibly so when the birthday is not known: prudence for what needs a legal representative. */
export function estMineur(traits: TraitsIdentite, aujourdhui: Jour): boolean {
  const { dateNaissance } = traits;
  if (dateNaissance === undefined) return false;
  const age = ageRevolu(dateNaissance, aujourdhui);
  return age === undefined ? Number(aujourdhui.slice(0, 4)) - Number(dateNaissance.slice(0, 4)) <= 18 : age < 18;
}
