export const CHEMIN_QUI_VOIT_QUOI = '/territoire/droits';

/** « Que verrait… ? », for one person when she is known. */
export const cheminSimuler = (patient?: string): string =>
  patient === undefined
    ? '/territoire/droits/simuler'
    : `/territoire/droits/simuler?patient=${encodeURIComponent(patient)}`;
