export { bornesDeDate, bornesDePeriode, DEBUT_DES_TEMPS, FIN_DES_TEMPS, type Bornes } from './dates.ts';
export { DEBUT_DES_NOMBRES, FIN_DES_NOMBRES, parametresParMoteur, type Cle } from './extracteur.ts';
export { extraire, familleDe, PARAM_IDENTITE, SYSTEME_FAMILLE, VERSION_INDEX, type Extrait } from './extraire.ts';
export { cleDeNombre } from './nombres.ts';
export { PARAMETRES_MAISON, parametresIndexes } from './parametres.ts';
export { cleDeTexte, SEPARATEUR, sonsDe } from './textes.ts';
