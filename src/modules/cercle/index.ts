import type { Portee } from '#fhir/store/portee.ts';
import type { Module } from '#socle/module.ts';
import type { Transaction } from '#socle/transaction.ts';
import { actionAjouter, type ChercherContact } from './ajouter.ts';
import type { Cercle } from './cercle.ts';
import { leverOpposition, noter, partager, retirerAccord, retirerPour, terminerSituation } from './consentir.ts';
import { accepterConfiance, designerConfiance, revoquerConfiance } from './confiance.ts';
import { copie, direCompris, donnerCopie, maCopie, noterCompris, noterRemise } from './copie.ts';
import { ajouterComplement, cloreDossier, corrigerDeces, deces } from './apres-deces.ts';
import { noterDeces } from './deces.ts';
import { ecrituresFhir } from './ecriture-fhir.ts';
import { FAITS } from './faits.ts';
import { demasquer, masquer } from './masquer.ts';
import { modifier, terminer } from './participation.ts';
import { participer, type NouveauMembre } from './participer.ts';
import { finirMandat, noterMesure, noterTitulaire } from './protection.ts';
import { SONNERIES } from './rappels.ts';
import { lireCercle } from './store.ts';
import { rappel } from './view-rappel.ts';
import { masques, opposition, panneau, quiEtaitLa } from './views.ts';

export { noterInformation } from './avis-de-la-personne.ts';
export type { Cercle, Membre } from './cercle.ts';
export { exigerInformation } from './information-envoi.ts';
export { remonterAuDac } from './remonter.ts';
export { anciensDossiers } from './anciens.ts';
export { reprojeterCercle, reunirCercles } from './reunir.ts';
export { direRepresentant, exigerMandat, recevantDe } from './representants.ts';
export { panneauDe } from './views.ts';

/** The circle of care of each person. `contactDe` is the door of the room annuaire. */
export function moduleCercle({ contactDe }: { readonly contactDe: ChercherContact }): Module {
  return {
    nom: 'cercle',
    ecrituresFhir,
    actions: [
      actionAjouter(contactDe),
      modifier,
      terminer,
      noter,
      partager,
      retirerAccord,
      retirerPour,
      terminerSituation,
      leverOpposition,
      masquer,
      demasquer,
      donnerCopie,
      noterCompris,
      direCompris,
      noterMesure,
      noterTitulaire,
      finirMandat,
      designerConfiance,
      accepterConfiance,
      revoquerConfiance,
      noterRemise,
      noterDeces,
      cloreDossier,
      ajouterComplement,
      corrigerDeces,
    ],
    vues: [panneau, deces, copie, maCopie, masques, opposition, quiEtaitLa, rappel],
    faits: FAITS,
    sonneries: SONNERIES,
  };
}

/** For other rooms, inside an action whose right is decided. Adding who is already there changes nothing. Returns the rank. */
export async function ajouterAuCercle(tx: Transaction, patient: string, nouveau: NouveauMembre): Promise<number> {
  const { membre } = await participer(tx, patient, nouveau);
  return membre.rang;
}

/** The circle, with the reader's rights unless the calling action decided otherwise; undefined when there is none to see. */
export function cercleDe(tx: Transaction, patient: string, portee: Portee = tx.portee): Promise<Cercle | undefined> {
  return lireCercle(tx, patient, portee);
}
