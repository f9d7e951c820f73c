import { toutCompte } from '#acces/decision.ts';
import { fermeeParLaPersonne } from '#acces/portee.ts';
import { refusCommuns } from '#lib/refus.ts';
import { echelonSuivant, fileDe } from '#modules/territoire/index.ts';
import { action, type Action } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import * as contrat from './contract.ts';
import { refus } from './refus.ts';

/** What the thread says of a thing closed without being read: no word of the person, nor of what was asked. */
export const MOTIF_SANS_LIRE = 'Close sans être relue : la personne s’est opposée au partage.';

/** A room closes one of its things by its own rules, for somebody who holds it and may no longer read it. */
export type CloreSansLire = (tx: Transaction, objet: string, motif: string) => Promise<void>;

/**
 * What one holds about a person who closed it to one: it stays in the list, and says only what kind of thing it is, since when, until when.
 * Closing it or passing it on reads nothing more. To anybody else, and about anything else, it does not exist.
 */
async function tenueFermee(tx: Transaction, objet: string) {
  const tenue = await tx.sql
    .selectFrom('main_ouverte as m')
    .selectAll('m')
    .where('m.objet', '=', objet)
    .where('m.etat', '<>', 'termine')
    .where('m.qui', 'in', tx.acteur.refs.length === 0 ? [''] : [...tx.acteur.refs])
    .where(fermeeParLaPersonne(tx.acteur, tx.maintenant, 'm', 'main'))
    .forUpdate()
    .executeTakeFirst();
  if (tenue === undefined) throw refusCommuns.introuvable();
  tx.concerne(tenue.patient ?? undefined);
  return tenue;
}

export function cloreFermeeAvec(rooms: Readonly<Record<string, CloreSansLire>>): Action {
  return action(contrat.cloreFermee, {
    apresDeces: 'cloture',
    droit: ({ acteur }) => toutCompte(acteur),
    async faire({ entree, tx }) {
      const { genre } = await tenueFermee(tx, entree.objet);
      const clore = rooms[genre];
      if (clore === undefined) throw refus.se_passe_seulement();
      await clore(tx, entree.objet, MOTIF_SANS_LIRE);
      tx.rafraichir('aujourdhui', genre);
      return {};
    },
  });
}

/** To the next of the ladder of the DAC, always somebody else, with the deadline it had. */
export const passerFermee = action(contrat.passerFermee, {
  apresDeces: 'cloture',
  droit: ({ acteur }) => toutCompte(acteur),
  async faire({ entree, tx }) {
    const { objet, genre, titre, patient, qui, prochaine, due_le, cause, rang, attente, lecteurs } = await tenueFermee(
      tx,
      entree.objet,
    );
    const { porteurs } = await fileDe(tx.sql, 'dac');
    const suivant = echelonSuivant(porteurs, qui ?? '', 0);
    if (suivant.porteur.ref === qui) throw refus.se_passe_seulement('Personne d’autre ne répond aujourd’hui.');
    await tx.passerLaMain({
      objet,
      genre,
      etat: 'tenu',
      titre,
      patient: patient ?? undefined,
      a: { ref: suivant.porteur.ref, nom: suivant.porteur.nom },
      prochaine: prochaine ?? '',
      dueLe: due_le ?? tx.maintenant,
      cause: cause ?? '',
      rang,
      attente,
      lecteurs,
    });
    tx.rafraichir('aujourdhui', genre);
    return { a: suivant.porteur.nom };
  },
});
