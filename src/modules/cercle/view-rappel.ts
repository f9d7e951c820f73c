import { toutCompte } from '#acces/decision.ts';
import { refusCommuns } from '#lib/refus.ts';
import { vue } from '#socle/action.ts';
import { rappel as contratRappel } from './contract.ts';
import { GENRE_RAPPEL } from './rappels.ts';

/** A reminder is read by whoever holds it, or held it: it says what to ask, the record says the rest. */
export const rappel = vue(contratRappel, {
  droit: ({ acteur }) => toutCompte(acteur),
  lire: async ({ entree, acteur, tx }) => {
    const main = await tx.sql
      .selectFrom('main_ouverte as m')
      .select(['m.titre', 'm.prochaine', 'm.qui_nom', 'm.patient', 'm.due_le', 'm.depuis', 'm.etat', 'm.lecteurs'])
      .where('m.objet', '=', `Task/${entree.id}`)
      .where('m.genre', '=', GENRE_RAPPEL)
      .executeTakeFirst();
    if (main === undefined || !main.lecteurs.some((ref) => acteur.refs.includes(ref))) throw refusCommuns.introuvable();
    tx.concerne(main.patient ?? undefined);
    return {
      titre: main.titre,
      prochaine: main.prochaine ?? 'C’est fait.',
      qui: main.qui_nom ?? '',
      patient: main.patient ?? undefined,
      dueLe: (main.due_le ?? main.depuis).toISOString(),
      depuis: main.depuis.toISOString(),
      etat: main.etat,
    };
  },
});
