import type { Interroger } from '#lib/sql/requete.ts';
import { refusFhir, type Issue } from '../refus.ts';
import type { LigneStockee } from '../store/lecture.ts';
import type { Portee } from '../store/portee.ts';
import { ecrireCurseur, lireCurseur, type Place } from './curseur.ts';
import { Inclus, iterer, type LigneEtRefs } from './inclure.ts';
import { LIMITES } from './limites.ts';
import type { Recherche } from './modele.ts';
import { placer } from './placer.ts';
import { instructionDeCompte, instructionDePage } from './sql/instruction.ts';
import { planDe, type Plan } from './sql/plan.ts';

export interface PageFhir {
  readonly trouves: readonly LigneStockee[];
  readonly inclus: readonly LigneStockee[];
  readonly total?: number;
  /** Cursor of the next page; absent on the last one. */
  readonly suite?: string;
  readonly avertissements: readonly Issue[];
}

type Ligne = LigneEtRefs & { readonly role: number } & { readonly [cle: `t${number}`]: unknown };

/**
 * One page of a search, in one statement (more only for a total, communes and `:iterate`). What is out of `portee` is never found, followed,
 * counted nor included. Throws RefusFhir 400 for a cursor or a commune that means nothing.
 */
export async function chercher(
  interroger: Interroger,
  recherche: Recherche,
  portee: Portee,
  maintenant: Date,
): Promise<PageFhir> {
  const placee = await placer(interroger, recherche);
  if (placee.nombre === 0) {
    return {
      trouves: [],
      inclus: [],
      total: await compter(interroger, placee, portee, maintenant),
      avertissements: [],
    };
  }
  const plan = planDe(placee);
  const place = placeDe(placee, plan);
  const lignes = await interroger<Ligne>(instructionDePage(placee, plan, place, portee, maintenant));
  const trouvees = lignes.filter((l) => l.role === 0);
  const gardees = trouvees.slice(0, placee.nombre);
  const derniere = trouvees.length > placee.nombre ? gardees.at(-1) : undefined;
  const trouves = gardees.map(sansCles);
  const inclus = await reunirInclus(interroger, placee, lignes, gardees, portee, maintenant);
  const total = await totalDe(
    interroger,
    placee,
    gardees.length,
    derniere === undefined && place === undefined,
    portee,
    maintenant,
  );
  return {
    trouves,
    inclus: inclus.lignes.map(sansCles),
    ...(total === undefined ? {} : { total: total.nombre }),
    ...(derniere === undefined ? {} : { suite: ecrireCurseur(placee.empreinte, placeApres(derniere, plan)) }),
    avertissements: [
      ...(inclus.complet ? [] : [INCLUS_INCOMPLETS]),
      ...(total?.atteint === true ? [TOTAL_AU_MOINS] : []),
    ],
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

const INCLUS_INCOMPLETS: Issue = {
  severity: 'warning',
  code: 'incomplete',
  texte: `Cette page n’inclut pas tout ce qui était demandé : la limite est de ${LIMITES.inclus} ressources incluses et ${LIMITES.tours} tours. Demandez une page plus courte (_count).`,
};

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

function placeApres(ligne: Ligne, { colonnes }: Plan): Place {
  return { cles: colonnes.map((_, rang) => ecrireCle(ligne[`t${rang}`])), type: ligne.type, id: ligne.id };
}

/** Instants travel as ISO text; those of the ends of time keep the name PostgreSQL gives them. */
function ecrireCle(cle: unknown): string {
  if (cle instanceof Date) return cle.toISOString();
  if (typeof cle === 'number') return cle > 0 ? 'infinity' : '-infinity';
  return String(cle);
}

function sansCles({ type, id, version, le, patient, texte }: LigneEtRefs): LigneStockee {
  return { type, id, version, le, supprime: false, patient, texte };
}

async function reunirInclus(
  interroger: Interroger,
  recherche: Recherche,
  lignes: readonly Ligne[],
  trouves: readonly LigneEtRefs[],
  portee: Portee,
  maintenant: Date,
): Promise<Inclus> {
  const inclus = new Inclus(trouves);
  const premiers = inclus.ajouter(lignes.filter((l) => l.role === 1));
  if (premiers.length > 0) await iterer(interroger, recherche.inclusions, premiers, inclus, portee, maintenant);
  return inclus;
}

/** Known for nothing when the whole result is in this page; else counted when asked. */
async function totalDe(
  interroger: Interroger,
  recherche: Recherche,
  trouves: number,
  tout: boolean,
  portee: Portee,
  maintenant: Date,
): Promise<{ readonly nombre: number; readonly atteint: boolean } | undefined> {
  if (tout && recherche.decalage === 0) return { nombre: trouves, atteint: false };
  if (recherche.total === 'none') return undefined;
  if (recherche.total === 'accurate')
    return { nombre: await nombreJusqua(interroger, recherche, undefined, portee, maintenant), atteint: false };
  const nombre = await nombreJusqua(interroger, recherche, LIMITES.estimation, portee, maintenant);
  return { nombre: Math.min(nombre, LIMITES.estimation), atteint: nombre > LIMITES.estimation };
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
