import type { Patient } from '@medplum/fhirtypes';
import { porteeSysteme } from '#acces/portee.ts';
import {
  comparerTraitsStricts,
  completerTraitsStricts,
  incoherences,
  permission,
  sansDesaccord,
  suiteStatut,
  traitsDepuisPatient,
  type CandidatIdentite,
  type Ins,
  type MethodeRecueil,
  type Rapprochement,
  type TraitCompare,
  type TraitsIdentite,
  type TraitsStricts,
} from '#fhir/identite/index.ts';
import type { Identifiee, Lue } from '#fhir/types.ts';
import type { Transaction } from '#socle/transaction.ts';
import { IdentiteRecuperee } from './faits.ts';
import { chercherDoublons, remplacerTraits } from './identite.ts';
import { insConnueDe, retenirIns } from './ins.ts';
import { statutEnMots } from './presentation.ts';
import { candidatDe } from './saisie.ts';
import type { TableInsConnue } from './tables.ts';

const IDENTITOVIGILANCE = porteeSysteme('identitovigilance');

/** A national identity and the traits it was given for. */
export interface Preuve {
  readonly ins: Ins;
  readonly traits: TraitsStricts;
  readonly origine: TableInsConnue['origine'];
  readonly methode: MethodeRecueil;
  /** In words, for the thread: « Retrouvée dans le téléservice national ». */
  readonly enMots: string;
}

/**
 * `appliquee`: the status went up, or the INS changed (INS-10). `deja`: nothing new. `differente`: a strict trait disagrees, or a qualified
 * identity has another matricule: a person decides. `bloquee`: doubtful or fictive. `incomplete`: checked, but a strict trait is missing.
 */
export type IssueDePreuve = 'appliquee' | 'deja' | 'differente' | 'bloquee' | 'incomplete';

export interface SuiteDePreuve {
  readonly issue: IssueDePreuve;
  readonly comparaison: readonly TraitCompare[];
}

interface Confrontation extends SuiteDePreuve {
  readonly lue: Lue<'Patient'>;
  readonly traits: TraitsIdentite;
}

/** What applying a proof would do: nothing is written. A qualified identity is never changed by a scan. */
export async function confronterPreuve(tx: Transaction, patient: string, preuve: Preuve): Promise<Confrontation> {
  const lue = await tx.lire('Patient', patient, IDENTITOVIGILANCE);
  const traits = traitsDepuisPatient(lue.ressource);
  const comparaison = comparerTraitsStricts(traits, preuve.traits);
  return { lue, traits, comparaison, issue: juger(traits, preuve, comparaison) };
}

/** Confronts a proof with the file, and applies it when no strict trait disagrees: status, INS, fact. */
export async function appliquerPreuve(tx: Transaction, patient: string, preuve: Preuve): Promise<SuiteDePreuve> {
  const { lue, traits, comparaison, issue } = await confronterPreuve(tx, patient, preuve);
  if (issue !== 'appliquee') return { issue, comparaison };
  const nouveaux = apresPreuve(traits, preuve);
  if (nouveaux === undefined) return { issue: 'incomplete', comparaison };
  const etat = nouveaux.fiabilite.statut === 'QUAL' ? 'qualifiee' : 'recuperee';
  await retenirIns(tx, patient, { ...preuve.ins, etat, origine: preuve.origine });
  await remplacerTraits(tx, lue, nouveaux);
  const { mots } = statutEnMots(nouveaux.fiabilite);
  await tx.fait(IdentiteRecuperee, {
    objet: `Patient/${patient}`,
    patient,
    lecteurs: [tx.acteur.ref],
    donnees: { statut: mots, moyen: preuve.enMots, change: traits.ins !== undefined },
  });
  return { issue, comparaison };
}

/** Keeps what a scan said until INSi has verified it: the status does not move. */
export async function proposerPreuve(tx: Transaction, patient: string, { ins, origine }: Preuve): Promise<void> {
  await retenirIns(tx, patient, { ...ins, etat: 'proposee', origine });
}

function juger(traits: TraitsIdentite, { ins, origine }: Preuve, comparaison: readonly TraitCompare[]): IssueDePreuve {
  if (permission('appeler_insi', traits.fiabilite) !== 'oui') return 'bloquee';
  if (!sansDesaccord(comparaison)) return 'differente';
  if (traits.ins === undefined) return 'appliquee';
  if (traits.ins.matricule === ins.matricule && traits.ins.oid === ins.oid) return 'deja';
  return origine === 'insi' ? 'appliquee' : 'differente';
}

function apresPreuve(traits: TraitsIdentite, preuve: Preuve): TraitsIdentite | undefined {
  const suite = suiteStatut(traits.fiabilite, 'insi_retrouvee');
  if ('refus' in suite) return undefined;
  const fiabilite = { ...suite, methode: preuve.methode };
  const nouveaux = { ...traits, ...completerTraitsStricts(traits, preuve.traits), fiabilite, ins: preuve.ins };
  return incoherences(nouveaux).length > 0 ? undefined : nouveaux;
}

/** What the identity cell looks for with: every trait of a file, and the national identity known beside it. */
export async function candidatDuDossier(tx: Transaction, patient: Identifiee<Patient>): Promise<CandidatIdentite> {
  const traits = traitsDepuisPatient(patient);
  const connue = await insConnueDe(tx, patient.id);
  return candidatDe(connue === undefined ? traits : { ...traits, ins: connue });
}

/** Other files that resemble this person: all those of level « forte » or with her matricule, best first. */
export async function semblables(
  tx: Transaction,
  patient: Identifiee<Patient>,
): Promise<readonly Rapprochement<Identifiee<Patient>>[]> {
  const trouves = await chercherDoublons(tx, await candidatDuDossier(tx, patient));
  return trouves.filter(({ patient: autre }) => autre.id !== patient.id);
}
