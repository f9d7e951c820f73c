export { echelonSuivant, type PorteurJoignable } from './echelle.ts';
export { ecrireReglage, fileDe, lireReglage, type ValeurReglage } from './reglages.ts';
