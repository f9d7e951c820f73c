import type { Transaction } from '#socle/transaction.ts';
import type { Cercle, Membre } from './cercle.ts';
import { careTeamDe } from './fhir.ts';
import { dejaPresent } from './rules.ts';
import { chargerCercle, projeter } from './store.ts';

/** Versions of the kept circle around a union; `avant`: null when it did not exist. */
export interface CercleReuni {
  readonly avant: number | null;
  readonly apres: number;
}

/**
 * Two files of one person: whoever is around the second enters the circle of the first, once each. The second keeps its circle, so that
 * undoing gives it back. Undefined when nobody had to enter.
 */
export async function reunirCercles(tx: Transaction, garde: string, absorbe: string): Promise<CercleReuni | undefined> {
  // Always in one order: two unions at once wait for each other.
  const [premier, second] = [garde, absorbe].sort();
  for (const patient of [premier, second]) if (patient !== undefined) await chargerCercle(tx, patient);
  const [cercle, autre] = [await chargerCercle(tx, garde), await chargerCercle(tx, absorbe)];
  const membres = autre.membres.reduce<readonly Membre[]>(ajouterSIlManque, cercle.membres);
  if (membres.length === cercle.membres.length) return undefined;
  const debut = membres.reduce((plusTot, m) => (m.debut < plusTot ? m.debut : plusTot), tx.maintenant);
  const lecteurs = await tx.magasin.lecteursDe('CareTeam', garde);
  const attendue = cercle.version === 0 ? undefined : cercle.version;
  const apres = await tx.ecrire(careTeamDe(garde, membres, debut), attendue, lecteurs);
  return { avant: attendue ?? null, apres };
}

function ajouterSIlManque(membres: readonly Membre[], nouveau: Membre): readonly Membre[] {
  if (dejaPresent(membres, nouveau) !== undefined) return membres;
  const rang = Math.max(0, ...membres.map((membre) => membre.rang)) + 1;
  return [...membres, { ...nouveau, rang }];
}

/** What the predicate of reads knows of this person, made again from the circle and the consents. */
export async function reprojeterCercle(tx: Transaction, patient: string): Promise<void> {
  const cercle: Cercle = await chargerCercle(tx, patient);
  await projeter(tx, cercle);
}
