import type { Interroger } from '#lib/sql/requete.ts';
import type { Issue } from '../refus.ts';
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
function adresseDe({ type, id }: Pick<LigneStockee, 'type' | 'id'>): string {
  return `${type}/${id}`;
}

/** A stored line without the columns a statement adds to it. */
export function ligneSeule({ type, id, version, le, patient, texte }: LigneEtRefs): LigneStockee {
  return { type, id, version, le, supprime: false, patient, texte };
}

/** Said by a page that stopped including. */
export const INCOMPLET: Issue = {
  severity: 'warning',
  code: 'incomplete',
  texte: `Cette page n’inclut pas tout ce qui était demandé : la limite est de ${LIMITES.inclus} ressources incluses et ${LIMITES.tours} tours. Demandez une page plus courte (_count).`,
};

/** Resources a page includes, each once and never a match, within the limit. */
export class Inclus {
  readonly #vues: Set<string>;
  readonly lignes: LigneStockee[] = [];
  complet = true;

  constructor(trouves: readonly LigneStockee[]) {
    this.#vues = new Set(trouves.map(adresseDe));
  }

  get avertissements(): readonly Issue[] {
    return this.complet ? [] : [INCOMPLET];
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
      this.lignes.push(ligneSeule(ligne));
      nouvelles.push(ligne);
    }
    return nouvelles;
  }
}

/**
 * Follows the `:iterate` inclusions from what the first step added, round after round, until nothing is new or the limits are met.
 * @param lignes of the first statement, `role` 1 for an included resource
 */
export async function iterer(
  interroger: Interroger,
  inclusions: readonly Inclusion[],
  lignes: readonly (LigneEtRefs & { readonly role: number })[],
  page: { readonly trouves: readonly LigneStockee[] },
  portee: Portee,
  maintenant: Date,
): Promise<Pick<Inclus, 'avertissements'> & { readonly inclus: readonly LigneStockee[] }> {
  const inclus = new Inclus(page.trouves);
  let dernieres = inclus.ajouter(lignes.filter((l) => l.role === 1));
  const iteratives = inclusions.filter((inclusion) => inclusion.iterative);
  for (let tour = 0; iteratives.length > 0 && dernieres.length > 0 && inclus.complet; tour += 1) {
    const a = new Assembleur(portee, maintenant, true);
    const sql = lignesIncluses(iteratives, origineDe(dernieres, a), LIMITES.inclus + 1, a);
    if (sql === undefined) break;
    const texte = `select q.type, q.id, q.version, q.le, q.patient, q.contenu::text as texte, q.refs from (${sql}) q`;
    dernieres = inclus.ajouter(await interroger<LigneEtRefs>(requete(texte, a)));
    if (tour + 1 >= LIMITES.tours) {
      inclus.complet = inclus.complet && dernieres.length === 0;
      break;
    }
  }
  return { inclus: inclus.lignes, avertissements: inclus.avertissements };
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
