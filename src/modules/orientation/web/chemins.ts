export const CHEMIN_ORIENTATIONS = '/orientations';

export const cheminOrientation = (id: string): string =>
  `${CHEMIN_ORIENTATIONS}/${encodeURIComponent(id.replace('Task/', ''))}`;

interface Origine {
  /** The request it serves. */
  readonly demande?: string | undefined;
  readonly patient?: string | undefined;
  /** Reference of the directory: the service is already chosen. */
  readonly ressource?: string | undefined;
  /** The refused orientation it replaces: everything is prefilled. */
  readonly precedente?: string | undefined;
}

export const cheminNouvelleOrientation = (origine: Origine): string =>
  avecRecherche(`${CHEMIN_ORIENTATIONS}/nouvelle`, { ...origine });

interface Filtre {
  readonly filtre?: string | undefined;
  readonly demande?: string | undefined;
  readonly patient?: string | undefined;
  readonly apres?: string | undefined;
}

/** The list narrowed by these words. */
export const cheminOrientations = (filtre: Filtre): string => avecRecherche(CHEMIN_ORIENTATIONS, { ...filtre });

function avecRecherche(chemin: string, recherche: Readonly<Record<string, string | undefined>>): string {
  const parametres = new URLSearchParams();
  for (const [cle, valeur] of Object.entries(recherche)) if (valeur !== undefined) parametres.set(cle, valeur);
  const texte = parametres.toString();
  return texte === '' ? chemin : `${chemin}?${texte}`;
}
