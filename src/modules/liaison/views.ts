import { sql } from 'kysely';
import { toutCompte } from '#acces/decision.ts';
import { contactDe } from '#modules/annuaire/index.ts';
import { resoudreIdentite } from '#modules/dossier/index.ts';
import { fileDe } from '#modules/territoire/index.ts';
import { vue } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import { chargerAppel } from './appel.ts';
import * as contrat from './contract.ts';
import { finDesCorrections } from './corriger.ts';
import { personneConcernee } from './personne-concernee.ts';
import { chargerTache } from './tache.ts';
import { peutAgir } from './taches.ts';
import { CHAMPS_CORRIGEABLES, MOTIFS_APPEL, type MotifAppel } from './vocabulaire.ts';

export const appel = vue(contrat.appel, {
  droit: ({ acteur }) => toutCompte(acteur),
  async lire({ entree, tx }) {
    const a = await chargerAppel(tx, entree.id);
    const taches = await tx.sql
      .selectFrom('resource as t')
      .innerJoin('main_ouverte as m', (j) => j.on('m.objet', '=', sql<string>`'Task/' || t.id`))
      .select(['t.id', 'm.titre', 'm.qui_nom', 'm.etat', 'm.due_le'])
      .where('t.type', '=', 'Task')
      .where(sql<boolean>`t.refs @> array[${`focus=Communication/${a.id}`}]`)
      .where(tx.portee.condition('t'))
      .orderBy('t.id')
      .execute();
    return {
      id: a.id,
      avec: { ...a.avec },
      par: a.par.nom,
      sens: a.sens,
      motif: a.motif,
      decision: a.decision,
      telephone: a.telephone,
      personne: await personneDe(tx, a.patient),
      objet: await objetLie(tx, a.objet),
      corrigeableJusqua: finDesCorrections(a).toISOString(),
      le: a.le.toISOString(),
      confirmation: a.confirme ? ('envoyee' as const) : ('impossible' as const),
      corrections: a.corrections.map((c) => ({ ...c, libelle: CHAMPS_CORRIGEABLES[c.champ], le: c.le.toISOString() })),
      taches: taches.map((t) => ({
        id: t.id,
        quoi: t.titre,
        qui: t.qui_nom ?? '',
        etat: t.etat,
        dueLe: t.due_le?.toISOString(),
      })),
    };
  },
});

export const tache = vue(contrat.tache, {
  droit: ({ acteur }) => toutCompte(acteur),
  async lire({ entree, acteur, tx }) {
    const t = await chargerTache(tx, entree.id);
    const m = await tx.sql
      .selectFrom('main_ouverte')
      .select(['main_ouverte.etat', 'main_ouverte.qui', 'main_ouverte.qui_nom'])
      .select(['main_ouverte.depuis', 'main_ouverte.due_le'])
      .where('main_ouverte.objet', '=', `Task/${t.id}`)
      .executeTakeFirstOrThrow();
    const droit = peutAgir(t, tx);
    return {
      id: t.id,
      quoi: t.quoi,
      qui: m.qui_nom ?? t.qui.nom,
      etat: m.etat,
      depuis: m.depuis.toISOString(),
      dueLe: m.due_le?.toISOString(),
      personne: await personneDe(tx, t.patient),
      appel: t.origine?.startsWith('Communication/') === true ? t.origine.replace('Communication/', '') : undefined,
      donneePar: t.donneePar.nom,
      aMoi: acteur.refs.includes(m.qui ?? t.qui.ref),
      ferme: droit.permis ? undefined : droit.texte,
    };
  },
});

/** Who it is and how to reach them, before the call. */
export const preparer = vue(contrat.preparer, {
  droit: ({ acteur }) => toutCompte(acteur),
  async lire({ entree, acteur, tx }) {
    const contact = entree.avec === undefined ? undefined : await contactDe(tx, entree.avec);
    const file = await fileDe(tx.sql, 'dac');
    return {
      autre:
        contact === undefined
          ? undefined
          : {
              ref: contact.ref,
              nom: contact.nom,
              precision: [contact.profession, contact.structure?.nom, contact.commune].filter(Boolean).join(' · '),
              telephone: contact.telephone,
              ecritPossible: contact.mssante !== undefined,
            },
      personne: await personneDe(tx, await personneConcernee(tx, entree)),
      boite: acteur.structure.ref === file.structure && file.boite !== undefined,
    };
  },
});

async function personneDe(tx: Transaction, patient: string | undefined) {
  if (patient === undefined) return undefined;
  const identite = (await resoudreIdentite(tx, [patient])).get(patient);
  return identite === undefined ? undefined : { id: identite.id, nom: identite.nomAffiche };
}

async function objetLie(tx: Transaction, objet: string | undefined) {
  if (objet === undefined) return undefined;
  const lie = await tx.sql
    .selectFrom('main_ouverte')
    .select(['main_ouverte.genre', 'main_ouverte.titre'])
    .where('main_ouverte.objet', '=', objet)
    .where(tx.portee.condition('main_ouverte', 'main'))
    .executeTakeFirst();
  return lie === undefined ? undefined : { id: objet, ...lie };
}

/**
 * Share of each channel, recomputed from the facts. A call that files a request counts once, as a call; what Cordée writes by
 * itself (acknowledgement, decision, reminder, agreement of a call) is the trace of an exchange, not one more.
 */
export const canaux = vue(contrat.canaux, {
  droit: ({ acteur }) => toutCompte(acteur),
  async lire({ entree, tx }) {
    const depuis = new Date(entree.depuis ?? '2000-01-01');
    const [appels, demandes, messages] = [
      await tx.sql
        .selectFrom('fait')
        .select([sql<MotifAppel>`fait.donnees->>'motif'`.as('motif'), sql<number>`count(*)::int`.as('nombre')])
        .where('fait.nom', '=', 'AppelNote.v1')
        .where('fait.survenu_le', '>=', depuis)
        .groupBy(sql`fait.donnees->>'motif'`)
        .execute(),
      await tx.sql
        .selectFrom('fait')
        .select([
          sql<'formulaire' | 'papier'>`fait.donnees->>'canal'`.as('canal'),
          sql<number>`count(*)::int`.as('nombre'),
        ])
        .where('fait.nom', '=', 'DemandeDeposee.v1')
        .where(sql<boolean>`fait.donnees->>'canal' in ('formulaire', 'papier')`)
        .where('fait.survenu_le', '>=', depuis)
        .groupBy(sql`fait.donnees->>'canal'`)
        .execute(),
      await tx.sql
        .selectFrom('fait')
        .leftJoin('main_ouverte as m', 'm.objet', 'fait.objet')
        .select(sql<number>`count(*)::int`.as('nombre'))
        .where(sql<boolean>`((fait.nom = 'MessageRecu.v1' and fait.donnees->>'automatique' = 'false')
          or (fait.nom = 'MessageEcrit.v1' and fait.objet not like 'Communication/%' and coalesce(m.genre, 'message') = 'message'))`)
        .where('fait.survenu_le', '>=', depuis)
        .executeTakeFirstOrThrow(),
    ];
    const telephone = appels.reduce((n, a) => n + a.nombre, 0);
    const parCanal = [
      { canal: 'telephone' as const, nombre: telephone },
      { canal: 'mssante' as const, nombre: messages.nombre },
      ...demandes,
    ];
    return {
      total: parCanal.reduce((n, c) => n + c.nombre, 0),
      parCanal,
      parMotif: appels
        .map((a) => ({ motif: a.motif, libelle: MOTIFS_APPEL[a.motif], nombre: a.nombre }))
        .sort((a, b) => b.nombre - a.nombre),
    };
  },
});
