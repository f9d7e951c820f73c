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
/** An agreement is looked at again with the person at least once a year (SP-09). */
export const REVUE_MOIS_MAX = 12;

/** What must be asked again, by somebody named, before a date. */
const RAPPELS = {
  recueil: {
    cause: 'cercle.recueil_a_refaire',
    code: 'recueil-avis',
    titre: 'Recueillir l’avis de la personne sur le partage',
    prochaine: 'demander à nouveau son avis à la personne',
  },
  accord: {
    cause: 'cercle.accord_a_revoir',
    code: 'revue-accord',
    titre: 'Revoir avec la personne ce qu’elle partage',
    prochaine: 'lui demander si son accord tient toujours',
  },
  mesure: {
    cause: 'cercle.mesure_a_revoir',
    code: 'revue-mesure',
    titre: 'Vérifier si la mesure de protection est renouvelée',
    prochaine: 'demander la nouvelle décision au mandataire',
  },
} as const;
export type GenreDeRappel = keyof typeof RAPPELS;
/** Kind of the open thing: its page says what to ask, and opens the person's page. */
export const GENRE_RAPPEL = 'rappel';

export function dateDeRecueil(maintenant: Date): Date {
  return ajouterDelaiOuvre(maintenant, { jours: RECUEIL_JOURS }, CALENDRIER_PAR_DEFAUT);
}

/** Date of review: what was chosen, twelve months at most. */
export function dateDeRevue(maintenant: Date, choisie: Date | undefined): Date {
  const auPlusTard = new Date(maintenant);
  auPlusTard.setUTCMonth(auPlusTard.getUTCMonth() + REVUE_MOIS_MAX);
  return choisie === undefined || choisie > auPlusTard ? auPlusTard : choisie;
}

/** Somebody named will ask again: whoever noted it, or the queue of the DAC when nobody with an account did. */
export async function prevoirRappel(
  tx: Transaction,
  genre: GenreDeRappel,
  patient: string,
  dueLe: Date,
): Promise<void> {
  await fermerRappels(tx, genre, patient);
  const { cause, titre, prochaine } = RAPPELS[genre];
  const a = await porteur(tx);
  const task = tacheDe(tx, genre, { patient, a, dueLe });
  await tx.ecrire(task);
  await tx.passerLaMain({
    objet: `Task/${task.id}`,
    genre: GENRE_RAPPEL,
    etat: 'tenu',
    titre,
    patient,
    a,
    prochaine,
    dueLe,
    cause,
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

function tacheDe(
  tx: Transaction,
  genre: GenreDeRappel,
  { patient, a, dueLe }: { readonly patient: string; readonly a: Porteur; readonly dueLe: Date },
): Identifiee<Task> {
  const { code, titre } = RAPPELS[genre];
  return {
    resourceType: 'Task',
    id: tx.nouvelId(),
    status: 'accepted',
    intent: 'order',
    code: { coding: [{ system: 'urn:cordee:tache', code }], text: titre },
    for: { reference: `Patient/${patient}` },
    authoredOn: tx.maintenant.toISOString(),
    owner: { reference: a.ref, display: a.nom },
    restriction: { period: { end: dueLe.toISOString() } },
  };
}

/** The person's word is known, or no longer holds: nothing remains to be asked. */
export async function fermerRappels(tx: Transaction, genre: GenreDeRappel, patient: string): Promise<void> {
  const ouvertes = await tx.sql
    .selectFrom('main_ouverte')
    .select('main_ouverte.objet')
    .where('main_ouverte.patient', '=', patient)
    .where('main_ouverte.cause', '=', RAPPELS[genre].cause)
    .where('main_ouverte.etat', '<>', 'termine')
    .execute();
  for (const { objet } of ouvertes) {
    const lue = await tx.lire('Task', lireReference(objet)?.id ?? '', porteeSysteme('cercle.rappel'));
    await tx.ecrire({ ...lue.ressource, status: 'completed' }, lue.version);
    await tx.poserLaMain(objet);
  }
}

/** Nobody asked in time: the question goes up to somebody else of the DAC, who sees it at once. */
const remonter =
  (genre: GenreDeRappel): Sonnerie =>
  async ({ tx, objet }) => {
    const { cause, titre, prochaine } = RAPPELS[genre];
    const remontee = await remonterAuDac(tx, objet, { prochaine, cause });
    if (remontee === undefined) return;
    await tx.fait(RecueilRemonte, {
      objet,
      patient: remontee.patient,
      lecteurs: remontee.lecteurs,
      donnees: { de: remontee.de, a: remontee.a, quoi: titre },
    });
  };

export const SONNERIES: Readonly<Record<string, Sonnerie>> = {
  [RAPPELS.recueil.cause]: remonter('recueil'),
  [RAPPELS.accord.cause]: remonter('accord'),
  [RAPPELS.mesure.cause]: remonter('mesure'),
};
