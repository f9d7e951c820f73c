import { porteeSysteme } from '#acces/portee.ts';
import type { Transaction } from '#socle/transaction.ts';
import type { Cercle } from './cercle.ts';
import { consentDe, type Avis } from './consentement.ts';
import { cacherLOpposition } from './discretion.ts';
import { InformationNotee } from './faits.ts';
import { estNomme } from './parole.ts';
import { dateDeRecueil, dateDeRevue, fermerRappels, prevoirRappel } from './rappels.ts';
import { affaiblit, fermeture } from './rules.ts';
import { chargerCercle, enregistrerCercle, projeter } from './store.ts';
import type { EtatInformation } from './vocabulaire.ts';

export interface AvisRecueilli extends Omit<Avis, 'etat' | 'le' | 'recueilLe'> {
  readonly etat: EtatInformation;
  /** When the agreement is looked at again; twelve months at most, and by default. */
  readonly revoirLe?: Date | undefined;
}

const DANS_L_ACTION = porteeSysteme('cercle.information');

/**
 * Records what the person was told and answered, and opens or closes the circle from the next read on.
 * An opposition stays above whatever is noted after it. What would erase something stronger the person said writes nothing, nor
 * does `non_dite`, the absence of a word.
 * The right is decided by the calling action.
 */
export async function noterInformation(tx: Transaction, patient: string, recueilli: AvisRecueilli): Promise<Cercle> {
  const { etat, revoirLe, ...reste } = recueilli;
  const cercle = await chargerCercle(tx, patient);
  if (etat === 'non_dite' || affaiblit(cercle.information, { etat, perimetre: recueilli.perimetre })) return cercle;
  const recueilLe = etat === 'impossible' ? dateDeRecueil(tx.maintenant) : undefined;
  const avis: Avis = { ...reste, etat, le: tx.maintenant, recueilLe };
  const ciblee =
    etat === 'opposee' && (avis.familles !== undefined || (avis.vise !== undefined && avis.vise !== 'tous'));
  if (!ciblee) await desactiverAvis(tx, patient, etat === 'opposee' ? 'tout' : 'general');
  const id = tx.nouvelId();
  await tx.ecrire(consentDe(id, patient, tx.acteur.structure.ref, avis));
  if (ciblee) await cacherLOpposition(tx, patient, id);
  else if (etat === 'opposee') await fermerLesLiens(tx, patient);
  await poserLesRappels(tx, patient, { avis, revoirLe, ciblee });
  await tx.fait(InformationNotee, {
    objet: ciblee ? `Consent/${id}` : `Patient/${patient}`,
    patient,
    lecteurs: [tx.acteur.ref],
    donnees: { etat, notePar: recueilli.par, ...(recueilli.motif === undefined ? {} : { detail: recueilli.motif }) },
  });
  return reprojeter(tx, patient);
}

/** An opposition to everything is one to exchanges too: what was offered by a link already sent no longer opens. */
async function fermerLesLiens(tx: Transaction, patient: string): Promise<void> {
  await tx.sql
    .updateTable('lien')
    .set({ expire_le: tx.maintenant })
    .where('lien.expire_le', '>', tx.maintenant)
    .where('lien.usage', '<>', 'cercle.copie')
    .where((ou) =>
      ou.or([
        ou('lien.objet', '=', `Patient/${patient}`),
        ou('lien.objet', 'in', (eb) =>
          eb.selectFrom('main_ouverte').select('main_ouverte.objet').where('main_ouverte.patient', '=', patient),
        ),
      ]),
    )
    .execute();
}

async function poserLesRappels(
  tx: Transaction,
  patient: string,
  { avis, revoirLe, ciblee }: { readonly avis: Avis; readonly revoirLe: Date | undefined; readonly ciblee: boolean },
): Promise<void> {
  if (avis.recueilLe !== undefined) return prevoirRappel(tx, 'recueil', patient, avis.recueilLe);
  await fermerRappels(tx, 'recueil', patient);
  if (avis.etat === 'accord' && avis.perimetre !== undefined)
    return prevoirRappel(tx, 'accord', patient, dateDeRevue(tx.maintenant, revoirLe));
  if (!ciblee) await fermerRappels(tx, 'accord', patient);
}

/** Former words become inactive and stay readable; oppositions are left alone. `general`: what she shares by name stays too. */
export async function desactiverAvis(tx: Transaction, patient: string, quoi: 'general' | 'tout'): Promise<void> {
  const actifs = await tx.magasin.chercher('Consent', { patient, toks: ['status=active'] }, DANS_L_ACTION);
  for (const { ressource, version } of actifs) {
    if (ressource.provision?.type === 'deny' || (quoi === 'general' && estNomme(ressource))) continue;
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
