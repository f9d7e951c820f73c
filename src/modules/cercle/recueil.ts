import type { Task } from '@medplum/fhirtypes';
import { porteeSysteme } from '#acces/portee.ts';
import { lireReference, type Identifiee } from '#fhir/types.ts';
import { ajouterDelaiOuvre, CALENDRIER_PAR_DEFAUT } from '#lib/temps/index.ts';
import { fileDe } from '#modules/territoire/index.ts';
import type { Sonnerie } from '#socle/module.ts';
import type { Porteur } from '#socle/qui-a-la-main.ts';
import type { Transaction } from '#socle/transaction.ts';
import { RecueilRemonte } from './faits.ts';
import { remonterAuDac } from './remonter.ts';

/** Days before asking again somebody whose word could not be heard (metier.md §3.8 [P]). */
const RECUEIL_JOURS = 15;
export const CAUSE_RECUEIL = 'cercle.recueil_a_refaire';
const TITRE = 'Recueillir l’avis de la personne sur le partage';
const PROCHAINE = 'demander à nouveau son avis à la personne';

export function dateDeRecueil(maintenant: Date): Date {
  return ajouterDelaiOuvre(maintenant, { jours: RECUEIL_JOURS }, CALENDRIER_PAR_DEFAUT);
}

/** Somebody named will ask again: whoever noted it, or the queue of the DAC when nobody with an account did. */
export async function prevoirRecueil(tx: Transaction, patient: string, dueLe: Date): Promise<void> {
  await fermerRecueil(tx, patient);
  const a = await porteur(tx);
  const task = tacheDeRecueil(tx, patient, a, dueLe);
  await tx.ecrire(task);
  await tx.passerLaMain({
    objet: `Task/${task.id}`,
    genre: 'tache',
    etat: 'tenu',
    titre: TITRE,
    patient,
    a,
    prochaine: PROCHAINE,
    dueLe,
    cause: CAUSE_RECUEIL,
    lecteurs: [a.ref],
  });
}

async function porteur(tx: Transaction): Promise<Porteur> {
  if (tx.acteur.genre === 'compte') return { ref: tx.acteur.ref, nom: tx.acteur.nom };
  const file = await fileDe(tx.sql, 'dac');
  const [premier] = file.porteurs;
  if (premier === undefined) throw new Error('la file du DAC n’a pas de responsable');
  return { ref: premier.ref, nom: premier.nom, file: file.nom };
}

function tacheDeRecueil(tx: Transaction, patient: string, a: Porteur, dueLe: Date): Identifiee<Task> {
  return {
    resourceType: 'Task',
    id: tx.nouvelId(),
    status: 'accepted',
    intent: 'order',
    code: { coding: [{ system: 'urn:cordee:tache', code: 'recueil-avis' }], text: TITRE },
    for: { reference: `Patient/${patient}` },
    authoredOn: tx.maintenant.toISOString(),
    owner: { reference: a.ref, display: a.nom },
    restriction: { period: { end: dueLe.toISOString() } },
  };
}

/** The person's word is known: nothing remains to be asked. */
export async function fermerRecueil(tx: Transaction, patient: string): Promise<void> {
  const ouvertes = await tx.sql
    .selectFrom('main_ouverte')
    .select('main_ouverte.objet')
    .where('main_ouverte.patient', '=', patient)
    .where('main_ouverte.cause', '=', CAUSE_RECUEIL)
    .where('main_ouverte.etat', '<>', 'termine')
    .execute();
  for (const { objet } of ouvertes) {
    await terminerTache(tx, objet);
    await tx.poserLaMain(objet);
  }
}

async function terminerTache(tx: Transaction, objet: string): Promise<void> {
  const lue = await tx.lire('Task', lireReference(objet)?.id ?? '', porteeSysteme('cercle.recueil'));
  await tx.ecrire({ ...lue.ressource, status: 'completed' }, lue.version);
}

/** Nobody asked again in time: the question goes up to somebody else of the DAC, who sees it at once. */
export const recueilARefaire: Sonnerie = async ({ tx, objet }) => {
  const remontee = await remonterAuDac(tx, objet, { prochaine: PROCHAINE, cause: CAUSE_RECUEIL });
  if (remontee === undefined) return;
  await tx.fait(RecueilRemonte, {
    objet,
    patient: remontee.patient,
    lecteurs: remontee.lecteurs,
    donnees: { de: remontee.de, a: remontee.a },
  });
};
