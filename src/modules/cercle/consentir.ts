import { porteeSysteme } from '#acces/portee.ts';
import { action } from '#socle/action.ts';
import { compterAcces, desactiverAvis, noterInformation, reprojeter } from './avis-de-la-personne.ts';
import { consentDe } from './consentement.ts';
import { leverOpposition as contratLever, noterAvis, retirerAccord as contratRetirer } from './contract.ts';
import { noterSonAvis } from './droits.ts';
import { AccordRetire, OppositionLevee } from './faits.ts';
import { refus } from './refus.ts';
import { affaiblit } from './rules.ts';
import { chargerCercle } from './store.ts';

/** « Noter une information » : what the person was told and answered. */
export const noter = action(noterAvis, {
  droit: noterSonAvis,
  faire: async ({ entree, acteur, tx }) => {
    const { patient, ...avis } = entree;
    const { information } = await chargerCercle(tx, patient);
    if (avis.etat !== 'opposee' && information.etat === 'opposee') throw refus.opposition_en_cours();
    if (affaiblit(information, { etat: avis.etat, perimetre: avis.etat === 'accord' ? avis.perimetre : undefined }))
      throw refus.avis_deja_connu();
    return compterAcces(await noterInformation(tx, patient, { ...avis, par: acteur.nom }));
  },
});

/** Withdrawal needs no reason and acts at once: the person stays informed, nothing outside the care team is open any more. */
export const retirerAccord = action(contratRetirer, {
  droit: noterSonAvis,
  faire: async ({ entree, acteur, tx }) => {
    const { patient, mode } = entree;
    const { information } = await chargerCercle(tx, patient);
    if (information.etat !== 'accord') throw refus.pas_d_accord();
    await desactiverAvis(tx, patient);
    const avis = { etat: 'informee', par: acteur.nom, le: tx.maintenant, mode } as const;
    await tx.ecrire(consentDe(tx.nouvelId(), patient, acteur.structure.ref, avis));
    await tx.fait(AccordRetire, {
      objet: `Patient/${patient}`,
      patient,
      lecteurs: [acteur.ref],
      donnees: { notePar: acteur.nom },
    });
    return compterAcces(await reprojeter(tx, patient));
  },
});

/** Only the person lifts her opposition; what was agreed before it does not come back by itself. */
export const leverOpposition = action(contratLever, {
  droit: noterSonAvis,
  faire: async ({ entree, acteur, tx }) => {
    const { patient, opposition } = entree;
    const { information } = await chargerCercle(tx, patient);
    if (!information.oppositions.some(({ id }) => id === opposition)) throw refus.pas_d_opposition();
    const lue = await tx.lire('Consent', opposition, porteeSysteme('cercle.opposition'));
    await tx.ecrire({ ...lue.ressource, status: 'inactive' }, lue.version);
    await tx.fait(OppositionLevee, {
      objet: `Patient/${patient}`,
      patient,
      lecteurs: [acteur.ref],
      donnees: { notePar: acteur.nom },
    });
    return compterAcces(await reprojeter(tx, patient));
  },
});
