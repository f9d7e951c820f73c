import type { Acteur } from '#acces/acteur.ts';
import { exigerElevation } from '#acces/elevation.ts';
import type { Horloge } from '#lib/horloge.ts';
import { refusCommuns } from '#lib/refus.ts';
import { action, type Action } from '#socle/action.ts';
import * as contrat from './contract.ts';
import { peutGererLesMembres } from './droits.ts';
import { AffectationTerminee } from './faits.ts';
import { libelleDuRole, membresEnCours, nomDe, refDe, type LigneMembre } from './membres.ts';
import { refus } from './refus.ts';
import { lireReglage } from './reglages.ts';
import { tables } from './tables.ts';

export type CodeDepartFerme = 'soi_meme' | 'repond_d_une_file';

/** Why this person may not leave now; undefined when they may. A queue must never lose its last reachable human by surprise. */
export function departFerme(
  m: LigneMembre,
  acteur: Pick<Acteur, 'id'>,
  enFile: ReadonlySet<string>,
): CodeDepartFerme | undefined {
  if (acteur.id === `compte:${m.compte}`) return 'soi_meme';
  return enFile.has(refDe(m)) ? 'repond_d_une_file' : undefined;
}

/** Ends an activity today: the person’s open session loses it at once, and what they hold goes up at its next deadline. */
export function terminerAffectationAvec(horlogeReelle: Horloge): Action {
  return action(contrat.terminerAffectation, {
    droit: ({ acteur }) => peutGererLesMembres(acteur),
    async faire({ entree, acteur, tx, maintenant }) {
      const jour = horlogeReelle.maintenant().toISOString().slice(0, 10);
      const membre = (await membresEnCours(tx, jour)).find(({ id }) => id === entree.affectation);
      if (membre === undefined) throw refusCommuns.introuvable();
      const files = Object.values((await lireReglage(tx.sql, 'files')) ?? {});
      const ferme = departFerme(membre, acteur, new Set(files.flatMap((f) => f.porteurs.map((p) => p.ref))));
      if (ferme !== undefined) throw refus[ferme]();
      exigerElevation(acteur, maintenant);
      const finie = await tables(tx)
        .updateTable('affectation_du_territoire')
        .set({ fin: jour })
        .where('affectation_du_territoire.id', '=', membre.id)
        .where((ou) =>
          ou.or([ou('affectation_du_territoire.fin', 'is', null), ou('affectation_du_territoire.fin', '>', jour)]),
        )
        .returning('affectation_du_territoire.id')
        .executeTakeFirst();
      if (finie === undefined) throw refus.deja_partie();
      await tx.fait(AffectationTerminee, {
        objet: refDe(membre),
        lecteurs: [acteur.structure.ref, membre.structure],
        donnees: { nom: nomDe(membre), role: libelleDuRole(membre.role), structure: membre.structure_nom },
      });
      return {};
    },
  });
}
