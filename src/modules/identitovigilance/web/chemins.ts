export const CHEMIN_IDENTITES = '/identites';

export const cheminQualifier = (patient: string): string => `/personnes/${encodeURIComponent(patient)}/qualifier`;
export const cheminDestinataires = (patient: string): string =>
  `/personnes/${encodeURIComponent(patient)}/destinataires`;
