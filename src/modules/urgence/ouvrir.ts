import { exigerElevation } from '#acces/elevation.ts';
import { porteeSysteme } from '#acces/portee.ts';
import { ROLES } from '#acces/roles.ts';
import { trouverCandidats } from '#modules/dossier/index.ts';
import { action, vue } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import * as contrat from './contract.ts';
import { ecrireAuxMedecins } from './courrier.ts';
import { demander } from './droits.ts';
import { UrgenceOuverte, UrgencesRepetees } from './faits.ts';
import { aPrevenir, type APrevenir } from './prevenir.ts';
import { refus } from './refus.ts';
import { depasseLeQuota, DUREE_MS, motifsDe } from './rules.ts';
import { compterDepuis, enCours, estOppose, inserer, litDejaTout, type AccesSuivi } from './store.ts';
import { prevoir } from './suites.ts';
import { MOTIFS } from './vocabulaire.ts';

const JOUR_MS = 24 * 3_600_000;

/** The person is not in the circle of whoever treats her now: she is looked for in the whole territory, on a name and a birth date. */
export const chercher = vue(contrat.chercher, {
  genre: 'recherche',
  droit: demander,
  lire: async ({ entree, tx }) => {
    const trouves = await trouverCandidats(tx, { nomNaissance: entree.nom, naissance: entree.naissance });
    return {
      candidats: trouves
        .slice(0, 10)
        .map(({ patient, nom, naissance, age, commune }) => ({ patient, nom, naissance, age, commune })),
    };
  },
});

/**
 * Opens to one health professional, for four hours, what their role reads of a person, the sensitive family excepted. A known
 * opposition wins. Everybody who follows the person is told at once; she is informed the next day at the latest.
 */
export const ouvrir = action(contrat.ouvrir, {
  droit: demander,
  faire: async ({ entree, acteur, tx, maintenant }) => {
    exigerElevation(acteur, maintenant);
    const { patient, motif, texte } = entree;
    tx.concerne(patient);
    await tx.lire('Patient', patient, porteeSysteme('urgence.ouvrir'));
    if (!motifsDe(acteur.role).includes(motif)) throw refus.motif_reserve();
    if (await estOppose(tx, patient)) throw refus.opposition();
    if ((await enCours(tx, patient)) !== undefined) throw refus.deja_ouvert();
    if (await litDejaTout(tx, patient)) throw refus.deja_lisible();
    const avant = await compterDepuis(tx, new Date(maintenant.getTime() - JOUR_MS));
    const acces: AccesSuivi = {
      id: tx.nouvelId(),
      patient,
      par: { compte: acteur.id, ref: acteur.ref, nom: acteur.nom, role: acteur.role },
      motif,
      texte,
      ouvertLe: maintenant,
      fin: new Date(maintenant.getTime() + DUREE_MS),
    };
    await inserer(tx, acces);
    const a = await aPrevenir(tx, patient);
    await prevoir(tx, acces, 'informer', { ref: acteur.ref, nom: acteur.nom });
    await prevoir(tx, acces, 'controler', a.controle);
    await dire(tx, acces, a);
    if (depasseLeQuota(avant)) await alerter(tx, a, avant + 1);
    tx.rafraichir('cercle', 'dossier');
    return { id: acces.id, patient, fin: acces.fin.toISOString() };
  },
});

async function dire(tx: Transaction, acces: AccesSuivi, a: APrevenir): Promise<void> {
  const role = ROLES[acces.par.role].libelle;
  const motif = MOTIFS[acces.motif].libelle;
  await tx.fait(UrgenceOuverte, {
    objet: `Task/${acces.id}`,
    patient: acces.patient,
    lecteurs: a.lecteurs,
    donnees: { par: acces.par.nom, role, motif, fin: acces.fin.toISOString() },
  });
  await ecrireAuxMedecins(tx, acces, a);
}

async function alerter(tx: Transaction, { cellule }: APrevenir, nombre: number): Promise<void> {
  await tx.fait(UrgencesRepetees, {
    objet: tx.acteur.ref,
    lecteurs: cellule,
    donnees: { par: tx.acteur.nom, nombre },
  });
}
