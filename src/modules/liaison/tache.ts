import type { Task } from '@medplum/fhirtypes';
import type { Portee } from '#fhir/store/portee.ts';
import type { Identifiee } from '#fhir/types.ts';
import { ajouterDelaiOuvre, CALENDRIER_PAR_DEFAUT } from '#lib/temps/index.ts';
import { lireTacheDe, SYSTEME_CATEGORIE } from '#socle/categorie.ts';
import type { Porteur } from '#socle/qui-a-la-main.ts';
import type { Transaction } from '#socle/transaction.ts';
import { TacheDonnee } from './faits.ts';

/** A small promise: what, by whom, before when. */
export interface Tache {
  readonly id: string;
  readonly quoi: string;
  readonly qui: Porteur;
  readonly patient: string | undefined;
  /** `Communication/…` of the call, or `Task/…` of the thing it helps. */
  readonly origine: string | undefined;
  readonly donneePar: { readonly ref: string; readonly nom: string };
  readonly pourLe: Date;
  readonly faite: boolean;
  readonly version: number | undefined;
}

export const CATEGORIE_TACHE = 'tache';
export const CAUSE_TACHE = 'liaison.tache';
/** Default time for a promise without a date. [P] */
const DELAI_PAR_DEFAUT = { joursOuvres: 2 };

export const echeanceParDefaut = (maintenant: Date): Date =>
  ajouterDelaiOuvre(maintenant, DELAI_PAR_DEFAUT, CALENDRIER_PAR_DEFAUT);

function versTask(t: Tache): Identifiee<Task> {
  return {
    resourceType: 'Task',
    id: t.id,
    status: t.faite ? 'completed' : 'accepted',
    intent: 'order',
    code: { coding: [{ system: SYSTEME_CATEGORIE, code: CATEGORIE_TACHE }] },
    description: t.quoi,
    ...(t.patient === undefined ? {} : { for: { reference: `Patient/${t.patient}` } }),
    ...(t.origine === undefined ? {} : { focus: { reference: t.origine } }),
    requester: { reference: t.donneePar.ref, display: t.donneePar.nom },
    owner: { reference: t.qui.ref, display: t.qui.nom },
    restriction: { period: { end: t.pourLe.toISOString() } },
  };
}

export async function chargerTache(tx: Transaction, id: string, portee: Portee = tx.portee): Promise<Tache> {
  const { ressource: r, version } = await lireTacheDe(tx, CATEGORIE_TACHE, id, portee);
  const patient = r.for?.reference?.replace('Patient/', '');
  tx.concerne(patient);
  return {
    id: r.id,
    quoi: r.description ?? '',
    qui: { ref: r.owner?.reference ?? '', nom: r.owner?.display ?? '' },
    patient,
    origine: r.focus?.reference,
    donneePar: { ref: r.requester?.reference ?? '', nom: r.requester?.display ?? '' },
    pourLe: new Date(r.restriction?.period?.end ?? 0),
    faite: r.status === 'completed',
    version,
  };
}

export const lecteursDeTache = (t: Tache): readonly string[] => [t.qui.ref, t.donneePar.ref];

export async function enregistrerTache(
  tx: Transaction,
  t: Tache,
  main: { retard?: boolean; rang?: number; dueLe?: Date } = {},
): Promise<void> {
  await tx.ecrire(versTask(t), t.version, lecteursDeTache(t));
  if (t.faite) return tx.poserLaMain(`Task/${t.id}`);
  await tx.passerLaMain({
    objet: `Task/${t.id}`,
    genre: 'tache',
    etat: main.retard === true ? 'retard' : 'tenu',
    titre: t.quoi,
    patient: t.patient,
    a: t.qui,
    prochaine: t.quoi,
    dueLe: main.dueLe ?? t.pourLe,
    cause: CAUSE_TACHE,
    rang: main.rang ?? 0,
    lecteurs: lecteursDeTache(t),
  });
}

/** Gives somebody something to do, with a date, and says it in the thread. */
export async function donner(
  tx: Transaction,
  tache: {
    quoi: string;
    qui: Porteur;
    patient?: string | undefined;
    origine?: string | undefined;
    pourLe?: Date | undefined;
  },
): Promise<string> {
  const t: Tache = {
    id: tx.nouvelId(),
    quoi: tache.quoi,
    qui: tache.qui,
    patient: tache.patient,
    origine: tache.origine,
    donneePar: { ref: tx.acteur.ref, nom: tx.acteur.nom },
    pourLe: tache.pourLe ?? echeanceParDefaut(tx.maintenant),
    faite: false,
    version: undefined,
  };
  await enregistrerTache(tx, t);
  await tx.fait(TacheDonnee, {
    objet: `Task/${t.id}`,
    patient: t.patient,
    lecteurs: lecteursDeTache(t),
    donnees: { quoi: t.quoi, a: t.qui.nom },
  });
  return t.id;
}
