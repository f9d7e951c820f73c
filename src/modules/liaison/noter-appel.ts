import { participe } from '#acces/decision.ts';
import { telephoneLisible } from '#lib/identifiants/index.ts';
import { formaterInstant } from '#lib/temps-en-mots.ts';
import { contactDe } from '#modules/annuaire/index.ts';
import { deposerDemande } from '#modules/demande/index.ts';
import { ecrireMessage } from '#modules/messagerie/index.ts';
import { fileDe } from '#modules/territoire/index.ts';
import { action } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import type { z } from 'zod';
import { enregistrerAppel, lecteursDeAppel, type Appel } from './appel.ts';
import * as contrat from './contract.ts';
import { AppelNote } from './faits.ts';
import { personneConcernee } from './personne-concernee.ts';
import { donner, echeanceParDefaut } from './tache.ts';
import { porteurDe } from './taches.ts';
import { CORRECTION_HEURES } from './vocabulaire.ts';

type Entree = z.output<typeof contrat.noterAppel.entree>;

/** The 20-second phone note: what was decided, who does what; the other party receives « ce dont nous avons convenu ». */
export const noterAppel = action(contrat.noterAppel, {
  droit: ({ acteur }) => participe(acteur),
  async faire({ entree, acteur, tx }) {
    const contact = entree.autre.ref === undefined ? undefined : await contactDe(tx, entree.autre.ref);
    const avec = {
      nom: entree.autre.nom,
      ref: contact?.ref,
      adresse: entree.autre.adresse ?? contact?.mssante,
      telephone: entree.autre.telephone ?? contact?.telephone,
    };
    const patient = await personneConcernee(tx, entree);
    const demande = entree.demande === undefined ? undefined : await deposer(tx, entree, entree.demande, avec, patient);
    const file = await fileDe(tx.sql, 'dac');
    const boite = acteur.structure.ref === file.structure ? file.boite : undefined;
    const appel: Appel = {
      id: tx.nouvelId(),
      avec,
      par: { ref: acteur.ref, nom: acteur.nom },
      structure: acteur.structure.ref,
      sens: entree.sens,
      motif: entree.motif,
      decision: entree.decision,
      telephone: entree.telephone,
      patient,
      objet: demande === undefined ? entree.objet : `Task/${demande.tache}`,
      le: entree.survenuLe === undefined ? tx.maintenant : new Date(entree.survenuLe),
      confirme: avec.adresse !== undefined && boite !== undefined,
      corrections: [],
      version: undefined,
    };
    await enregistrerAppel(tx, appel);
    const taches = await donnerLesTaches(tx, entree, appel);
    await tx.fait(AppelNote, {
      objet: `Communication/${appel.id}`,
      patient: appel.patient,
      lecteurs: lecteursDeAppel(appel),
      donnees: {
        avec: avec.nom,
        sens: appel.sens,
        motif: appel.motif,
        decision: appel.decision,
        confirme: appel.confirme,
      },
      survenuLe: appel.le,
    });
    if (avec.adresse !== undefined && boite !== undefined)
      await confirmer(tx, appel, { ...avec, adresse: avec.adresse }, boite, entree);
    return {
      id: appel.id,
      confirme: appel.confirme,
      taches,
      ...(demande === undefined ? {} : { demande: { id: demande.tache, reference: demande.reference } }),
    };
  },
});

function deposer(
  tx: Transaction,
  entree: Entree,
  demande: NonNullable<Entree['demande']>,
  avec: Appel['avec'],
  patient: string | undefined,
) {
  return deposerDemande(tx, {
    canal: 'telephone',
    demandeur: { nom: avec.nom, ref: avec.ref, adresse: avec.adresse, telephone: avec.telephone },
    candidat: {
      nom: demande.nom,
      prenom: demande.prenom,
      naissance: demande.naissance,
      sexe: demande.sexe,
      telephone: entree.telephone,
    },
    patient,
    texte: entree.decision,
    urgence: demande.urgence,
    attente: 'coordination',
    motifs: [],
    accord: demande.accord,
  });
}

/** Promises of our side become tasks; those of the other party stay with us as « vérifier que… », so that nobody forgets. */
async function donnerLesTaches(tx: Transaction, entree: Entree, appel: Appel): Promise<string[]> {
  const taches: string[] = [];
  for (const promesse of entree.quiFaitQuoi) {
    const deLAutre = promesse.qui === 'autre';
    const qui = await porteurDe(tx, deLAutre ? 'moi' : promesse.qui);
    taches.push(
      await donner(tx, {
        quoi: deLAutre ? `Vérifier : ${appel.avec.nom} ${premiereMinuscule(promesse.quoi)}` : promesse.quoi,
        qui,
        patient: appel.patient,
        origine: `Communication/${appel.id}`,
        pourLe: promesse.pourLe === undefined ? undefined : new Date(promesse.pourLe),
      }),
    );
  }
  return taches;
}

async function confirmer(
  tx: Transaction,
  appel: Appel,
  a: Appel['avec'] & { adresse: string },
  boite: string,
  entree: Entree,
): Promise<void> {
  const secret = await tx.creerLien({
    usage: 'liaison.corriger',
    objet: `Communication/${appel.id}`,
    destinataire: a.ref ?? a.adresse,
    destinataireNom: a.nom,
    expireLe: new Date(tx.maintenant.getTime() + CORRECTION_HEURES * 3_600_000),
  });
  const promesses = entree.quiFaitQuoi.map((p) => {
    const qui = p.qui === 'autre' ? a.nom : p.qui === 'moi' ? appel.par.nom : (p.nom ?? 'Un collègue');
    return `- ${qui} : ${p.quoi}, pour ${formaterInstant(p.pourLe === undefined ? echeanceParDefaut(tx.maintenant) : new Date(p.pourLe))}`;
  });
  await ecrireMessage(tx, {
    boite,
    a,
    objet: `Communication/${appel.id}`,
    genre: 'appel',
    patient: appel.patient,
    sujet: 'Ce dont nous avons convenu au téléphone',
    texte: [
      `Ce dont nous avons convenu au téléphone, ${formaterInstant(appel.le)} :`,
      appel.decision,
      ...promesses,
      ...(appel.telephone === undefined ? [] : [`Numéro à utiliser : ${telephoneLisible(appel.telephone)}`]),
      `Une erreur ? Corrigez pendant ${CORRECTION_HEURES} heures, sans compte : ${tx.adresseDuLien(secret)}`,
    ].join('\n'),
    lecteurs: lecteursDeAppel(appel),
  });
}

const premiereMinuscule = (texte: string): string => texte.charAt(0).toLocaleLowerCase('fr') + texte.slice(1);
