export { type CalendrierOuvre, type Plage, CALENDRIER_PAR_DEFAUT, estOuvre, plagesDuJour } from './calendrier.ts';
export { type Delai, ajouterDelaiOuvre, minutesOuvreesEntre, prochaineOuverture } from './delais.ts';
export { type Instant, type Jour, type JourSemaine, decalerJour, estJour, jour, jourSemaine } from './jour.ts';
export { type JourFerie, dimancheDePaques, joursFeries } from './jours-feries.ts';
export { type HeureLocale, heureLocale, instantLocal, jourDe } from './zone.ts';
