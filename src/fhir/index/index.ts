export { bornesDeDate, bornesDePeriode, DEBUT_DES_TEMPS, FIN_DES_TEMPS, type Bornes } from './dates.ts';
export { parametresParMoteur, type Cle } from './extracteur.ts';
export { COMBINES, composeDe, estDansUnElement, motDePaire, nomDePaire, type Compose } from './composes.ts';
export { DEBUT_DES_NOMBRES, FIN_DES_NOMBRES, sansEgal } from './quantites.ts';
export { extraire, familleDe, PARAM_IDENTITE, SYSTEME_FAMILLE, VERSION_INDEX, type Extrait } from './extraire.ts';
export { debutDeListe, listeDuType, PARAM_LISTE } from './listes.ts';
export { cleDeNombre } from './nombres.ts';
export { PARAMETRES_MAISON, parametresIndexes } from './parametres.ts';
export { cleDeTexte, SEPARATEUR, sonsDe } from './textes.ts';
