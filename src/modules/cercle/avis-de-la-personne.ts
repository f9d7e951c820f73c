import { porteeSysteme } from '#acces/portee.ts';
import type { Transaction } from '#socle/transaction.ts';
import type { Cercle, Perimetre } from './cercle.ts';
import { consentDe, type Avis } from './consentement.ts';
import { InformationNotee } from './faits.ts';
import { dateDeRecueil, fermerRecueil, prevoirRecueil } from './recueil.ts';
import { affaiblit, fermeture } from './rules.ts';
import { chargerCercle, enregistrerCercle, projeter } from './store.ts';
import type { EtatInformation, Mode } from './vocabulaire.ts';

export interface AvisRecueilli {
  readonly etat: EtatInformation;
  /** Name of whoever informed the person or heard her answer. */
  readonly par: string;
  readonly mode?: Mode | undefined;
  readonly motif?: string | undefined;
  readonly personneConsultee?: string | undefined;
  readonly aupresDe?: string | undefined;
  readonly perimetre?: Perimetre | undefined;
  readonly vise?: 'tous' | readonly string[] | undefined;
}

const DANS_L_ACTION = porteeSysteme('cercle.information');

/**
 * Records what the person was told and answered, and opens or closes the circle from the next read on.
 * An opposition stays above whatever is noted after it. What would erase something stronger the person said writes nothing, nor
 * does `non_dite`, the absence of a word.
 * The right is decided by the calling action.
 */
export async function noterInformation(tx: Transaction, patient: string, recueilli: AvisRecueilli): Promise<Cercle> {
  const { etat } = recueilli;
  const cercle = await chargerCercle(tx, patient);
  if (etat === 'non_dite' || affaiblit(cercle.information, { etat, perimetre: recueilli.perimetre })) return cercle;
  const recueilLe = etat === 'impossible' ? dateDeRecueil(tx.maintenant) : undefined;
  const avis: Avis = { ...recueilli, etat, le: tx.maintenant, recueilLe };
  if (etat !== 'opposee' || avis.vise === undefined || avis.vise === 'tous') await desactiverAvis(tx, patient);
  await tx.ecrire(consentDe(tx.nouvelId(), patient, tx.acteur.structure.ref, avis));
  await (recueilLe === undefined ? fermerRecueil(tx, patient) : prevoirRecueil(tx, patient, recueilLe));
  await tx.fait(InformationNotee, {
    objet: `Patient/${patient}`,
    patient,
    lecteurs: [tx.acteur.ref],
    donnees: { etat, notePar: recueilli.par, ...(recueilli.motif === undefined ? {} : { detail: recueilli.motif }) },
  });
  return reprojeter(tx, patient);
}

/** Former words become inactive and stay readable; oppositions are left alone. */
export async function desactiverAvis(tx: Transaction, patient: string): Promise<void> {
  const actifs = await tx.magasin.chercher('Consent', { patient, toks: ['status=active'] }, DANS_L_ACTION);
  for (const { ressource, version } of actifs.filter((lu) => lu.ressource.provision?.type !== 'deny')) {
    await tx.ecrire({ ...ressource, status: 'inactive' }, version);
  }
}

/** Recomputes who reads, after a change of the person's word. */
export async function reprojeter(tx: Transaction, patient: string): Promise<Cercle> {
  const cercle = await chargerCercle(tx, patient);
  // An opposition also takes back what the builders of the circle read of it: the resource is written again.
  if (cercle.information.etat !== 'opposee' || cercle.version === 0) await projeter(tx, cercle);
  else await enregistrerCercle(tx, cercle);
  return cercle;
}

/** How many members the record is open to now, and closed to. */
export function compterAcces({ membres, information }: Cercle): { ouverts: number; fermes: number } {
  const ouverts = membres.filter((membre) => fermeture(membre, information) === undefined).length;
  return { ouverts, fermes: membres.length - ouverts };
}
