export const cheminAppel = (id: string): string => `/appels/${encodeURIComponent(id.replace('Communication/', ''))}`;

export const cheminTache = (id: string): string => `/taches/${encodeURIComponent(id.replace('Task/', ''))}`;

interface Appel {
  /** Reference of the directory. */
  readonly avec?: string | undefined;
  readonly patient?: string | undefined;
  /** `Task/…` of what the call is about. */
  readonly objet?: string | undefined;
}

/** The 20-second note, with what is already known of the call. */
export function cheminNouvelAppel(appel: Appel = {}): string {
  const parametres = new URLSearchParams();
  for (const [cle, valeur] of Object.entries(appel)) if (valeur !== undefined) parametres.set(cle, valeur);
  const texte = parametres.toString();
  return texte === '' ? '/appels/nouveau' : `/appels/nouveau?${texte}`;
}
