import { sql } from 'kysely';
import { vue } from '#socle/action.ts';
import * as contrat from './contract.ts';
import { Definition } from './definition/definition.ts';
import { peutSuivre } from './droits.ts';
import { hoteDe } from './envoi/adresse.ts';
import type { EtatAbonnement } from './vocabulaire.ts';

interface Ligne {
  readonly id: string;
  readonly etat: EtatAbonnement;
  readonly proprietaire_nom: string;
  readonly definition: unknown;
  readonly cree_le: Date;
  readonly dernier: number;
  readonly attente: number;
  readonly erreur: string | null;
  readonly erreur_le: Date | null;
}

/** Subscriptions of the territory, those out of order first. */
export const liste = vue(contrat.liste, {
  droit: ({ acteur }) => peutSuivre(acteur),
  async lire({ tx }) {
    const { rows } = await sql<Ligne>`
      select a.id, a.etat, a.proprietaire_nom, a.definition, a.cree_le, a.dernier::int as dernier, a.erreur, a.erreur_le,
             (select count(*)::int from abonnement_evenement e
              where e.abonnement = a.id and (e.numero is null or e.numero > a.livre)) as attente
      from abonnement a
      order by (a.etat = 'panne') desc, (a.etat = 'eteint'), a.cree_le desc
      limit 500`.execute(tx.sql);
    return { abonnements: rows.map(enVue) };
  },
});

function enVue(l: Ligne) {
  const { canal, sujet, type, nde } = Definition.parse(l.definition);
  return {
    id: l.id,
    proprietaire: l.proprietaire_nom,
    sujet: nde === undefined ? (sujet ?? type) : `Notification d’évènements : ${nde.evenement}`,
    canal: canal.genre,
    vers: canal.adresse === undefined ? undefined : hoteDe(new URL(canal.adresse)),
    etat: l.etat,
    creeLe: l.cree_le.toISOString(),
    dernier: l.dernier,
    enAttente: canal.genre === 'flux' ? 0 : l.attente,
    erreur: l.erreur ?? undefined,
    erreurLe: l.erreur_le?.toISOString(),
  };
}
