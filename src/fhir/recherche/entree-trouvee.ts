/** What is known of a stored resource without reading it. */
export interface Posee {
  readonly type: string;
  readonly id: string;
  readonly texte: string;
}

/** Pieces of the JSON entry of a searchset. `base` has no final slash; ids and types were checked when written, so nothing here needs escaping. */
export function entreeTrouvee(base: string, posee: Posee, mode: 'match' | 'include'): readonly string[] {
  return [`${debutDEntree(base)}${posee.type}/${posee.id}${APRES_L_ADRESSE}`, posee.texte, FIN_DE_TROUVEE[mode]];
}

/** What stands around the address and the resource, for whoever writes an entry: here, or PostgreSQL (`sql/page-ecrite.ts`). */
export const debutDEntree = (base: string): string => `{"fullUrl":"${base}/`;
export const APRES_L_ADRESSE = '","resource":';
export const FIN_DE_TROUVEE = {
  match: ',"search":{"mode":"match"}}',
  include: ',"search":{"mode":"include"}}',
} as const;

const APRES_LA_RESSOURCE = ',"search":';

/** The same entry, the text of its resource changed. */
export function changerRessource(entree: string, changer: (texte: string) => string): string {
  const debut = entree.indexOf(APRES_L_ADRESSE) + APRES_L_ADRESSE.length;
  const fin = entree.lastIndexOf(APRES_LA_RESSOURCE);
  return entree.slice(0, debut) + changer(entree.slice(debut, fin)) + entree.slice(fin);
}
