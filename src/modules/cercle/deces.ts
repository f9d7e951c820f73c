import { porteeSysteme } from '#acces/portee.ts';
import { action } from '#socle/action.ts';
import { compterAcces, reprojeter } from './avis-de-la-personne.ts';
import { retirerTout } from './consentir.ts';
import { noterDeces as contratDeces } from './contract-protection.ts';
import { prevenirLesFermes } from './discretion.ts';
import { modifierLeCercle } from './droits.ts';
import { DecesNote } from './faits.ts';
import { fermerRappels } from './rappels.ts';
import { refus } from './refus.ts';
import { chargerCercle } from './store.ts';

/** Secrecy remains after death (SP-16): the team keeps reading what it wrote, everything founded on her consent ends. */
export const noterDeces = action(contratDeces, {
  apresDeces: 'cloture',
  droit: modifierLeCercle,
  faire: async ({ entree, acteur, tx, maintenant }) => {
    const { patient, le, source } = entree;
    if (new Date(le) > maintenant) throw refus.deces_a_venir();
    const lue = await tx.lire('Patient', patient, porteeSysteme('cercle.deces'));
    if (lue.ressource.deceasedDateTime !== undefined) throw refus.deces_deja_note();
    const avant = await chargerCercle(tx, patient);
    const lecteurs = await tx.magasin.lecteursDe('Patient', patient);
    await tx.ecrire({ ...lue.ressource, deceasedDateTime: le }, lue.version, lecteurs);
    const { etat, nommes = [] } = avant.information;
    if (etat === 'accord' || nommes.length > 0) await retirerTout(tx, patient, undefined);
    for (const genre of ['recueil', 'accord', 'mesure'] as const) await fermerRappels(tx, genre, patient);
    await tx.fait(DecesNote, {
      objet: `Patient/${patient}`,
      patient,
      lecteurs: [acteur.ref],
      donnees: { le, source },
    });
    const apres = await reprojeter(tx, patient);
    await prevenirLesFermes(tx, avant, apres);
    return compterAcces(apres);
  },
});
