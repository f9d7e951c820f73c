import type { Interroger } from '#lib/sql/requete.ts';
import { refusFhir, type Issue } from '../refus.ts';
import type { LigneStockee } from '../store/lecture.ts';
import type { Portee } from '../store/portee.ts';
import { ecrireCurseur, lireCurseur, type Place } from './curseur.ts';
import { Inclus, iterer, ligneSeule, type LigneEtRefs } from './inclure.ts';
import { LIMITES } from './limites.ts';
import type { Recherche } from './modele.ts';
import { placer } from './placer.ts';
import { instructionDEstimation, instructionDeCompte, instructionDePage } from './sql/instruction.ts';
import { estApresTout, finDuParcours, parTri, planDe, type Plan } from './sql/plan.ts';

export interface PageFhir {
  readonly trouves: readonly LigneStockee[];
  readonly inclus: readonly LigneStockee[];
  readonly total?: number;
  /** Cursor of the next page; absent on the last one. */
  readonly suite?: string;
  readonly avertissements: readonly Issue[];
}

/** A line of a statement: `role` 0 for a match, 1 for an included resource; the keys of its place in t0, t1… */
export type Ligne = LigneEtRefs & { readonly role: number } & { readonly [cle: `t${number}`]: unknown };

/**
 * One page of a search, in one statement (more only for a total, communes and `:iterate`). What is out of `portee` is never found, followed,
 * counted nor included. `lignesNombreuses`: expected
 * lines from which a sorted search is read in the order of its index. Throws RefusFhir 400 for a cursor or a commune that means nothing.
 */
export async function chercher(
  interroger: Interroger,
  recherche: Recherche,
  portee: Portee,
  maintenant: Date,
  lignesNombreuses = LIGNES_NOMBREUSES,
): Promise<PageFhir> {
  const acces: Acces = { interroger, portee, maintenant };
  const placee = await placer(interroger, recherche);
  if (placee.nombre === 0) return { trouves: [], inclus: [], ...(await compteSeul(acces, placee)) };
  const lieu = await lieuDe(acces, placee, lignesNombreuses);
  const page = await pageEnLignes(acces, lieu);
  const total = await totalDe(acces, lieu, page.trouves.length, page.suite);
  return { ...page, ...total, avertissements: [...page.avertissements, ...total.avertissements] };
}

/** The lines of a page, and what it includes. */
export async function pageEnLignes(acces: Acces, { placee, plan, place }: Lieu): Promise<PageFhir> {
  const lignes = await lignesDe(acces, placee, plan, place);
  const debut = pageDe(lignes, placee.nombre, (derniere) =>
    ecrireCurseur(placee.empreinte, placeApres(derniere, plan)),
  );
  const { interroger, portee, maintenant } = acces;
  const suites = await iterer(interroger, placee.inclusions, lignes, debut, portee, maintenant);
  return { ...debut, inclus: suites.inclus, avertissements: suites.avertissements };
}

/** A search whose communes are placed, the way it is read, and where its page begins. */
export interface Lieu {
  readonly placee: Recherche;
  readonly plan: Plan;
  readonly place: Place | undefined;
}

/** Throws RefusFhir 400 for a cursor that means nothing. */
export async function lieuDe(acces: Acces, placee: Recherche, lignesNombreuses = LIGNES_NOMBREUSES): Promise<Lieu> {
  const plan = await planRetenu(acces, placee, lignesNombreuses);
  return { placee, plan, place: placeDe(placee, plan) };
}

/** What a page says of all that matches. */
interface Compte {
  readonly total?: number;
  readonly avertissements: readonly Issue[];
}

/** A page of no line at all: `_count=0`, `_summary=count`. */
export async function compteSeul({ interroger, portee, maintenant }: Acces, placee: Recherche): Promise<Compte> {
  return { total: await compter(interroger, placee, portee, maintenant), avertissements: [] };
}

/** A first page that holds everything is its own count. */
export async function totalDe(
  { interroger, portee, maintenant }: Acces,
  { placee, place }: Lieu,
  trouves: number,
  suite: string | undefined,
): Promise<Compte> {
  if (suite === undefined && place === undefined && placee.decalage === 0)
    return { total: trouves, avertissements: [] };
  const total = await totalDemande(interroger, placee, portee, maintenant);
  if (total === undefined) return { avertissements: [] };
  return { total: total.nombre, avertissements: total.atteint ? [TOTAL_AU_MOINS] : [] };
}

/** Who reads, when, on which connection. */
export interface Acces {
  readonly interroger: Interroger;
  readonly portee: Portee;
  readonly maintenant: Date;
}

/** Beyond so many expected lines, reading in the order of the sort costs less than reading them all to sort them. */
const LIGNES_NOMBREUSES = 2_000;

