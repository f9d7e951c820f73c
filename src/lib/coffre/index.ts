export { CoffreFerme } from './chiffrement.ts';
export { cleDuScelle, estScelle, type Coffre, type Domaine } from './coffre.ts';
export {
  cleDeLEssai,
  cleMaitre,
  creerFichierDeCle,
  lireClefEnBase64,
  lireFichierDeCle,
  type CleMaitre,
} from './maitre.ts';
export { ouvrirCoffre, type CoffreOuvert } from './ouvrir.ts';
