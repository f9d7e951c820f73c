/** Her own copy; with a representative, the one made for them. */
export const cheminCopie = (patient: string, representant?: string): string =>
  `/personnes/${encodeURIComponent(patient)}/copie${representant === undefined ? '' : `?representant=${encodeURIComponent(representant)}`}`;

/** Page of something to ask the person again, from `Task/…`. */
export const cheminRappel = (id: string): string => `/rappels/${encodeURIComponent(id.replace('Task/', ''))}`;
