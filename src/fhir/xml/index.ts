export { LIMITES_XML } from './arbre.ts';
export { versXml } from './ecrire.ts';
export { depuisXml } from './lire.ts';
