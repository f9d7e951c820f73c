import { anciensDossiers } from '#modules/cercle/index.ts';
import { refusCommuns } from '#lib/refus.ts';
import { traitsDepuisPatient } from '#fhir/identite/index.ts';
import { degelerLesEnvois, envoisRetenus, gelerLesEnvois, identiteDe, marquer } from '#modules/dossier/index.ts';
import { action, vue } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import {
  destinataires as contratDestinataires,
  leverGel as contratLever,
  signalerUsurpation as contratUsurpation,
} from './contract.ts';
import type { DestinataireVu } from './contract-vues.ts';
import { cellule } from './droits.ts';
import { GelLeve, UsurpationSignalee } from './faits.ts';
import { ficheDe } from './fusion/deplacer.ts';
import { IDENTITOVIGILANCE } from './fusion/magasin.ts';
import { refus } from './refus.ts';
import { tables } from './tables.ts';

const MONTRES_MAX = 500;

/** Who received something about this person, newest first: whom to warn when it should not have left (INS-09). */
export const destinataires = vue(contratDestinataires, {
  genre: 'recherche',
  droit: async ({ entree, acteur, tx }) => {
    tx.concerne(entree.patient);
    const decision = cellule({ acteur });
    if (decision.permis && !(await estDeLaCellule(tx, entree.patient))) throw refusCommuns.introuvable();
    return decision;
  },
  lire: async ({ entree, tx }) => {
    const { patient } = entree;
    const { nomAffiche } = await identiteDe(tx, patient);
    const dossiers = [patient, ...(await anciensDossiers(tx, patient))];
    const partis = (await Promise.all(dossiers.map((dossier) => partisDe(tx, dossier)))).flat();
    const gelee = (await gelDe(tx, patient)) !== undefined;
    return {
      nom: nomAffiche,
      gelee,
      retenus: gelee ? await envoisRetenus(tx, patient) : 0,
      destinataires: partis.toSorted((a, b) => b.le.localeCompare(a.le)),
    };
  },
});

/**
 * The cell looks into letters when there is a doubt to settle: a possible duplicate, a merge, a stolen identity. Otherwise its members
 * see of a person what everybody sees: nothing outside her circle.
 */
async function estDeLaCellule(tx: Transaction, patient: string): Promise<boolean> {
  if ((await tx.magasin.lire('Patient', patient, tx.portee)) !== undefined) return true;
  if ((await gelDe(tx, patient)) !== undefined) return true;
  const doublon = await tables(tx)
    .selectFrom('doublon')
    .select('doublon.id')
    .where((ou) => ou.or([ou('doublon.a', '=', patient), ou('doublon.b', '=', patient)]))
    .where('doublon.etat', '<>', 'distinct')
    .limit(1)
    .executeTakeFirst();
  return doublon !== undefined;
}

async function partisDe(tx: Transaction, patient: string): Promise<DestinataireVu[]> {
  const lus = await tx.magasin.chercher('Communication', { patient, limite: MONTRES_MAX }, IDENTITOVIGILANCE);
  return lus.flatMap(({ ressource }) => {
    const { id, sent, topic, recipient = [] } = ressource;
    if (sent === undefined || ressource.received !== undefined) return [];
    return recipient.map(({ display, identifier, reference }, rang) => ({
      cle: `${id}-${rang}`,
      nom: display ?? reference ?? 'Destinataire sans nom',
      ...(identifier?.value === undefined ? {} : { adresse: identifier.value }),
      quoi: topic?.text ?? 'Message',
      le: sent,
    }));
  });
}

export async function gelDe(tx: Transaction, patient: string): Promise<string | undefined> {
  const ligne = await tables(tx)
    .selectFrom('gel_identite')
    .select('gel_identite.id')
    .where('gel_identite.patient', '=', patient)
    .where('gel_identite.leve_le', 'is', null)
    .executeTakeFirst();
  return ligne?.id;
}

/** Somebody used another person's identity: frozen and marked; what waited to leave stops (INS-09). */
export const signalerUsurpation = action(contratUsurpation, {
  apresDeces: 'identite',
  droit: cellule,
  faire: async ({ entree, acteur, tx }) => {
    const { patient, motif } = entree;
    await ficheDe(tx, patient);
    if ((await gelDe(tx, patient)) !== undefined) throw refus.deja_gelee();
    await tables(tx)
      .insertInto('gel_identite')
      .values({
        id: tx.nouvelId(),
        patient,
        motif,
        gele_par: acteur.id,
        gele_par_nom: acteur.nom,
        gele_le: tx.maintenant,
      })
      .execute();
    const { arretes } = await marquer(tx, patient, 'marquee_douteuse');
    await gelerLesEnvois(tx, patient);
    await tx.fait(UsurpationSignalee, {
      objet: `Patient/${patient}`,
      patient,
      lecteurs: [acteur.ref],
      donnees: { motif, arretes },
    });
    return { arretes };
  },
});

/**
 * The cell has sorted out who is who, and says what becomes of what was held. The doubt itself is lifted apart, once a document was seen: until
 * then what is to leave waits for it.
 */
export const leverGel = action(contratLever, {
  apresDeces: 'identite',
  droit: cellule,
  faire: async ({ entree, acteur, tx }) => {
    const { patient, motif } = entree;
    const gel = await gelDe(tx, patient);
    if (gel === undefined) throw refus.pas_gelee();
    if (entree.retenus === undefined && (await envoisRetenus(tx, patient)) > 0)
      throw refus.retenus_a_decider(undefined, { retenus: refus.retenus_a_decider().texte });
    const suite = entree.retenus ?? 'reprendre';
    const { ressource } = await ficheDe(tx, patient);
    const douteuse = traitsDepuisPatient(ressource).fiabilite.attributs.includes('DOUT');
    const retenus = await degelerLesEnvois(tx, patient, { decision: suite, douteuse });
    await tables(tx)
      .updateTable('gel_identite')
      .set({ leve_par: acteur.id, leve_le: tx.maintenant })
      .where('gel_identite.id', '=', gel)
      .execute();
    const donnees = { motif, retenus, suite };
    await tx.fait(GelLeve, { objet: `Patient/${patient}`, patient, lecteurs: [acteur.ref], donnees });
    return { retenus };
  },
});
