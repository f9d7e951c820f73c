import type { Requete } from '#lib/sql/requete.ts';
import type { Portee } from '../../store/portee.ts';
import type { Place } from '../curseur.ts';
import { APRES_L_ADRESSE, debutDEntree, FIN_DE_TROUVEE } from '../entree-trouvee.ts';
import { LIMITES } from '../limites.ts';
import type { Inclusion, Recherche } from '../modele.ts';
import { Assembleur } from './assembleur.ts';
import { lignesIncluses } from './inclusions.ts';
import { estPreparable, requete } from './instruction.ts';
import { clesSur, lignesDeLaPage, ordreSur } from './page.ts';
import type { Plan } from './plan.ts';

/**
 * A line of a written page: the JSON text of one entry. Without any when there is one more match than the page: another page follows. Where it
 * stands is told for the last match only.
 */
export interface LigneEcrite {
  readonly role: number;
  readonly entree: string | null;
  readonly type: string | null;
  readonly id: string | null;
  readonly [cle: `t${number}`]: unknown;
}

/** The same page as `instructionDePage`, its entries written by PostgreSQL: one text to carry for each, where the lines have nine columns. */
export function instructionDePageEcrite(
  recherche: Recherche,
  plan: Plan,
  place: Place | undefined,
  portee: Portee,
  maintenant: Date,
  base: string,
): Requete {
  const a = new Assembleur(portee, maintenant, estPreparable(plan));
  const { nombre, decalage, inclusions, types } = recherche;
  const page = lignesDeLaPage(recherche, plan, { place, decalage, limite: nombre + 1 }, a);
  const debut = a.lier(debutDEntree(base));
  const origine = { lignes: `select * from page where rang <= ${nombre}`, types };
  const incluses = lignesIncluses(inclusions, origine, LIMITES.inclus + 1, a);
  const siDerniere = (colonne: string) => `case when q.rang = ${nombre} then q.${colonne} end as ${colonne}`;
  const lieu = ['type', 'id', ...plan.colonnes.map((_, rang) => `t${rang}`)].map(siDerniere).join(', ');
  const rangees = `select q.type, q.id, q.contenu, q.refs${clesSur('q', plan)}, row_number() over (order by ${ordreSur('q', plan)}) as rang from ${page} q`;
  const trouvees = `select 0 as role, case when q.rang <= ${nombre} then ${entree('q', debut, 'match')} end as entree, ${lieu}`;
  const texte =
    incluses === undefined
      ? `${trouvees} from (${rangees}) q order by q.rang`
      : `with page as materialized (${rangees})
select * from (${trouvees} from page q order by q.rang) q
union all select 1, ${entree('q', debut, 'include')}, null, null${plan.colonnes.map((c) => `, null::${c.type}`).join('')} from (${sansDoublon(incluses, recherche)}) q`;
  return requete(texte, a);
}

/** JSON text of the entry of a line. Types and ids were checked when they were written: nothing in them needs escaping. */
function entree(q: string, debut: string, mode: 'match' | 'include'): string {
  return `${debut} || ${q}.type || '/' || ${q}.id || '${APRES_L_ADRESSE}' || ${q}.contenu::text || '${FIN_DE_TROUVEE[mode]}'`;
}

/** Each included resource once, and never one that the page already holds. */
function sansDoublon(incluses: string, { types, nombre, inclusions }: Recherche): string {
  const dejaLa = inclusions.some((i) => typesAjoutes(i).some((type) => types.includes(type)));
  if (inclusions.length === 1 && !dejaLa) return incluses;
  const autres = dejaLa
    ? ` where not exists (select 1 from page p where p.rang <= ${nombre} and p.type = x.type and p.id = x.id)`
    : '';
  return `select distinct on (x.type, x.id) x.* from (${incluses}) x${autres}`;
}

/** Types an inclusion may add. */
const typesAjoutes = ({ sens, porteurs, cibles }: Inclusion): readonly string[] =>
  sens === 'vers' ? cibles : porteurs;
