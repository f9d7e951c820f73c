export const CHEMIN_ABONNEMENTS = '/territoire/abonnements';
