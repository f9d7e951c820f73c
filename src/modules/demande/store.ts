import type { Portee } from '#fhir/store/portee.ts';
import { CALENDRIER_PAR_DEFAUT } from '#lib/temps/index.ts';
import { fileDe } from '#modules/territoire/index.ts';
import { lireTacheDe } from '#socle/categorie.ts';
import type { Porteur } from '#socle/qui-a-la-main.ts';
import type { Transaction } from '#socle/transaction.ts';
import { lecteursDe, nomDuCandidat, objetDe, type Demande } from './demande.ts';
import { CATEGORIE_DEMANDE, depuisFhir, versServiceRequest, versTask } from './fhir.ts';
import { DELAIS_PAR_DEFAUT } from './parametres.ts';
import { prochaineEcheance } from './rules.ts';
import { estTermine } from './statut.ts';
import { URGENCES } from './vocabulaire.ts';

/** Loads one request with the actor's rights. */
export async function charger(tx: Transaction, id: string, portee: Portee = tx.portee): Promise<Demande> {
  const tache = await lireTacheDe(tx, CATEGORIE_DEMANDE, id, portee);
  const requete = await tx.lire(
    'ServiceRequest',
    tache.ressource.focus?.reference?.replace('ServiceRequest/', '') ?? '',
    portee,
  );
  const demande = depuisFhir(tache.ressource, requete.ressource, [tache.version, requete.version]);
  tx.concerne(demande.patient);
  return demande;
}

export interface Main {
  /** Who holds it when it is not the owner: on-duty person of the queue, or the next rung of the ladder. */
  readonly a?: Porteur;
  readonly retard?: boolean;
  readonly rang?: number;
  readonly dueLe?: Date;
}

/** Saves the request and, in the same breath, says who has it and until when (or that nobody is expected any more). */
export async function enregistrer(tx: Transaction, demande: Demande, main: Main = {}): Promise<void> {
  const lecteurs = lecteursDe(demande);
  await tx.ecrire(versServiceRequest(demande), demande.versions?.[1], lecteurs);
  await tx.ecrire(versTask(demande), demande.versions?.[0], lecteurs);
  if (estTermine(demande.statut)) return tx.poserLaMain(objetDe(demande));
  const echeance = prochaineEcheance(demande, DELAIS_PAR_DEFAUT, CALENDRIER_PAR_DEFAUT, tx.maintenant);
  const a = main.a ?? demande.proprietaire ?? (await deGarde(tx));
  await tx.passerLaMain({
    objet: objetDe(demande),
    genre: 'demande',
    etat: main.retard === true ? 'retard' : demande.proprietaire === undefined ? 'attend' : 'tenu',
    titre: titreDe(demande),
    patient: demande.patient,
    a,
    ...echeance,
    dueLe: main.dueLe ?? echeance.dueLe,
    rang: main.rang ?? 0,
    attente: demande.proprietaire === undefined ? 'repondre' : 'faire',
    lecteurs,
  });
}

/** The person first: it is how one recognises a line. */
function titreDe({ candidat, reference, urgence }: Demande): string {
  const nom = nomDuCandidat(candidat);
  return `${nom === '' ? 'Personne à préciser' : nom} · demande ${reference}, ${URGENCES[urgence].toLowerCase()}`;
}

/** The person on duty for the DAC's queue: a named human who answers for what nobody took yet. */
export async function deGarde(tx: Transaction): Promise<Porteur & { readonly telephone: string }> {
  const file = await fileDe(tx.sql, 'dac');
  const premier = file.porteurs[0];
  if (premier === undefined) throw new Error('la file du DAC n’a pas de responsable');
  return { ...premier, file: file.nom };
}
