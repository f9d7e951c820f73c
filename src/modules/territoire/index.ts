export { echelonSuivant, type PorteurJoignable } from './echelle.ts';
export { moduleTerritoire, type DependancesTerritoire } from './module.ts';
export { comptesNommes, comptesSimulables, compteSimule } from './simulables.ts';
export { rappelerLesRevues } from './revue.ts';
export { ecrireReglage, fileDe, lireReglage, type ValeurReglage } from './reglages.ts';
