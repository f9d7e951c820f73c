import { debutDeListe, listeDuType, PARAM_LISTE } from '../../index/index.ts';
import type { CleDeTri, Critere, Recherche } from '../modele.ts';
import { estPrecis } from './filtre.ts';
import { APRES_TOUT, colonnesDeTri, type ColonneDeTri } from './tri.ts';

type Debut = Extract<Critere, { genre: 'texte' }> & { readonly mode: 'debut' };

/** The index read in the order of one parameter, stopping at the full page: the cost does not depend on how many lines match. */
export interface Parcours {
  readonly code: string;
  readonly descendant: boolean;
  /** Only the keys that begin so; undefined: all. */
  readonly debut: string | undefined;
  /** Criteria the walk satisfies by itself. */
  readonly criteres: readonly Critere[];
  /** A resource has one key at most in this walk: none is met twice. */
  readonly uneCle: boolean;
}

/** How one search is read: in which order, and by which way into the index. */
export interface Plan {
  readonly type: string | undefined;
  readonly colonnes: readonly ColonneDeTri[];
  readonly parcours: Parcours | undefined;
  /** End of a walk: the lines that have no key for this parameter. */
  readonly sansCle: string | undefined;
  /** Few lines match, found by an index: the order is made after. Otherwise the lines are read in the order of their ids. */
  readonly precis: boolean;
}

/** A name is read in the order of its index when nothing else is asked; any other search is read, then put in order. */
export function planDe({ types, criteres, personne, tri }: Recherche): Plan {
  const type = types.length === 1 ? types[0] : undefined;
  const precis = personne !== undefined || criteres.some(estPrecis);
  const liste = type === undefined || personne !== undefined ? undefined : listeDe(type, criteres, tri);
  if (liste !== undefined) {
    const colonnes = [{ ...CLE_PARCOURUE, descendant: true }];
    return { type, precis: false, parcours: liste, sansCle: undefined, colonnes };
  }
  const plan: Plan = {
    type,
    precis,
    parcours: undefined,
    sansCle: undefined,
    colonnes: colonnesDeTri(tri, type, precis),
  };
  const critere = criteres.find((c): c is Debut => c.genre === 'texte' && c.mode === 'debut' && c.valeurs.length === 1);
  if (precis || tri.length > 0 || type === undefined || critere === undefined) return plan;
  const parcours = {
    code: critere.code,
    descendant: false,
    debut: critere.valeurs[0],
    criteres: [critere],
    uneCle: false,
  };
  return { ...plan, parcours, colonnes: [CLE_PARCOURUE] };
}

/** The list of somebody in one state, newest first, has keys of its own in the index: it is read in their order, to the full page. */
function listeDe(type: string, criteres: readonly Critere[], tri: readonly CleDeTri[]): Parcours | undefined {
  const liste = listeDuType(type);
  const [ordre, autre] = tri;
  if (liste === undefined || ordre?.code !== liste.date || !ordre.descendant || autre !== undefined) return undefined;
  const precis = criteres.filter(estPrecis);
  const [a] = precis;
  const etat = criteres.find((c) => c.genre === 'jeton' && c.code === liste.etat && !c.non);
  if (precis.length !== 1 || a?.genre !== 'reference' || a.code !== liste.reference || etat?.genre !== 'jeton')
    return undefined;
  const [reference, ...autres] = a.valeurs;
  const [jeton, ...jetons] = etat.valeurs;
  if (reference === undefined || autres.length > 0 || jetons.length > 0 || jeton?.systeme !== undefined)
    return undefined;
  const debut = debutDeListe(reference, jeton?.code ?? '');
  return debut === undefined
    ? undefined
    : { code: PARAM_LISTE, descendant: true, debut, criteres: [a, etat], uneCle: true };
}

const CLE_PARCOURUE: ColonneDeTri = { expression: () => 'k.cle', type: 'text', descendant: false };
const ORDONNES: ReadonlySet<CleDeTri['type']> = new Set(['string', 'date', 'number', 'quantity']);

/** The same search read in the order of its first sort key; undefined when that key has no index of its own, or an index leads to few lines. */
export function parTri(plan: Plan, { tri, decalage }: Recherche): Plan | undefined {
  const [premiere] = tri;
  if (plan.precis || plan.parcours !== undefined) return undefined;
  if (plan.type === undefined || premiere === undefined || decalage > 0) return undefined;
  if (premiere.code.startsWith('_') || !ORDONNES.has(premiere.type)) return undefined;
  const { code, descendant } = premiere;
  return {
    ...plan,
    parcours: { code, descendant, debut: undefined, criteres: [], uneCle: false },
    colonnes: [{ ...CLE_PARCOURUE, descendant }, ...plan.colonnes.slice(1)],
  };
}

/** What comes after the last key of a walk: the lines without any. */
export function finDuParcours(plan: Plan): Plan | undefined {
  const [premiere] = plan.colonnes;
  if (plan.parcours === undefined || plan.parcours.debut !== undefined || premiere === undefined) return undefined;
  const apres: ColonneDeTri = {
    ...premiere,
    expression: () => `'${APRES_TOUT[premiere.descendant ? 'desc' : 'asc']}'`,
  };
  return { ...plan, parcours: undefined, sansCle: plan.parcours.code, colonnes: [apres, ...plan.colonnes.slice(1)] };
}

/** Is this key the one of lines that have none? */
export function estApresTout(cle: string | undefined): boolean {
  return cle === APRES_TOUT.asc || cle === APRES_TOUT.desc;
}
