import type { AttenteMain } from '#socle/tables.ts';
import type { Transaction } from '#socle/transaction.ts';
import { ajouterDelaiOuvre, CALENDRIER_PAR_DEFAUT, type Delai } from '#lib/temps/index.ts';
import { lireReglage } from '#modules/territoire/index.ts';
import { ecrireTache } from '../fhir.ts';
import { DELAIS } from '../parametres.ts';
import { fileJoignable } from './boites.ts';
import type { Fil } from './store.ts';

export interface Tenant {
  readonly ref: string;
  readonly nom: string;
  readonly file?: string | undefined;
}

export interface Attendu {
  readonly qui: Tenant;
  readonly etat: 'attend' | 'tenu' | 'retard';
  readonly attente: AttenteMain;
  readonly prochaine: string;
  readonly cause: 'message.a_repondre' | 'message.non_remis' | 'message.sans_reponse';
  readonly delai: Delai;
  readonly rang?: number;
}

/** The open thing of a conversation: its thread. */
export const objetDuFil = (fil: Pick<Fil, 'id'>): string => `Task/${fil.id}`;

/** Where the facts of a thread are told: on the thing it is about, else on the thread itself. */
export const sujetDesFaits = (fil: Pick<Fil, 'id' | 'objet'>): string => fil.objet ?? objetDuFil(fil);

export async function echeance(tx: Transaction, delai: Delai): Promise<Date> {
  const calendrier = await lireReglage(tx.sql, 'calendrier');
  return ajouterDelaiOuvre(tx.maintenant, delai, { ...CALENDRIER_PAR_DEFAUT, ...calendrier });
}

/** Somebody named is expected on this thread, with a deadline. */
export async function donnerLaMain(tx: Transaction, fil: Fil, attendu: Attendu): Promise<void> {
  await tx.passerLaMain({
    objet: objetDuFil(fil),
    genre: 'message',
    etat: attendu.etat,
    titre: `Message de ${fil.correspondant_nom}`,
    patient: fil.patient ?? undefined,
    a: attendu.qui,
    prochaine: attendu.prochaine,
    dueLe: await echeance(tx, attendu.delai),
    cause: attendu.cause,
    attente: attendu.attente,
    rang: attendu.rang ?? 0,
    lecteurs: fil.lecteurs,
  });
  await ecrireTache(tx, {
    fil,
    statut: attendu.etat === 'tenu' ? 'accepted' : 'requested',
    qui: attendu.qui,
    quoi: attendu.prochaine,
  });
}

export async function poserLaMainDuFil(tx: Transaction, fil: Fil): Promise<void> {
  await tx.poserLaMain(objetDuFil(fil));
  await ecrireTache(tx, { fil, statut: 'completed', quoi: 'Terminé' });
}

/** Who a new message goes to: whoever last wrote or took the thread, else the on-duty person of the queue. */
export async function tenantNaturel(tx: Transaction, fil: Fil): Promise<Tenant> {
  if (fil.porteur !== null && fil.porteur_nom !== null) return { ref: fil.porteur, nom: fil.porteur_nom };
  const file = await fileJoignable(tx, fil.file);
  const garde = file?.porteurs[0];
  if (file === undefined || garde === undefined)
    throw new Error(`la boîte du fil ${fil.id} n’a pas de file avec un responsable`);
  return { ref: garde.ref, nom: garde.nom, file: file.nom };
}

/** A message arrived and nobody has answered it yet. */
export async function faireRepondre(
  tx: Transaction,
  fil: Fil,
  options: { readonly automatique: boolean },
): Promise<void> {
  const qui = await tenantNaturel(tx, fil);
  await donnerLaMain(tx, fil, {
    qui,
    etat: 'attend',
    attente: options.automatique ? 'faire' : 'repondre',
    prochaine: options.automatique ? 'lire ce message' : `répondre à ${fil.correspondant_nom}`,
    cause: 'message.a_repondre',
    delai: DELAIS.aRepondre,
  });
}
