import type { ReponseRecherche, ReponseVerification, TraitsInsi } from '#connectors/insi/index.ts';
import { sansDesaccord, type Ins, type TraitCompare } from '#fhir/identite/index.ts';
import { appliquerPreuve, confronterPreuve, identiteDe } from '#modules/dossier/index.ts';
import { prevenirLesEcrans } from '#socle/prevenir.ts';
import type { Transaction } from '#socle/transaction.ts';
import { confier } from '../porteur.ts';
import { tables, type IssueInsi, type TableInterrogation } from '../tables.ts';
import { ISSUES_EN_MOTS } from '../vocabulaire.ts';
import { traitsDepuisInsi } from './traits.ts';

export const CAUSE_INSI = 'identitovigilance.insi';

export interface Question {
  readonly id: string;
  readonly patient: string;
  readonly demandeur: string;
  readonly traits: TraitsInsi;
  /** `controle`: an identity already held is looked for again; its answer changes nothing by itself (INS-08). */
  readonly genre: TableInterrogation['genre'];
  /** The identity held, to verify or to compare; absent for a search. */
  readonly ins: Ins | undefined;
}

export type Reponse = ReponseRecherche | ReponseVerification | { readonly issue: 'refusee' };

/** Writes the answer: status, INS and fact when nothing disagrees; otherwise somebody of the identity cell has it to look at (INS-08). */
export async function conclure(tx: Transaction, question: Question, reponse: Reponse): Promise<void> {
  const { patient } = question;
  const prise = await tables(tx)
    .selectFrom('interrogation_insi')
    .select('interrogation_insi.id')
    .where('interrogation_insi.id', '=', question.id)
    .where('interrogation_insi.etat', '=', 'attente')
    .forUpdate()
    .executeTakeFirst();
  if (prise === undefined) return;
  const { issue, comparaison } = await suiteDe(tx, question, reponse);
  await finir(tx, question.id, issue, comparaison);
  await fermerLesAutres(tx, patient);
  // Our own call refused says nothing of this person: a control is asked again another day.
  const aNous = question.genre === 'controle' && issue === 'refusee';
  if (A_REGARDER.includes(issue) && !aNous) await mettreEnListe(tx, patient, question.id, issue);
  tx.concerne(patient);
  tx.rafraichir('identitovigilance.qualification', 'identitovigilance.file', 'dossier.identite', 'dossier.resume');
  await prevenirLesEcrans(tx);
}

const A_REGARDER: readonly IssueInsi[] = [
  'differente',
  'aucune',
  'plusieurs',
  'non_conforme',
  'changee',
  'incomplete',
  'refusee',
];

interface Suite {
  readonly issue: IssueInsi;
  readonly comparaison: readonly TraitCompare[];
}

async function suiteDe(tx: Transaction, question: Question, reponse: Reponse): Promise<Suite> {
  const { patient, traits, ins } = question;
  if (question.genre === 'controle') return comparer(tx, question, reponse);
  if (reponse.issue === 'trouvee') {
    const { personne } = reponse;
    return appliquerPreuve(tx, patient, {
      ins: personne.ins,
      traits: traitsDepuisInsi(personne.traits),
      origine: 'insi',
      methode: 'INSI',
      enMots: 'Retrouvée dans le téléservice national',
    });
  }
  if (reponse.issue === 'conforme' && ins !== undefined)
    return appliquerPreuve(tx, patient, {
      ins,
      traits: traitsDepuisInsi(traits),
      origine: 'insi',
      methode: 'CB',
      enMots: 'Vérifiée dans le téléservice national après lecture du datamatrix',
    });
  return { issue: reponse.issue === 'conforme' ? 'refusee' : reponse.issue, comparaison: [] };
}

/** Nothing is applied: the same matricule under the same traits is the only answer nobody looks at. */
async function comparer(tx: Transaction, { patient, ins }: Question, reponse: Reponse): Promise<Suite> {
  if (reponse.issue === 'conforme') return { issue: 'refusee', comparaison: [] };
  if (reponse.issue !== 'trouvee') return { issue: reponse.issue, comparaison: [] };
  const { personne } = reponse;
  const { comparaison } = await confronterPreuve(tx, patient, {
    ins: personne.ins,
    traits: traitsDepuisInsi(personne.traits),
    origine: 'insi',
    methode: 'INSI',
    enMots: '',
  });
  if (!sansDesaccord(comparaison)) return { issue: 'differente', comparaison };
  const meme = ins?.matricule === personne.ins.matricule && ins.oid === personne.ins.oid;
  return { issue: meme ? 'deja' : 'changee', comparaison };
}

async function finir(
  tx: Transaction,
  id: string,
  issue: IssueInsi,
  comparaison: readonly TraitCompare[],
): Promise<void> {
  await tables(tx)
    .updateTable('interrogation_insi')
    .set({
      etat: 'faite',
      issue,
      faite_le: tx.maintenant,
      differences: issue === 'differente' ? JSON.stringify(comparaison) : null,
    })
    .where('interrogation_insi.id', '=', id)
    .execute();
}

/** A newer answer makes the ones before it out of date: nobody is expected on them any more. */
async function fermerLesAutres(tx: Transaction, patient: string): Promise<void> {
  const ouvertes = await tx.sql
    .selectFrom('main_ouverte')
    .select('main_ouverte.objet')
    .where('main_ouverte.patient', '=', patient)
    .where('main_ouverte.genre', '=', 'identite')
    .where('main_ouverte.etat', '<>', 'termine')
    .execute();
  for (const { objet } of ouvertes) await tx.poserLaMain(objet);
}

async function mettreEnListe(tx: Transaction, patient: string, id: string, issue: IssueInsi): Promise<void> {
  const { nomAffiche } = await identiteDe(tx, patient);
  await confier(tx, {
    objet: `identite/${id}`,
    genre: 'identite',
    patient,
    titre: `Identité à vérifier : ${nomAffiche}`,
    prochaine: ISSUES_EN_MOTS[issue].aFaire,
    cause: CAUSE_INSI,
  });
}

/**
 * The service never answered, after every try: the status stays, and somebody has it to look at. A control that nobody asked for is asked again
 * another day: an outage calls no one for each person of the territory.
 */
export async function sansReponse(tx: Transaction, id: string): Promise<void> {
  const abandonnee = await abandonner(tx, id);
  if (abandonnee !== undefined && abandonnee.genre !== 'controle')
    await mettreEnListe(tx, abandonnee.patient, id, 'refusee');
}

/** The question will not be asked any more. Nothing moves. Gives whom it was about, when it was still waiting. */
export async function abandonner(
  tx: Transaction,
  id: string,
): Promise<Pick<TableInterrogation, 'patient' | 'genre'> | undefined> {
  const ligne = await tables(tx)
    .updateTable('interrogation_insi')
    .set({ etat: 'abandonnee', issue: 'refusee', faite_le: tx.maintenant })
    .where('interrogation_insi.id', '=', id)
    .where('interrogation_insi.etat', '=', 'attente')
    .returning(['interrogation_insi.patient', 'interrogation_insi.genre'])
    .executeTakeFirst();
  tx.rafraichir('identitovigilance.qualification');
  return ligne;
}
