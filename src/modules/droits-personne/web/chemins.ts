export const CHEMIN_DROITS_PERSONNE = '/territoire/droits-des-personnes';
export const cheminDroitsDe = (patient: string): string => `/personnes/${encodeURIComponent(patient)}/droits`;
export const cheminExercice = (id: string): string => `/droits-des-personnes/${encodeURIComponent(id)}`;
