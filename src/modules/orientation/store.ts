import { porteeSysteme } from '#acces/portee.ts';
import type { Portee } from '#fhir/store/portee.ts';
import { CALENDRIER_PAR_DEFAUT } from '#lib/temps/index.ts';
import { lireTacheDe } from '#socle/categorie.ts';
import type { Porteur } from '#socle/qui-a-la-main.ts';
import type { Transaction } from '#socle/transaction.ts';
import { CATEGORIE_ORIENTATION, depuisFhir, versServiceRequest, versTask } from './fhir.ts';
import { lecteursDe, objetDe, type Orientation } from './orientation.ts';
import { prochaineEcheance, quiTient } from './rules.ts';
import { estTermine } from './statut.ts';

/** Loads one orientation with the actor's rights. */
export async function charger(tx: Transaction, id: string, portee: Portee = tx.portee): Promise<Orientation> {
  const tache = await lireTacheDe(tx, CATEGORIE_ORIENTATION, id, portee);
  const requete = await tx.lire(
    'ServiceRequest',
    tache.ressource.focus?.reference?.replace('ServiceRequest/', '') ?? '',
    portee,
  );
  tx.concerne(tache.ressource.for?.reference?.replace('Patient/', ''));
  return depuisFhir(tache.ressource, requete.ressource, [tache.version, requete.version]);
}

/** Loads for somebody who may be a link: the link designates the thing, its right is judged by `droits.ts`. */
export function chargerPourReponse(tx: Transaction, id: string): Promise<Orientation> {
  return charger(tx, id, tx.acteur.genre === 'lien' ? porteeSysteme('orientation.lien') : tx.portee);
}

export interface Main {
  readonly a?: Porteur;
  readonly retard?: boolean;
  readonly rang?: number;
  readonly dueLe?: Date;
}

/** Saves, then says who has it and until when. */
export async function enregistrer(tx: Transaction, o: Orientation, main: Main = {}): Promise<void> {
  const lecteurs = lecteursDe(o);
  await tx.ecrire(versServiceRequest(o), o.versions?.[1], lecteurs);
  await tx.ecrire(versTask(o), o.versions?.[0], lecteurs);
  const echeance =
    estTermine(o.statut) && o.statut !== 'refusee'
      ? undefined
      : prochaineEcheance(o, CALENDRIER_PAR_DEFAUT, tx.maintenant);
  if (echeance === undefined) return tx.poserLaMain(objetDe(o));
  await tx.passerLaMain({
    objet: objetDe(o),
    genre: 'orientation',
    etat: main.retard === true ? 'retard' : 'tenu',
    titre: `Orientation ${o.reference} · ${o.destinataire.nom}`,
    patient: o.patient,
    a: main.a ?? quiTient(o),
    ...echeance,
    dueLe: main.dueLe ?? echeance.dueLe,
    rang: main.rang ?? 0,
    lecteurs,
  });
}
