export const cheminCopie = (patient: string): string => `/personnes/${encodeURIComponent(patient)}/copie`;

/** Page of something to ask the person again, from `Task/…`. */
export const cheminRappel = (id: string): string => `/rappels/${encodeURIComponent(id.replace('Task/', ''))}`;
