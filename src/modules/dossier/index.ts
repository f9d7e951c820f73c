import type { Patient } from '@medplum/fhirtypes';
import { traitsDepuisPatient } from '#fhir/identite/index.ts';
import { refusCommuns } from '#lib/refus.ts';
import type { Module } from '#socle/module.ts';
import type { Transaction } from '#socle/transaction.ts';
import { creer, rechercherIdentite } from './creer.ts';
import { ecrituresFhir } from './ecriture-fhir.ts';
import { FAITS } from './faits.ts';
import { vueDuFil, type Phrases } from './fil.ts';
import { corrigerTraits, identite } from './gerer-identite.ts';
import {
  aujourdhui,
  chercherCandidats,
  courte,
  ecrirePersonne,
  resoudreIdentites,
  type IdentiteCourte,
} from './identite.ts';
import { nomAffiche } from './presentation.ts';
import { ajouterProche, proches, retirerProche } from './proches.ts';
import { mesPersonnes, rechercher } from './recherche.ts';
import { vueResume } from './resume.ts';
import { candidatDe, lireTraits, type TraitsSaisis } from './saisie.ts';
import { marquerIdentite, verifierPiece } from './verifier-identite.ts';
import {
  ajouterASavoir,
  aSavoirSansReponse,
  CAUSE_CONTESTE,
  confirmerASavoir,
  repondreASavoir,
  signalerFaux,
} from './savoir.ts';

export { appliquerPreuve, confronterPreuve, proposerPreuve, semblables } from './appliquer-preuve.ts';
export { gererIdentite } from './droits.ts';
export { gisementDesMatricules, insConnueDe, porteursDuMatricule } from './ins.ts';
export { estMineur, statutEnMots } from './presentation.ts';
export { degelerLesEnvois, envoisRetenus, gelerLesEnvois, reprendreLesEnvois } from './envois.ts';
export { marquer } from './verifier-identite.ts';
export type { IdentiteCourte } from './identite.ts';
export type { Phrases } from './fil.ts';
export type { TraitsSaisis } from './saisie.ts';

/** The person: identity, summary, thread. `phrases` reads the registry of facts, which no room may import. */
export function moduleDossier({ phrases }: { readonly phrases: Phrases }): Module {
  return {
    nom: 'dossier',
    ecrituresFhir,
    actions: [
      creer,
      corrigerTraits,
      verifierPiece,
      marquerIdentite,
      ajouterASavoir,
      confirmerASavoir,
      signalerFaux,
      repondreASavoir,
      ajouterProche,
      retirerProche,
    ],
    vues: [rechercher, mesPersonnes, rechercherIdentite, identite, proches, vueResume(phrases), vueDuFil(phrases)],
    faits: FAITS,
    sonneries: { [CAUSE_CONTESTE]: aSavoirSansReponse },
  };
}

/** A person's name as every screen shows it: « Mme Aubry Jeanne ». */
export function nomDePersonne(patient: Patient): string {
  return nomAffiche(traitsDepuisPatient(patient));
}

/** Creates a person from an action that already looked for her (`trouverCandidats`). Faulty traits are refused field by field. */
export function creerPersonne(tx: Transaction, traits: TraitsSaisis): Promise<string> {
  return ecrirePersonne(tx, lireTraits(traits, aujourdhui(tx)));
}

/** A file that may be the person looked for, in minimal traits, with the reasons in French. */
export interface CandidatTrouve {
  readonly patient: string;
  readonly nom: string;
  readonly naissance?: string | undefined;
  readonly age?: number | undefined;
  readonly commune?: string | undefined;
  readonly score: number;
  readonly niveau: 'forte' | 'possible';
  readonly motifs: readonly string[];
  readonly conflits: readonly string[];
}

/**
 * Identitovigilance for the other rooms: the whole territory, for an actor whose role allows it. What was typed and cannot be read
 * (a date in words, a foreign number) is left out of the comparison rather than refused: a message cannot be corrected.
 */
export async function trouverCandidats(tx: Transaction, saisis: TraitsSaisis): Promise<readonly CandidatTrouve[]> {
  const trouves = await chercherCandidats(tx, candidatDe(lireTraits(saisis, aujourdhui(tx), 'document_recu')));
  return trouves.map(({ patient, score, niveau, motifs, conflits }) => {
    const { id, nomAffiche, naissance, age, commune } = courte(patient, aujourdhui(tx), false);
    return { patient: id, nom: nomAffiche, naissance, age, commune, score, niveau, motifs, conflits };
  });
}

/** Who somebody is, for a room that holds the reference in a thing its actor may read. Refuses an unknown person. */
export async function identiteDe(tx: Transaction, patient: string): Promise<IdentiteCourte> {
  const identite = (await resoudreIdentites(tx, [patient])).get(patient);
  if (identite === undefined) throw refusCommuns.introuvable();
  return identite;
}

/** The same for a list, in two queries whatever its length; unknown persons are absent from the map. */
export function resoudreIdentite(
  tx: Transaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, IdentiteCourte>> {
  return resoudreIdentites(tx, ids);
}
