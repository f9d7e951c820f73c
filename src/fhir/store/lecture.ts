import type { Interroger } from '#lib/sql/requete.ts';
import { compilerPortee, type Portee } from './portee.ts';

/** One version of a resource as it is stored: its text is served as it is. */
export interface LigneStockee {
  readonly type: string;
  readonly id: string;
  readonly version: number;
  readonly le: Date;
  readonly supprime: boolean;
  /** Whom it is about, for the trace. */
  readonly patient: string | null;
  readonly texte: string;
}

/** A version in its place in the journal. `seq` grows with every version of the territory. */
export interface LigneHistorique extends LigneStockee {
  readonly seq: string;
  readonly auteur: string;
  readonly action: 'creation' | 'modification' | 'suppression';
}

/** Current version, deleted ones included (`supprime`); undefined when it does not exist or is out of reach. */
export async function lireTexte(
  interroger: Interroger,
  type: string,
  id: string,
  portee: Portee,
): Promise<LigneStockee | undefined> {
  const { forme, texte, valeurs } = compilerPortee(portee, 'r');
  const [ligne] = await interroger<LigneStockee>({
    nom: `fhir.lire.${forme}`,
    courte: true,
    texte: `select r.type, r.id, r.version, r.le, r.supprime, r.patient, r.contenu::text as texte
      from resource r where r.type = $1 and r.id = $2 and ${texte(3)}`,
    valeurs: [type, id, ...valeurs],
  });
  return ligne;
}

/** One past version, with the right of the current one: a deleted resource keeps its person, family and readers. */
export async function lireVersion(
  interroger: Interroger,
  type: string,
  id: string,
  version: number,
  portee: Portee,
): Promise<LigneStockee | undefined> {
  const { forme, texte, valeurs } = compilerPortee(portee, 'r');
  const [ligne] = await interroger<LigneStockee>({
    nom: `fhir.version.${forme}`,
    courte: true,
    texte: `select h.type, h.id, h.version, h.le, h.supprime, r.patient, h.contenu::text as texte
      from resource_history h join resource r on r.type = h.type and r.id = h.id
      where h.type = $1 and h.id = $2 and h.version = $3 and ${texte(4)}`,
    valeurs: [type, id, version, ...valeurs],
  });
  return ligne;
}

/** What the history of is asked: one resource, one type, or the whole territory. */
export interface CibleHistorique {
  readonly type?: string | undefined;
  readonly id?: string | undefined;
}

export interface PageHistorique {
  readonly depuis?: Date | undefined;
  /** Versions that were the current one at some moment between these two, ends included. */
  readonly pendant?: { readonly debut: Date; readonly fin: Date } | undefined;
  /** Versions written before this one: the `seq` of the last line of the page before. */
  readonly avantSeq?: string | undefined;
  readonly limite: number;
}

/** When the next version was written; never, for the last one. */
const QUI_SUIT_APRES =
  "coalesce((select n.le from resource_history n where n.type = h.type and n.id = h.id and n.version = h.version + 1), 'infinity') >";

/** Versions, newest first. Pages are stable while others write: each starts below the `seq` where the one before stopped. */
export async function historique(
  interroger: Interroger,
  { type, id }: CibleHistorique,
  { depuis, pendant, avantSeq, limite }: PageHistorique,
  portee: Portee,
): Promise<readonly LigneHistorique[]> {
  const { forme, texte, valeurs: celles } = compilerPortee(portee, 'r');
  const conditions: string[] = [];
  const valeurs: unknown[] = [];
  const si = (condition: string, valeur: unknown): void => {
    if (valeur === undefined) return;
    valeurs.push(valeur);
    conditions.push(`${condition} $${valeurs.length}`);
  };
  si('h.type =', type);
  si('h.id =', id);
  si('h.le >=', depuis);
  si('h.seq <', avantSeq);
  si('h.le <=', pendant?.fin);
  si(QUI_SUIT_APRES, pendant?.debut);
  valeurs.push(limite);
  const bornes = conditions.map((c) => `${c} and `).join('');
  return interroger<LigneHistorique>({
    courte: id !== undefined,
    nom: `fhir.historique.${conditions.map((c) => c.replaceAll(/[^a-z]/g, '')).join('.')}.${forme}`,
    texte: `select h.type, h.id, h.version, h.le, h.supprime, r.patient, h.contenu::text as texte, h.seq::text as seq, h.auteur, h.action
      from resource_history h join resource r on r.type = h.type and r.id = h.id
      where ${bornes}${texte(valeurs.length + 1)}
      order by h.seq desc limit $${valeurs.length}`,
    valeurs: [...valeurs, ...celles],
  });
}
