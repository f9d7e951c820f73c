export { catalogueDeBase, creerCatalogue, parametresServis, type Catalogue, type ParametreServi } from './catalogue.ts';
export { chercher, compter, type PageFhir } from './chercher.ts';
export { chercherEcrit, type PageEcrite } from './chercher-ecrit.ts';
export { entreeTrouvee, type Posee } from './entree-trouvee.ts';
export { LIMITES, NOMBRE_PAR_DEFAUT, PARAMETRE_CURSEUR } from './limites.ts';
export { lireRecherche, type OptionsDeLecture } from './lire.ts';
export { toutSurLaPersonne, type OptionsDePersonne } from './personne.ts';
export { reduire } from './reduire.ts';
export type { Critere, Jeton, Recherche, Reduction } from './modele.ts';
