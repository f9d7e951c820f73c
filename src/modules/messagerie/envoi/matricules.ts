import { porteeSysteme } from '#acces/portee.ts';
import { permission, traitsDepuisPatient } from '#fhir/identite/index.ts';
import { lireMatriculeIns } from '#lib/identifiants/index.ts';
import type { Transaction } from '#socle/transaction.ts';
import { refus } from '../refus.ts';

/** Fifteen characters, separated or not; what has no true key is some other number. */
const QUINZE = /(?<![\dA-Za-z])[1-478](?:[\s.-]?[\dAB]){14}(?![\dA-Za-z])/gi;
/** The thirteen first alone, in the form of a matricule: sex, year, month, department. */
const TREIZE =
  /(?<![\dA-Za-z])[12][\s.-]?\d{2}[\s.-]?(?:0[1-9]|1[0-2])[\s.-]?(?:\d{2}|2[AB])(?:[\s.-]?\d{3}){2}(?![\dA-Za-z])/gi;
const RETIRE = '[matricule retiré]';

const compact = (ecrit: string): string => ecrit.replaceAll(/[\s.-]/g, '').toUpperCase();

/** National numbers written in a text, as they are written. */
export function matriculesEcrits(texte: string): readonly string[] {
  const longs = (texte.match(QUINZE) ?? []).filter((ecrit) => lireMatriculeIns(compact(ecrit), 'saisie').ok);
  const reste = longs.reduce((sans, ecrit) => sans.replaceAll(ecrit, ''), texte);
  return [...longs, ...(reste.match(TREIZE) ?? [])];
}

/**
 * A matricule leaves only for a qualified identity, and only hers (INS-04). Somebody who typed another one is refused and told what to do; in what
 * the house writes by itself it is taken out.
 */
export async function sansMatriculeInterdit(
  tx: Transaction,
  texte: string,
  patient: string | undefined,
): Promise<string> {
  const ecrits = matriculesEcrits(texte);
  if (ecrits.length === 0) return texte;
  const sien = patient === undefined ? undefined : await matriculeQuiSort(tx, patient);
  const interdits = ecrits.filter((ecrit) => sien?.startsWith(compact(ecrit)) !== true);
  if (interdits.length === 0) return texte;
  if (tx.acteur.genre === 'compte')
    throw refus.matricule_interdit(undefined, { texte: refus.matricule_interdit().texte });
  return interdits.reduce((reste, ecrit) => reste.replaceAll(ecrit, RETIRE), texte);
}

async function matriculeQuiSort(tx: Transaction, patient: string): Promise<string | undefined> {
  const lue = await tx.magasin.lire('Patient', patient, porteeSysteme('messagerie.matricule'));
  if (lue === undefined) return undefined;
  const { fiabilite, ins } = traitsDepuisPatient(lue.ressource);
  return permission('sortir_matricule', fiabilite) === 'oui' ? ins?.matricule : undefined;
}
