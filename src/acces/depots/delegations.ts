import type { Base } from '#lib/sql/connexion.ts';
import { estGeste, type Geste } from '../delegation.ts';
import { jourDe } from '../situations.ts';
import type { TablesAcces } from '../tables.ts';

/** Somebody I may act for now. */
export interface DelegationOuverte {
  readonly id: string;
  readonly nom: string;
  readonly structure: string;
  readonly gestes: readonly Geste[];
  /** Last day, included. */
  readonly fin: string;
}

/** Delegations accepted and running of which this account is the one who acts, whatever its territory. */
export function delegationsOuvertes(
  base: Base,
  compte: string,
  maintenant: Date,
): Promise<readonly DelegationOuverte[]> {
  return base.commun<TablesAcces, DelegationOuverte[]>(async (sql) => {
    const lignes = await sql
      .selectFrom('delegation as d')
      .innerJoin('compte as c', 'c.id', 'd.delegant_compte')
      .innerJoin('affectation as a', 'a.id', 'd.delegant')
      .select(['d.id', 'd.gestes', 'd.fin', 'c.prenom', 'c.nom', 'c.civilite', 'a.structure_nom'])
      .where('d.delegataire_compte', '=', compte)
      .where('d.acceptee_le', 'is not', null)
      .where('d.finie_le', 'is', null)
      .where('d.fin', '>=', jourDe(maintenant))
      .where('c.etat', '=', 'actif')
      .where((ou) => ou.or([ou('a.fin', 'is', null), ou('a.fin', '>', jourDe(maintenant))]))
      .orderBy('c.nom')
      .execute();
    return lignes.map(({ id, gestes, fin, prenom, nom, civilite, structure_nom: structure }) => ({
      id,
      nom: [civilite === 'DR' ? 'Dr' : civilite === 'PR' ? 'Pr' : '', prenom, nom]
        .filter((mot) => mot !== '')
        .join(' '),
      structure,
      gestes: gestes.filter(estGeste),
      fin,
    }));
  });
}

/** From now on this session acts for somebody (`delegation`), or for oneself again (null). False when it may not. */
export function agirPour(
  base: Base,
  session: { readonly id: string; readonly compte: string },
  delegation: string | null,
  maintenant: Date,
): Promise<boolean> {
  return base.commun<TablesAcces, boolean>(async (sql) => {
    const choisie =
      delegation === null
        ? undefined
        : await sql
            .selectFrom('delegation')
            .select('delegation.delegataire')
            .where('delegation.id', '=', delegation)
            .where('delegation.delegataire_compte', '=', session.compte)
            .where('delegation.acceptee_le', 'is not', null)
            .where('delegation.finie_le', 'is', null)
            .where('delegation.fin', '>=', jourDe(maintenant))
            .executeTakeFirst();
    if (delegation !== null && choisie === undefined) return false;
    const change = await sql
      .updateTable('session')
      .set({ delegation, ...(choisie === undefined ? {} : { affectation: choisie.delegataire }) })
      .where('session.id', '=', session.id)
      .where('session.compte', '=', session.compte)
      .returning('session.id')
      .executeTakeFirst();
    return change !== undefined;
  });
}
