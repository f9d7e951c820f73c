import { exigerElevation } from '#acces/elevation.ts';
import { interrogerAvec } from '#lib/sql/requete.ts';
import { echelonSuivant } from '#modules/territoire/index.ts';
import { action } from '#socle/action.ts';
import type { Sonnerie } from '#socle/module.ts';
import type { Porteur } from '#socle/qui-a-la-main.ts';
import type { Transaction } from '#socle/transaction.ts';
import * as contrat from '../contract.ts';
import { celluleDesDroits, repondre } from '../droits.ts';
import { DepartDecide } from '../faits.ts';
import { exigerSansGel } from '../geler.ts';
import { refus } from '../refus.ts';
import { premierDeLaCellule } from '../suivre.ts';
import { lireLesDeparts, type Depart } from './store.ts';

export const CAUSE_SECONDE = 'conservation.confirmer';
const SEMAINE_MS = 7 * 86_400_000;
const objetDe = (patient: string): string => `suppression/${patient}`;

/** A first person of the cell looked at what was announced of a record, and agrees that it leaves: handed to another one. */
export const proposerDepart = action(contrat.proposerDepart, {
  apresDeces: 'droits',
  droit: repondre,
  faire: async ({ entree: { patient }, acteur, tx, maintenant }) => {
    exigerElevation(acteur, maintenant);
    tx.concerne(patient);
    const departs = await departsDe(tx, patient);
    if (departs.length === 0) throw refus.rien_a_echeance();
    if (departs.every((d) => d.proposePar !== null)) throw refus.deja_propose();
    await exigerSansGel(tx, patient);
    await interrogerAvec(tx.sql)({
      texte: `update depart_prevu d set propose_par = $2, propose_par_nom = $3, propose_le = $4
        where d.patient = $1 and d.parti_le is null and d.propose_par is null`,
      valeurs: [patient, acteur.id, acteur.nom, maintenant],
    });
    const second = await premierDeLaCellule(tx, acteur.ref);
    await tenir(tx, patient, second, 0);
    await dire(tx, patient, 'propose');
    return { nombre: departs.length };
  },
});

/** Another person agrees: it leaves at its day. Or does not: it goes back to the list, as nobody had decided. */
export const confirmerDepart = action(contrat.confirmerDepart, {
  apresDeces: 'droits',
  droit: repondre,
  faire: async ({ entree: { patient, accord }, acteur, tx, maintenant }) => {
    exigerElevation(acteur, maintenant);
    tx.concerne(patient);
    const departs = (await departsDe(tx, patient)).filter((d) => d.proposePar !== null && d.confirmePar === null);
    if (departs.length === 0) throw refus.rien_a_confirmer();
    if (accord && departs.some((d) => d.proposePar === acteur.id)) throw refus.seconde_personne();
    if (accord) await exigerSansGel(tx, patient);
    await interrogerAvec(tx.sql)({
      texte: accord
        ? `update depart_prevu d set confirme_par = $2, confirme_par_nom = $3, confirme_le = $4
            where d.patient = $1 and d.parti_le is null and d.propose_par is not null and d.confirme_par is null`
        : `update depart_prevu d set propose_par = null, propose_par_nom = null, propose_le = null
            where d.patient = $1 and d.parti_le is null and d.confirme_par is null`,
      valeurs: accord ? [patient, acteur.id, acteur.nom, maintenant] : [patient],
    });
    await tx.poserLaMain(objetDe(patient));
    await dire(tx, patient, accord ? 'accorde' : 'refuse');
    return { nombre: departs.length };
  },
});

async function departsDe(tx: Transaction, patient: string): Promise<readonly Depart[]> {
  return (await lireLesDeparts(interrogerAvec(tx.sql))).filter((d) => d.patient === patient);
}

async function tenir(tx: Transaction, patient: string, a: Porteur, rang: number): Promise<void> {
  await tx.passerLaMain({
    objet: objetDe(patient),
    genre: 'depart',
    etat: rang === 0 ? 'attend' : 'retard',
    titre: 'Une part de dossier au bout de sa durée attend une seconde décision',
    patient,
    a,
    prochaine: 'confirmer la suppression, ou la refuser',
    dueLe: new Date(tx.maintenant.getTime() + SEMAINE_MS),
    cause: CAUSE_SECONDE,
    rang,
    lecteurs: [a.ref],
  });
}

/** Nobody gave the second decision in a week: the next of the ladder is asked. */
export const sonnerieSeconde: Sonnerie = async ({ tx, objet }) => {
  const patient = objet.replace('suppression/', '');
  const attend = (await departsDe(tx, patient)).some((d) => d.proposePar !== null && d.confirmePar === null);
  if (!attend) return tx.poserLaMain(objet);
  const main = await tx.sql
    .selectFrom('main_ouverte')
    .select(['main_ouverte.qui', 'main_ouverte.rang'])
    .where('main_ouverte.objet', '=', objet)
    .executeTakeFirstOrThrow();
  const { porteur, rang } = echelonSuivant(await celluleDesDroits(tx), main.qui ?? '', main.rang);
  return tenir(tx, patient, { ref: porteur.ref, nom: porteur.nom }, Math.max(rang, 1));
};

async function dire(tx: Transaction, patient: string, quoi: 'propose' | 'accorde' | 'refuse'): Promise<void> {
  await tx.fait(DepartDecide, {
    objet: objetDe(patient),
    patient,
    lecteurs: [tx.acteur.ref],
    donnees: { quoi, par: tx.acteur.nom },
  });
}
