import type { GesteFiche } from './adresse.ts';

export const CHEMIN_ANNUAIRE = '/annuaire';
export const CHEMIN_MA_PRESENCE = '/annuaire/ma-presence';

/** The door with a sentence already typed. */
export const cheminAnnuaire = (q: string): string => `${CHEMIN_ANNUAIRE}?q=${encodeURIComponent(q)}`;

/** One entry, by its reference of the directory. */
export const cheminFiche = (ref: string, geste?: GesteFiche): string =>
  `/annuaire/fiche?ref=${encodeURIComponent(ref)}${geste === undefined ? '' : `&geste=${geste}`}`;

/** The entry a check is about: `Task/…` or its id. */
export const cheminVerification = (objet: string): string =>
  `/annuaire/verifications/${encodeURIComponent(objet.replace('Task/', ''))}`;
