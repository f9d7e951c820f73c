export const CHEMIN_URGENCE = '/urgence';

/** Page of one access, from its id or from the `Task/…` of either follow-up. */
export const cheminAcces = (id: string): string =>
  `/urgence/${encodeURIComponent(id.replace('Task/', '').replace(/-controle$/u, ''))}`;
