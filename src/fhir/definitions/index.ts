export { compartimentPatient, parametresDeBase, type ParametreDeRecherche } from './recherche.ts';
