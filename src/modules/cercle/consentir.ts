import { porteeSysteme } from '#acces/portee.ts';
import type { Famille } from '#fhir/types.ts';
import { action } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import { compterAcces, desactiverAvis, noterInformation, reprojeter } from './avis-de-la-personne.ts';
import type { Cercle, Membre } from './cercle.ts';
import { consentDe, consentNomme, type Preuve } from './consentement.ts';
import * as contrat from './contract.ts';
import { prevenirLesFermes } from './discretion.ts';
import { entendreLaPersonne, modifierLeCercle, noterSonAvis } from './droits.ts';
import { AccordRetire, OppositionLevee, PartageNote, SituationTerminee } from './faits.ts';
import { doitDireAupresDeQui } from './protection.ts';
import { dateDeRevue, fermerRappels, prevoirRappel } from './rappels.ts';
import { refus } from './refus.ts';
import { direRepresentant, exigerMandat } from './representants.ts';
import { affaiblit, estPresent, ouverture } from './rules.ts';
import { chargerCercle } from './store.ts';
import { categorieDeFonction, CLES_CATEGORIES, FAMILLES_PARTAGEES, LIBELLE_SENSIBLE } from './vocabulaire.ts';

const DANS_L_ACTION = porteeSysteme('cercle.accord');

/** « Noter une information » : what the person was told and answered. */
export const noter = action(contrat.noterAvis, {
  droit: noterSonAvis,
  faire: async ({ entree, acteur, tx }) => {
    const { patient, ...dit } = entree;
    const avis = await aupresDuRepresentant(tx, patient, dit);
    const avant = await chargerCercle(tx, patient);
    const { information } = avant;
    if (avis.etat !== 'opposee' && information.etat === 'opposee') throw refus.opposition_en_cours();
    if (affaiblit(information, { etat: avis.etat, perimetre: avis.etat === 'accord' ? avis.perimetre : undefined }))
      throw refus.avis_deja_connu();
    if (avis.etat === 'accord' && (avis.aupresDe ?? '') === '') await exigerAupresDe(tx, patient);
    const revoirLe = avis.etat === 'accord' && avis.revoirLe !== undefined ? new Date(avis.revoirLe) : undefined;
    const apres = await noterInformation(tx, patient, { ...avis, revoirLe, par: acteur.nom });
    return finir(tx, avant, apres);
  },
});

/** Beside her general word: these families, to these members, and to nobody else (SEN only ever opens here). */
export const partager = action(contrat.partager, {
  droit: noterSonAvis,
  faire: async ({ entree, acteur, tx, maintenant }) => {
    const { patient, membres, familles, revoirLe, noticeRemise: _remise, ...dit } = entree;
    const preuve = await aupresDuRepresentant(tx, patient, dit);
    const { membres: cercle, information } = await chargerCercle(tx, patient);
    if (information.etat === 'opposee') throw refus.opposition_en_cours();
    const nommes = membres.map((ref) => membreDe(cercle, ref, maintenant));
    const categories = CLES_CATEGORIES.filter((c) =>
      nommes.some(({ fonction }) => categorieDeFonction(fonction) === c),
    );
    await tx.ecrire(
      consentNomme(tx.nouvelId(), patient, acteur.structure.ref, {
        ...preuve,
        par: acteur.nom,
        le: maintenant,
        membres,
        familles,
        categories: categories.length === 0 ? CLES_CATEGORIES : categories,
      }),
    );
    await prevoirRappel(
      tx,
      'accord',
      patient,
      dateDeRevue(maintenant, revoirLe === undefined ? undefined : new Date(revoirLe)),
    );
    await tx.fait(PartageNote, {
      objet: `Patient/${patient}`,
      patient,
      lecteurs: [acteur.ref],
      donnees: {
        avec: nommes.map(({ nom }) => nom),
        // What is sensitive is not told to the whole circle.
        familles: familles.filter((f) => f !== 'SEN').map(enMots),
        notePar: acteur.nom,
      },
    });
    return compterAcces(await reprojeter(tx, patient));
  },
});

/** Withdrawal needs no reason and acts at once: the person stays informed, nothing outside the care team is open any more. */
export const retirerAccord = action(contrat.retirerAccord, {
  apresDeces: 'cloture',
  droit: noterSonAvis,
  faire: async ({ entree, acteur, tx }) => {
    const { patient, mode } = entree;
    const avant = await chargerCercle(tx, patient);
    const { etat, nommes = [] } = avant.information;
    if (etat !== 'accord' && nommes.length === 0) throw refus.pas_d_accord();
    await retirerTout(tx, patient, mode);
    await tx.fait(AccordRetire, {
      objet: `Patient/${patient}`,
      patient,
      lecteurs: [acteur.ref],
      donnees: { notePar: acteur.nom },
    });
    return finir(tx, avant, await reprojeter(tx, patient));
  },
});

/**
 * This member reads nothing more. What named them alone is withdrawn; when something else still opens the record to them (the care
 * team, a general agreement), the person's no is kept as an opposition.
 */
