import type { Requete } from '#lib/sql/requete.ts';
import type { Portee } from '../../store/portee.ts';
import type { Place } from '../curseur.ts';
import { LIMITES } from '../limites.ts';
import type { Recherche } from '../modele.ts';
import { Assembleur } from './assembleur.ts';
import { lignesIncluses } from './inclusions.ts';
import { nommer } from './nommer.ts';
import { clesSur, estimationDe, lignesDeLaPage, nombreDeLignes, ordreSur } from './page.ts';
import type { Plan } from './plan.ts';

/** One page and what it includes at the first step, in one statement. `r`: 0 for a match, 1 for an included resource. */
export function instructionDePage(
  recherche: Recherche,
  plan: Plan,
  place: Place | undefined,
  portee: Portee,
  maintenant: Date,
  limite = recherche.nombre + 1,
): Requete {
  const a = new Assembleur(portee, maintenant, estPreparable(plan));
  const page = lignesDeLaPage(recherche, plan, { place, decalage: recherche.decalage, limite }, a);
  const origine = { lignes: `select * from page where rang <= ${limite - 1}`, types: recherche.types };
  const incluses = lignesIncluses(recherche.inclusions, origine, LIMITES.inclus + 1, a);
  const refs = recherche.inclusions.some((i) => i.iterative) ? ', q.refs' : '';
  const choix = `q.type, q.id, q.version, q.le, q.patient, q.contenu::text as texte${refs}`;
  const texte =
    incluses === undefined
      ? `select 0 as role, ${choix}${clesSur('q', plan)} from ${page} q order by ${ordreSur('q', plan)}`
      : `with page as materialized (select q.*, row_number() over (order by ${ordreSur('q', plan)}) as rang from ${page} q),
  inclus as materialized (${incluses})
select 0 as role, ${choix}${clesSur('q', plan)}, q.rang from page q
union all select 1 as role, ${choix}${plan.colonnes.map((c) => `, null::${c.type}`).join('')}, null from inclus q
order by role, rang`;
  return requete(texte, a);
}

/** @param plafond counts no further; undefined counts all */
export function instructionDeCompte(
  recherche: Recherche,
  plan: Plan,
  plafond: number | undefined,
  portee: Portee,
  maintenant: Date,
): Requete {
  const a = new Assembleur(portee, maintenant, plan.precis);
  return requete(nombreDeLignes(recherche, plan, plafond, a), a);
}

/** How many lines the planner expects in the territory: what tells a rare answer from a common one. Reads nothing. */
export function instructionDEstimation(recherche: Recherche, plan: Plan, portee: Portee, maintenant: Date): Requete {
  const a = new Assembleur(portee, maintenant, false);
  return requete(estimationDe(recherche, plan, a), a);
}

export function requete(texte: string, { valeurs, prepare }: Assembleur): Requete {
  const nom = prepare ? nommer(texte) : undefined;
  return nom === undefined ? { texte, valeurs } : { texte, valeurs, nom };
}

/**
 * A prepared statement forgets its values: its plan must be good for all. It is when an index leads to few lines, or is walked in order.
 * The rest is planned with its values (about 0.3 ms) because the best way depends on how common they are.
 */
export function estPreparable({ precis, parcours }: Plan): boolean {
  return precis || parcours?.debut !== undefined;
}
