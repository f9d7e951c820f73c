/** What is known of a stored resource without reading it. */
export interface Posee {
  readonly type: string;
  readonly id: string;
  readonly texte: string;
}

/** Pieces of the JSON entry of a searchset. `base` has no final slash; ids and types were checked when written, so nothing here needs escaping. */
export function entreeTrouvee(base: string, posee: Posee, mode: 'match' | 'include'): readonly string[] {
  return [`{"fullUrl":"${base}/${posee.type}/${posee.id}","resource":`, posee.texte, FIN_DE_TROUVEE[mode]];
}

const FIN_DE_TROUVEE = {
  match: ',"search":{"mode":"match"}}',
  include: ',"search":{"mode":"include"}}',
} as const;

const AVANT_LA_RESSOURCE = '"resource":';
const APRES_LA_RESSOURCE = ',"search":';

/** The same entry, the text of its resource changed. */
export function changerRessource(entree: string, changer: (texte: string) => string): string {
  const debut = entree.indexOf(AVANT_LA_RESSOURCE) + AVANT_LA_RESSOURCE.length;
  const fin = entree.lastIndexOf(APRES_LA_RESSOURCE);
  return entree.slice(0, debut) + changer(entree.slice(debut, fin)) + entree.slice(fin);
}
