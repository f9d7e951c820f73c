export { clePhonetique } from './cle-phonetique.ts';
export { normaliser } from './normaliser.ts';
export { similarite } from './similarite.ts';
export { enMinuscule } from './initiale.ts';
