export const CHEMIN_PERSONNES = '/personnes';
export const CHEMIN_NOUVELLE = '/personnes/nouvelle';

export const cheminPersonne = (id: string): string => `/personnes/${encodeURIComponent(id)}`;
export const cheminIdentite = (id: string): string => `${cheminPersonne(id)}/identite`;
export const cheminFeuille = (id: string): string => `${cheminPersonne(id)}/feuille`;