async function planRetenu(
  { interroger, portee, maintenant }: Acces,
  recherche: Recherche,
  lignesNombreuses: number,
): Promise<Plan> {
  const plan = planDe(recherche);
  const ordonne = parTri(plan, recherche);
  if (ordonne === undefined || recherche.criteres.length === 0) return ordonne ?? plan;
  const [ligne] = await interroger<{ 'QUERY PLAN': string }>(
    instructionDEstimation(recherche, plan, portee, maintenant),
  );
  const attendues = Number(/ rows=(\d+)/.exec(ligne?.['QUERY PLAN'] ?? '')?.[1] ?? 0);
  return attendues >= lignesNombreuses ? ordonne : plan;
}

/** Lines of one page; after the last key of a walk, those that have no key. */
async function lignesDe(
  { interroger, portee, maintenant }: Acces,
  recherche: Recherche,
  plan: Plan,
  place: Place | undefined,
): Promise<readonly Ligne[]> {
  const fin = finDuParcours(plan);
  if (fin !== undefined && estApresTout(place?.cles[0]))
    return interroger<Ligne>(instructionDePage(recherche, fin, place, portee, maintenant));
  const lignes = await interroger<Ligne>(instructionDePage(recherche, plan, place, portee, maintenant));
  const manquent = recherche.nombre + 1 - lignes.filter((l) => l.role === 0).length;
  if (fin === undefined || manquent <= 0) return lignes;
  const reste = await interroger<Ligne>(instructionDePage(recherche, fin, undefined, portee, maintenant, manquent));
  return [...lignes, ...reste];
}

/** Lines of a statement that asked for one more match than the page holds → the page, and its cursor when there is a next one. */
export function pageDe(lignes: readonly Ligne[], limite: number, curseur: (derniere: Ligne) => string): PageFhir {
  const trouvees = lignes.filter((l) => l.role === 0);
  const gardees = trouvees.slice(0, limite);
  const derniere = trouvees.length > limite ? gardees.at(-1) : undefined;
  const inclus = new Inclus(gardees);
  inclus.ajouter(lignes.filter((l) => l.role === 1));
  return {
    trouves: gardees.map(ligneSeule),
    inclus: inclus.lignes,
    ...(derniere === undefined ? {} : { suite: curseur(derniere) }),
    avertissements: inclus.avertissements,
  };
}

/** How many resources match. Refused to nobody: only what the reader may see is counted. */
export async function compter(
  interroger: Interroger,
  recherche: Recherche,
  portee: Portee,
  maintenant: Date,
): Promise<number> {
  const placee = await placer(interroger, recherche);
  return nombreJusqua(interroger, placee, undefined, portee, maintenant);
}

const TOTAL_AU_MOINS: Issue = {
  severity: 'information',
  code: 'informational',
  texte: `Le total est d’au moins ${LIMITES.estimation}. Demandez _total=accurate pour le compte exact.`,
};

function placeDe({ curseur, decalage, empreinte }: Recherche, { colonnes }: Plan): Place | undefined {
  if (curseur === undefined) return undefined;
  if (decalage > 0)
    throw refusFhir(
      400,
      'invalid',
      '_offset et un lien de page ne vont pas ensemble. Gardez l’un des deux.',
      'http._offset',
    );
  return lireCurseur(
    curseur,
    empreinte,
    colonnes.map((c) => c.type),
  );
}

/** Where the page after this line begins. */
export function placeApres(ligne: Pick<Ligne, 'type' | 'id' | `t${number}`>, { colonnes }: Plan): Place {
  return { cles: colonnes.map((_, rang) => ecrireCle(ligne[`t${rang}`])), type: ligne.type, id: ligne.id };
}

/** Instants travel as ISO text; those of the ends of time keep the name PostgreSQL gives them. */
function ecrireCle(cle: unknown): string {
  if (cle instanceof Date) return cle.toISOString();
  if (typeof cle === 'number') return cle > 0 ? 'infinity' : '-infinity';
  return String(cle);
}

async function totalDemande(
  interroger: Interroger,
  recherche: Recherche,
  portee: Portee,
  maintenant: Date,
): Promise<{ readonly nombre: number; readonly atteint: boolean } | undefined> {
  if (recherche.total === 'none') return undefined;
  const plafond = recherche.total === 'estimate' ? LIMITES.estimation : undefined;
  const nombre = await nombreJusqua(interroger, recherche, plafond, portee, maintenant);
  return { nombre: Math.min(nombre, plafond ?? nombre), atteint: plafond !== undefined && nombre > plafond };
}

async function nombreJusqua(
  interroger: Interroger,
  recherche: Recherche,
  plafond: number | undefined,
  portee: Portee,
  maintenant: Date,
): Promise<number> {
  const sansPage: Recherche = { ...recherche, tri: [] };
  const [ligne] = await interroger<{ nombre: number }>(
    instructionDeCompte(sansPage, { ...planDe(sansPage), parcours: undefined }, plafond, portee, maintenant),
  );
  return ligne?.nombre ?? 0;
}
