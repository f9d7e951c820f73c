import type { Interroger } from '#lib/sql/requete.ts';
import type { LigneStockee } from '../store/lecture.ts';
import type { Portee } from '../store/portee.ts';
import { LIMITES } from './limites.ts';
import type { Inclusion } from './modele.ts';
import { Assembleur } from './sql/assembleur.ts';
import { lignesIncluses } from './sql/inclusions.ts';
import { requete } from './sql/instruction.ts';

/** A line with the references an inclusion may follow from it. */
export interface LigneEtRefs extends LigneStockee {
  readonly refs?: readonly string[];
}

/** Address of a resource in this house: what tells two lines apart. */
export function adresseDe({ type, id }: Pick<LigneStockee, 'type' | 'id'>): string {
  return `${type}/${id}`;
}

/** Resources of a page, each once, within the limit. `complet`: nothing was left out for lack of room. */
export class Inclus {
  readonly #vues: Set<string>;
  readonly lignes: LigneStockee[] = [];
  complet = true;

  constructor(trouves: readonly LigneStockee[]) {
    this.#vues = new Set(trouves.map(adresseDe));
  }

  /** Keeps those not seen yet, and returns them. */
  ajouter(lignes: readonly LigneEtRefs[]): readonly LigneEtRefs[] {
    const nouvelles: LigneEtRefs[] = [];
    for (const ligne of lignes) {
      if (this.#vues.has(adresseDe(ligne))) continue;
      if (this.lignes.length >= LIMITES.inclus) {
        this.complet = false;
        break;
      }
      this.#vues.add(adresseDe(ligne));
      this.lignes.push(ligne);
      nouvelles.push(ligne);
    }
    return nouvelles;
  }
}

/** Follows the `:iterate` inclusions from what the last round added, round after round, until nothing is new or the limits are met. */
export async function iterer(
  interroger: Interroger,
  inclusions: readonly Inclusion[],
  premieres: readonly LigneEtRefs[],
  inclus: Inclus,
  portee: Portee,
  maintenant: Date,
): Promise<void> {
  const iteratives = inclusions.filter((inclusion) => inclusion.iterative);
  let dernieres = premieres;
  for (let tour = 0; tour < LIMITES.tours && dernieres.length > 0 && inclus.complet; tour += 1) {
    const a = new Assembleur(portee, maintenant);
    const sql = lignesIncluses(iteratives, origineDe(dernieres, a), LIMITES.inclus + 1, a);
    if (sql === undefined) return;
    const texte = `select q.type, q.id, q.version, q.le, false as supprime, q.patient, q.contenu::text as texte, q.refs from (${sql}) q`;
    dernieres = inclus.ajouter(await interroger<LigneEtRefs>(requete(texte, a, true)));
  }
  if (dernieres.length > 0 && iteratives.length > 0)
    inclus.complet = inclus.complet && !resteASuivre(iteratives, dernieres);
}

/** Lines the answer already holds, given back to the statement: one per reference. */
function origineDe(lignes: readonly LigneEtRefs[], a: Assembleur) {
  const mots = lignes.flatMap((l) => (l.refs?.length ? l.refs : ['']).map((ref) => ({ type: l.type, id: l.id, ref })));
  const [types, ids, refs] = [mots.map((m) => m.type), mots.map((m) => m.id), mots.map((m) => m.ref)];
  return {
    lignes: `select v.type, v.id, array[v.ref] as refs from unnest(${a.lier(types)}::text[], ${a.lier(ids)}::text[], ${a.lier(refs)}::text[]) v(type, id, ref)`,
    types: [...new Set(types)],
  };
}

/** The rounds stopped at their limit: could another one have found something? */
function resteASuivre(inclusions: readonly Inclusion[], lignes: readonly LigneEtRefs[]): boolean {
  const types = new Set(lignes.map((l) => l.type));
  return inclusions.some((i) => (i.sens === 'vers' ? i.porteurs : i.cibles).some((type) => types.has(type)));
}
