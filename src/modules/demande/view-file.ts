import { sql } from 'kysely';
import { reserveA } from '#acces/decision.ts';
import { COORDINATION, EQUIPE_DAC } from '#acces/roles.ts';
import type { ServiceRequest, Task } from '@medplum/fhirtypes';
import type { Identifiee } from '#fhir/types.ts';
import type { TableMain } from '#socle/tables.ts';
import { vue } from '#socle/action.ts';
import * as contrat from './contract.ts';
import { nomDuCandidat } from './demande.ts';
import { depuisFhir } from './fhir.ts';

type Main = Pick<TableMain, 'etat' | 'qui_nom' | 'qui' | 'file' | 'prochaine' | 'rang'> & {
  depuis: Date;
  due_le: Date | null;
  clos_le: Date | null;
};

/** The strip « qui a la main » as every screen shows it. */
export function mainEnVue(main: Main) {
  return {
    etat: main.etat,
    // Finished: the strip says when, not since when somebody had it.
    depuis: (main.etat === 'termine' ? (main.clos_le ?? main.depuis) : main.depuis).toISOString(),
    rang: main.rang,
    ...(main.qui_nom === null ? {} : { qui: main.qui_nom }),
    ...(main.qui === null ? {} : { quiRef: main.qui }),
    ...(main.file === null ? {} : { file: main.file }),
    ...(main.prochaine === null ? {} : { prochaine: main.prochaine }),
    ...(main.due_le === null ? {} : { dueLe: main.due_le.toISOString() }),
  };
}

const NOUVEAU_MS = 5 * 60_000;

/** Worklist of the DAC: what will break first comes first. One query for the lines, one for the counts. */
export const file = vue(contrat.file, {
  genre: 'recherche',
  droit: ({ acteur }) => reserveA([...EQUIPE_DAC, ...COORDINATION], 'La file des demandes')(acteur),
  async lire({ entree, acteur, tx, maintenant }) {
    const conditions = {
      a_prendre: sql<boolean>`m.etat <> 'termine' and t.toks @> array['business-status=urn:cordee:statut-demande|deposee']`,
      les_miennes: sql<boolean>`m.etat <> 'termine' and m.qui = ${acteur.ref}`,
      en_cours: sql<boolean>`m.etat <> 'termine'`,
      retard: sql<boolean>`m.etat <> 'termine' and (m.etat = 'retard' or m.due_le < ${maintenant})`,
      closes: sql<boolean>`m.etat = 'termine'`,
    };
    const base = () =>
      tx.sql
        .selectFrom('main_ouverte as m')
        .innerJoin('resource as t', (j) => j.on('t.type', '=', 'Task').on('t.id', '=', sql<string>`substr(m.objet, 6)`))
        .where('m.genre', '=', 'demande')
        .where(tx.portee.condition('t'));
    const lignes = await base()
      .innerJoin('resource as r', (j) =>
        j
          .on('r.type', '=', 'ServiceRequest')
          .on(sql<boolean>`t.refs @> array['focus=ServiceRequest/' || r.id]`)
          .on('r.supprime', '=', false),
      )
      .select([
        't.contenu as tache',
        'r.contenu as requete',
        'm.etat',
        'm.qui',
        'm.qui_nom',
        'm.file',
        'm.depuis',
        'm.prochaine',
        'm.due_le',
        'm.clos_le',
        'm.rang',
      ])
      .where(conditions[entree.filtre])
      .orderBy(entree.filtre === 'closes' ? sql`m.clos_le desc` : sql`m.due_le asc`)
      .limit(200)
      .execute();
    const comptes = await base()
      .select(
        Object.entries(conditions).map(([nom, condition]) =>
          sql<number>`count(*) filter (where ${condition})::int`.as(nom),
        ),
      )
      .executeTakeFirstOrThrow();
    return {
      comptes: comptes,
      demandes: lignes.map((ligne) => {
        const d = depuisFhir(ligne.tache as Identifiee<Task>, ligne.requete as Identifiee<ServiceRequest>, [0, 0]);
        return {
          id: d.id,
          reference: d.reference,
          statut: d.statut,
          urgence: d.urgence,
          canal: d.canal,
          personne: nomDuCandidat(d.candidat),
          demandeur: d.demandeur.nom,
          deposeeLe: d.deposeeLe.toISOString(),
          main: mainEnVue(ligne),
          nouveau: maintenant.getTime() - d.deposeeLe.getTime() < NOUVEAU_MS,
        };
      }),
    };
  },
});
