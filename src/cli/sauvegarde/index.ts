export { sauvegarder, type BilanSauvegarde } from './ecrire.ts';
export { SauvegardeAbimee } from './format.ts';
export { examiner, examinerSansCle, type Examen } from './lire.ts';
export { creerDestinataire, estDestinataire, type Ouverture, type Protection } from './protection.ts';
export { restaurer, RestaurationRefusee } from './restaurer.ts';
