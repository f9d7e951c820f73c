export { nomDeChoix, ordreDesElements, typeDuChemin, type ElementDeType } from './elements.ts';
export { EXTENSIONS_CORDEE } from './extensions-cordee.ts';
export * from './modele.ts';
export { compartimentPatient, parametresDeBase, type ParametreDeRecherche } from './recherche.ts';
export { structureDeBase, structureDuType, structuresDeBase, typesDeRessource } from './structures.ts';
export * from './terminologie.ts';
