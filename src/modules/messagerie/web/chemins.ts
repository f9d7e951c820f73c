export const CHEMIN_MESSAGES = '/messages';
export const CHEMIN_ILLISIBLES = '/messages/illisibles';

export const cheminFil = (id: string): string => `/messages/${encodeURIComponent(id)}`;

/** Write to somebody (a reference of the directory), about a person or not. */
export function cheminEcrire(
  vers: { readonly a?: string | undefined; readonly patient?: string | undefined } = {},
): string {
  const recherche = new URLSearchParams();
  if (vers.a !== undefined) recherche.set('a', vers.a);
  if (vers.patient !== undefined) recherche.set('patient', vers.patient);
  const texte = recherche.toString();
  return texte === '' ? '/messages/ecrire' : `/messages/ecrire?${texte}`;
}

/** Page of an open thing of this room, for Aujourd’hui: genre `message` or `message_illisible`, objet `Task/…`. */
export const cheminDeLObjet = (genre: string, objet: string): string =>
  genre === 'message_illisible' ? CHEMIN_ILLISIBLES : cheminFil(objet.replace('Task/', ''));
