export const CHEMIN_CONTROLE = '/territoire/controle';
export const CHEMIN_EXPORTS = '/territoire/exports';
export const cheminJournal = (patient: string): string => `/personnes/${encodeURIComponent(patient)}/acces`;
