/** Page of something to ask the person again, from `Task/…`. */
export const cheminRappel = (id: string): string => `/rappels/${encodeURIComponent(id.replace('Task/', ''))}`;
