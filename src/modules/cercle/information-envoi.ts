import type { Kysely } from 'kysely';
import { porteeSysteme } from '#acces/portee.ts';
import { ROLES } from '#acces/roles.ts';
import type { Horodatage } from '#fhir/store/tables.ts';
import { jourDe } from '#lib/temps/index.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import type { Transaction } from '#socle/transaction.ts';
import type { InformationDEnvoi } from './contract-envoi.ts';
import { refus } from './refus.ts';
import { estPresent } from './rules.ts';
import { lireCercle } from './store.ts';

interface TablesEnvoi extends TablesTerritoire {
  information_envoi: {
    id: string;
    patient: string;
    destinataire: string;
    informee_le: string | null;
    quoi: string | null;
    dispense: string | null;
    motif: string | null;
    par: string;
    par_nom: string;
    note_le: Horodatage;
  };
}

const sqlEnvoi = (tx: Transaction): Kysely<TablesEnvoi> => tx.sql;

/** Somebody about to receive something about a person. */
export interface EnvoiNominatif {
  readonly patient: string;
  readonly destinataire: string;
  /** Category of R. 1110-2; undefined: the directory does not say, nothing is presumed. */
  readonly categorie: 1 | 2 | undefined;
  /** What was answered at the moment of sending. */
  readonly information: InformationDEnvoi | undefined;
}

/**
 * An exchange between the two categories of professionals needs that the person was told what leaves and to whom (R. 1110-3, SP-05).
 * Already told of this recipient, or informed of a circle that counts it: nothing is asked again. Otherwise refuses, saying what to do.
 * Within one category: nothing to ask.
 */
export async function exigerInformation(tx: Transaction, envoi: EnvoiNominatif): Promise<void> {
  const { patient, destinataire, categorie, information } = envoi;
  const sienne = ROLES[tx.acteur.role].categorie;
  if (categorie === undefined || sienne === undefined || sienne === categorie) return;
  if (information !== undefined) return noter(tx, envoi, information);
  if ((await dejaDite(tx, patient, destinataire)) || (await ditParLeCercle(tx, patient, destinataire))) return;
  throw refus.information_requise(undefined, {
    'information.quoi': 'Dites de quoi la personne est informée.',
    'information.le': 'Dites quand elle l’a été.',
  });
}

async function noter(tx: Transaction, { patient, destinataire }: EnvoiNominatif, i: InformationDEnvoi): Promise<void> {
  const dispensee = i.dispense !== undefined;
  if (dispensee && (i.motif ?? '') === '')
    throw refus.information_requise(undefined, { 'information.motif': 'Dites pourquoi, en une phrase.' });
  if (!dispensee) exigerDite(tx, i);
  await sqlEnvoi(tx)
    .insertInto('information_envoi')
    .values({
      id: tx.nouvelId(),
      patient,
      destinataire,
      informee_le: dispensee ? null : (i.le ?? null),
      quoi: dispensee ? null : (i.quoi ?? null),
      dispense: i.dispense ?? null,
      motif: i.motif ?? null,
      par: tx.acteur.id,
      par_nom: tx.acteur.nom,
      note_le: tx.maintenant,
    })
    .execute();
}

function exigerDite(tx: Transaction, { le, quoi = '' }: InformationDEnvoi): void {
  const champs = {
    ...(quoi === '' ? { 'information.quoi': 'Dites de quoi la personne est informée.' } : {}),
    ...(le === undefined ? { 'information.le': 'Dites quand elle l’a été.' } : {}),
    ...(le !== undefined && le > jourDe(tx.maintenant, 'Europe/Paris')
      ? { 'information.le': 'Informez-la d’abord : cette date n’est pas encore passée.' }
      : {}),
  };
  if (Object.keys(champs).length > 0) throw refus.information_requise(undefined, champs);
}

/** A dispensation covers one sending; an information covers the next ones to the same recipient. */
async function dejaDite(tx: Transaction, patient: string, destinataire: string): Promise<boolean> {
  const ligne = await sqlEnvoi(tx)
    .selectFrom('information_envoi as i')
    .select('i.id')
    .where('i.patient', '=', patient)
    .where('i.destinataire', '=', destinataire)
    .where('i.informee_le', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  return ligne !== undefined;
}

/** She was told of her circle, and this recipient is in it. */
async function ditParLeCercle(tx: Transaction, patient: string, destinataire: string): Promise<boolean> {
  const cercle = await lireCercle(tx, patient, porteeSysteme('cercle.envoi'));
  if (cercle === undefined || !['informee', 'accord'].includes(cercle.information.etat)) return false;
  return cercle.membres.some((membre) => membre.ref === destinataire && estPresent(membre, tx.maintenant));
}
