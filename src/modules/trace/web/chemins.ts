export const CHEMIN_CONTROLE = '/territoire/controle';
export const cheminJournal = (patient: string): string => `/personnes/${encodeURIComponent(patient)}/acces`;
