export { sauvegarder, type BilanSauvegarde } from './ecrire.ts';
export { SauvegardeAbimee } from './format.ts';
export { examiner, type Examen } from './lire.ts';
export { restaurer, RestaurationRefusee } from './restaurer.ts';
