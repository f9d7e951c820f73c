import type { Coffre } from '#lib/coffre/index.ts';
import type { Base, CodeTerritoire } from '#lib/sql/connexion.ts';
import { lireCodeTerritoire } from '#lib/sql/connexion.ts';
import type { Horloge } from '#lib/horloge.ts';
import type { NouvelId } from '#lib/ids.ts';
import type { Sorties } from '#lib/sorties/index.ts';
import type { Canal, ResultatEnvoi } from '#socle/module.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import { ARRETS, type CauseArret } from '../arrets.ts';
import { ouvrirEntetes } from '../definition/entetes-scelles.ts';
import { paires } from '../definition/entetes.ts';
import { tables } from '../tables.ts';
import { appeler, type Retour } from './appel.ts';
import { echouer, parti } from './issues.ts';
import { preparer } from './preparer.ts';

export interface DependancesCanal {
  readonly base: Base;
  readonly coffre: Coffre;
  readonly horloge: Horloge;
  readonly nouvelId: NouvelId;
  /** Public address of the house, without a final slash. */
  readonly origine: string;
  /** Trial: receivers on this machine are admitted. */
  readonly essai: boolean;
  /** Receivers the operator of the house named. */
  readonly sorties: Sorties;
}

/**
 * Calls the receiver of a subscription. Each attempt looks again at the rights of the owner, then sends the same numbers: what
 * was received and not acknowledged is received again (at least once), never out of order.
 */
export function canalAbonnement(d: DependancesCanal): Canal {
  return {
    async livrer({ objet, charge, territoire }) {
      const code = lireCodeTerritoire(territoire);
      const id = objet.replace('Subscription/', '');
      const prepare = await preparer(d, code, id, charge);
      if (prepare.genre === 'rien') return { etat: 'parti' };
      if (prepare.genre === 'arret') return arreter(d, code, id, prepare.cause);
      const { entetesScelles } = prepare;
      const entetes = paires(ouvrirEntetes(d.coffre, code, { id, entetesScelles }));
      const retour = await appeler({ ...prepare, entetes, essai: d.essai, sorties: d.sorties });
      return conclure(d, code, id, retour, prepare.poignee);
    },
    echouer,
    parti,
  };
}

/** A handshake that fails once fails for good: its author is there and corrects it. Anything else is tried again later. */
async function conclure(
  d: DependancesCanal,
  code: CodeTerritoire,
  id: string,
  retour: Retour,
  poignee: boolean,
): Promise<ResultatEnvoi> {
  if ('statut' in retour && retour.statut >= 200 && retour.statut < 300) return { etat: 'parti' };
  if ('statut' in retour && retour.statut === 410) return arreter(d, code, id, 'destinataire_parti');
  const motif = 'statut' in retour ? `le destinataire a répondu ${retour.statut}` : retour.injoignable;
  await noter(d, code, id, { erreur: motif, erreur_le: d.horloge.maintenant() });
  return { etat: poignee ? 'echec' : 'panne', motif };
}

async function arreter(
  d: DependancesCanal,
  code: CodeTerritoire,
  id: string,
  cause: CauseArret,
): Promise<ResultatEnvoi> {
  await noter(d, code, id, { arret: cause });
  return { etat: 'echec', motif: ARRETS[cause] };
}

function noter(
  d: DependancesCanal,
  code: CodeTerritoire,
  id: string,
  valeurs: { readonly arret: CauseArret } | { readonly erreur: string; readonly erreur_le: Date },
): Promise<unknown> {
  return d.base.territoire<TablesTerritoire, unknown>(code, (sql) =>
    tables(sql).updateTable('abonnement').set(valeurs).where('abonnement.id', '=', id).execute(),
  );
}
