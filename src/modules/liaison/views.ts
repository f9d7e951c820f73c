import { sql } from 'kysely';
import { toutCompte } from '#acces/decision.ts';
import { vue } from '#socle/action.ts';
import { chargerAppel } from './appel.ts';
import * as contrat from './contract.ts';
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
      ...a,
      avec: { ...a.avec },
      par: a.par.nom,
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

/** Share of each channel, recomputed from the facts: a call that files a request counts once, as a call. */
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
        .select(sql<number>`count(*)::int`.as('nombre'))
        .where('fait.nom', 'in', ['MessageRecu.v1', 'MessageEcrit.v1'])
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
