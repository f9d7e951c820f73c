import type { Interroger } from '#lib/sql/requete.ts';
import type { Issue } from '../refus.ts';
import type { LigneStockee } from '../store/lecture.ts';
import type { Portee } from '../store/portee.ts';
import { compteSeul, lieuDe, pageEnLignes, placeApres, totalDe, type Acces, type Lieu } from './chercher.ts';
import { ecrireCurseur } from './curseur.ts';
import { entreeTrouvee } from './entree-trouvee.ts';
import { INCOMPLET } from './inclure.ts';
import { LIMITES } from './limites.ts';
import type { Recherche } from './modele.ts';
import { placer } from './placer.ts';
import { reduire } from './reduire.ts';
import { instructionDePageEcrite, type LigneEcrite } from './sql/page-ecrite.ts';
import { finDuParcours } from './sql/plan.ts';

/** A page ready to be sent. */
export interface PageEcrite {
  /** Pieces of JSON: entries separated by commas; empty when the page is. */
  readonly entrees: readonly string[];
  /** Resources of the page, included ones too. */
  readonly nombre: number;
  readonly total?: number;
  /** Cursor of the next page; absent on the last one. */
  readonly suite?: string;
  readonly avertissements: readonly Issue[];
}

type Corps = Omit<PageEcrite, 'total'> & { readonly trouves: number };

/**
 * The page `chercher` gives, as JSON entries. When there is nothing to cut and nothing to follow further, PostgreSQL writes them: each
 * resource travels as one text. `base`: address of the door, without a final slash.
 * Throws RefusFhir 400 as `chercher`.
 */
export async function chercherEcrit(
  interroger: Interroger,
  recherche: Recherche,
  portee: Portee,
  maintenant: Date,
  base: string,
  lignesNombreuses?: number,
): Promise<PageEcrite> {
  const acces: Acces = { interroger, portee, maintenant };
  const placee = await placer(interroger, recherche);
  if (placee.nombre === 0) return { entrees: [], nombre: 0, ...(await compteSeul(acces, placee)) };
  const lieu = await lieuDe(acces, placee, lignesNombreuses);
  const { trouves, ...corps } = ecriteParLaBase(lieu)
    ? await parLaBase(acces, lieu, base)
    : await ici(acces, lieu, base);
  const total = await totalDe(acces, lieu, trouves, corps.suite);
  return { ...corps, ...total, avertissements: [...corps.avertissements, ...total.avertissements] };
}

const ecriteParLaBase = ({ placee, plan }: Lieu): boolean =>
  placee.reduction === undefined && finDuParcours(plan) === undefined && !placee.inclusions.some((i) => i.iterative);

async function parLaBase(
  { interroger, portee, maintenant }: Acces,
  { placee, plan, place }: Lieu,
  base: string,
): Promise<Corps> {
  const lignes = await interroger<LigneEcrite>(instructionDePageEcrite(placee, plan, place, portee, maintenant, base));
  const debut = lignes.filter(({ role }) => role === 0);
  const trouvees = debut.slice(0, placee.nombre);
  const incluses = lignes.slice(debut.length, debut.length + LIMITES.inclus);
  const entrees: string[] = [];
  for (const { entree } of [...trouvees, ...incluses]) entrees.push(entrees.length === 0 ? '' : ',', entree ?? '');
  const corps: Corps = {
    entrees,
    trouves: trouvees.length,
    nombre: trouvees.length + incluses.length,
    avertissements: lignes.length > debut.length + LIMITES.inclus ? [INCOMPLET] : [],
  };
  const derniere = debut.length > trouvees.length ? trouvees.at(-1) : undefined;
  if (derniere === undefined) return corps;
  const { type, id } = derniere;
  if (type === null || id === null) throw new Error('la dernière ligne d’une page qui a une suite dit sa place');
  return { ...corps, suite: ecrireCurseur(placee.empreinte, placeApres({ ...derniere, type, id }, plan)) };
}

async function ici(acces: Acces, lieu: Lieu, base: string): Promise<Corps> {
  const { trouves, inclus, suite, avertissements } = await pageEnLignes(acces, lieu);
  const { reduction } = lieu.placee;
  const entrees: string[] = [];
  const ajouter = (ligne: LigneStockee, mode: 'match' | 'include'): void => {
    if (entrees.length > 0) entrees.push(',');
    const texte = reduction === undefined ? ligne.texte : reduire(ligne.texte, reduction);
    entrees.push(...entreeTrouvee(base, { ...ligne, texte }, mode));
  };
  for (const ligne of trouves) ajouter(ligne, 'match');
  for (const ligne of inclus) ajouter(ligne, 'include');
  const nombre = trouves.length + inclus.length;
  return { entrees, trouves: trouves.length, nombre, avertissements, ...(suite === undefined ? {} : { suite }) };
}
