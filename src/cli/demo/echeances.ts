import { z } from 'zod';
import { permis } from '#acces/decision.ts';
import { contrat } from '#lib/contrat.ts';
import { ajouterDelaiOuvre, CALENDRIER_PAR_DEFAUT } from '#lib/temps/index.ts';
import { action } from '#socle/action.ts';
import { sonner, type Ouvrier } from '#socle/ouvrier.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import { jouerAction, systeme, type Contexte } from './rejeu.ts';
import { poster } from './courrier.ts';

/** What is left to ring, so that the visitor sees a silence that went up and a precision that never came. */
const CAUSES_QUI_SONNENT: readonly string[] = ['orientation.sans_reponse', 'demande.complement'];
/** Deadlines the stories let pass are set again over the next two working weeks, not all on the same day. */
const ETALEMENT_JOURS = 9;
const TOURS_MAX = 200;
/** Deadlines set just before now, so that their bell gives them to somebody else « en retard ». */
const DEPUIS_PEU_MS = 30 * 60_000;

/**
 * At the end of six months nothing is left in limbo: what should have rung rings at its own time, through the real bells; the
 * other deadlines that the stories let pass are given a new date, same holder, same thing to do. `enRetard` of them have just been missed.
 */
export async function remettreAJour(ctx: Contexte, ouvrier: Ouvrier, enRetard: number): Promise<void> {
  ctx.horloge.regler(ctx.maintenant);
  await jouerAction(ctx, systeme(ctx, 'demonstration'), reporter, {
    saufCauses: [...CAUSES_QUI_SONNENT],
    enRetard,
  });
  for (let tour = 0; tour < TOURS_MAX; tour += 1) {
    const due = await prochaine(ctx);
    if (due === undefined || due > ctx.maintenant) break;
    ctx.horloge.regler(due);
    if ((await sonner(ouvrier, ctx.territoire)) === 0)
      throw new Error('Une échéance passée de la démonstration ne sonne pas : voyez le journal.');
    await poster(ctx, ouvrier);
  }
  ctx.horloge.regler(ctx.maintenant);
}

async function prochaine(ctx: Contexte): Promise<Date | undefined> {
  const ligne = await ctx.socle.base.territoire<TablesTerritoire, { due: Date | null } | undefined>(
    ctx.territoire,
    (sql) =>
      sql
        .selectFrom('echeance')
        .select((eb) => eb.fn.min<Date | null>('echeance.due_le').as('due'))
        .where('echeance.levee_le', 'is', null)
        .where('echeance.sonnee_le', 'is', null)
        .executeTakeFirst(),
  );
  return ligne?.due ?? undefined;
}

const plusTard = (maintenant: Date, rang: number): Date =>
  ajouterDelaiOuvre(maintenant, { joursOuvres: 1 + (rang % ETALEMENT_JOURS) }, CALENDRIER_PAR_DEFAUT);

const reporter = action(
  contrat('demo.reporter', {
    entree: z.object({ saufCauses: z.array(z.string()), enRetard: z.number() }),
    sortie: z.object({ nombre: z.number() }),
  }),
  {
    droit: () => permis('systeme:demonstration'),
    faire: async ({ entree, tx }) => {
      const passees = await tx.sql
        .selectFrom('main_ouverte')
        .selectAll()
        .where('main_ouverte.etat', '<>', 'termine')
        .where('main_ouverte.due_le', '<=', tx.maintenant)
        .where('main_ouverte.cause', 'not in', entree.saufCauses)
        .orderBy('main_ouverte.due_le')
        .orderBy('main_ouverte.objet')
        .execute();
      const justePassee = new Date(tx.maintenant.getTime() - DEPUIS_PEU_MS);
      for (const [rang, m] of passees.entries()) {
        if (m.qui === null || m.qui_nom === null || m.prochaine === null || m.cause === null) continue;
        await tx.passerLaMain({
          objet: m.objet,
          genre: m.genre,
          etat: m.etat === 'termine' ? 'tenu' : m.etat,
          titre: m.titre,
          patient: m.patient ?? undefined,
          a: { ref: m.qui, nom: m.qui_nom, file: m.file ?? undefined },
          prochaine: m.prochaine,
          dueLe: rang < entree.enRetard ? justePassee : plusTard(tx.maintenant, rang),
          cause: m.cause,
          attente: m.attente,
          rang: m.rang,
          lecteurs: m.lecteurs,
        });
      }
      return { nombre: passees.length };
    },
  },
);