export const retirerPour = action(contrat.retirerPour, {
  apresDeces: 'cloture',
  droit: noterSonAvis,
  faire: async ({ entree, acteur, tx, maintenant }) => {
    const { patient, membre: ref, mode } = entree;
    const avant = await chargerCercle(tx, patient);
    const membre = membreDe(avant.membres, ref, maintenant);
    await retirerDesPartages(tx, patient, ref);
    const { information } = await chargerCercle(tx, patient);
    if (ouverture(membre, information).familles.length > 0)
      await noterInformation(tx, patient, { etat: 'opposee', par: acteur.nom, mode, vise: [ref] });
    else if (ouverture(membre, avant.information).familles.length === 0) throw refus.pas_d_accord();
    return finir(tx, avant, await reprojeter(tx, patient));
  },
});

/** The agreement was for a situation: it ends with it (SP-09). What the team reads by L. 1110-12 follows the participations. */
export const terminerSituation = action(contrat.terminerSituation, {
  apresDeces: 'cloture',
  droit: modifierLeCercle,
  faire: async ({ entree, acteur, tx }) => {
    const { patient, motif } = entree;
    const avant = await chargerCercle(tx, patient);
    const { etat, nommes = [] } = avant.information;
    if (etat !== 'accord' && nommes.length === 0) throw refus.pas_d_accord();
    await retirerTout(tx, patient, undefined);
    await tx.fait(SituationTerminee, {
      objet: `Patient/${patient}`,
      patient,
      lecteurs: [acteur.ref],
      donnees: { motif, notePar: acteur.nom },
    });
    return finir(tx, avant, await reprojeter(tx, patient));
  },
});

/** Only the person lifts her opposition; what was agreed before it does not come back by itself. */
export const leverOpposition = action(contrat.leverOpposition, {
  droit: entendreLaPersonne,
  faire: async ({ entree, acteur, tx }) => {
    const { patient, opposition } = entree;
    const { information } = await chargerCercle(tx, patient);
    if (!information.oppositions.some(({ id }) => id === opposition)) throw refus.pas_d_opposition();
    const lue = await tx.lire('Consent', opposition, porteeSysteme('cercle.opposition'));
    await tx.ecrire({ ...lue.ressource, status: 'inactive' }, lue.version);
    await tx.fait(OppositionLevee, {
      objet: lue.ressource.provision?.actor === undefined ? `Patient/${patient}` : `Consent/${opposition}`,
      patient,
      lecteurs: [acteur.ref],
      donnees: { notePar: acteur.nom },
    });
    return compterAcces(await reprojeter(tx, patient));
  },
});

/** A minor, or somebody represented, does not agree alone on paper: who agreed is written with it. */
async function exigerAupresDe(tx: Transaction, patient: string): Promise<void> {
  const pourquoi = await doitDireAupresDeQui(tx, patient);
  if (pourquoi !== undefined) throw refus.aupres_de_qui(pourquoi, { aupresDe: pourquoi });
}

/** Whoever answers in her place: a mandate that runs and covers her person, or the word is not written. Who and in what quality goes with it. */
async function aupresDuRepresentant<D extends object>(
  tx: Transaction,
  patient: string,
  dit: D & Preuve,
): Promise<D & Preuve> {
  if ((dit.representant ?? '') === '') return dit;
  const representant = await exigerMandat(tx, patient, dit.representant ?? '', 'consentir');
  return { ...dit, aupresDe: direRepresentant(representant) };
}

async function finir(tx: Transaction, avant: Cercle, apres: Cercle) {
  await prevenirLesFermes(tx, avant, apres);
  return compterAcces(apres);
}

/** Every agreement, general or by name, becomes inactive; the person stays informed. */
export async function retirerTout(
  tx: Transaction,
  patient: string,
  mode: 'oral' | 'ecrit' | 'electronique' | 'telephone' | undefined,
): Promise<void> {
  await desactiverAvis(tx, patient, 'tout');
  const avis = { etat: 'informee', par: tx.acteur.nom, le: tx.maintenant, mode } as const;
  await tx.ecrire(consentDe(tx.nouvelId(), patient, tx.acteur.structure.ref, avis));
  await fermerRappels(tx, 'accord', patient);
}

async function retirerDesPartages(tx: Transaction, patient: string, ref: string): Promise<void> {
  const actifs = await tx.magasin.chercher('Consent', { patient, toks: ['status=active'] }, DANS_L_ACTION);
  for (const { ressource, version } of actifs) {
    const acteurs = ressource.provision?.type === 'permit' ? (ressource.provision.actor ?? []) : [];
    const restants = acteurs.filter(({ reference }) => reference?.reference !== ref);
    if (restants.length === acteurs.length) continue;
    await tx.ecrire(
      restants.length === 0
        ? { ...ressource, status: 'inactive' }
        : { ...ressource, provision: { ...ressource.provision, actor: restants } },
      version,
    );
  }
}

function membreDe(membres: readonly Membre[], ref: string, le: Date): Membre {
  const membre = membres.find((candidat) => candidat.ref === ref && estPresent(candidat, le));
  if (membre === undefined) throw refus.membre_inconnu();
  return membre;
}

const enMots = (famille: Famille): string =>
  famille === 'SEN' || famille === 'ORG' ? LIBELLE_SENSIBLE : FAMILLES_PARTAGEES[famille];
