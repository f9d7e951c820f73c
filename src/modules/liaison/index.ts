import type { Module } from '#socle/module.ts';
import { ecrituresFhir } from './ecriture-fhir.ts';
import { corriger, corrigerPage, reponses } from './corriger.ts';
import { FAITS } from './faits.ts';
import { noterAppel } from './noter-appel.ts';
import { CAUSE_TACHE } from './tache.ts';
import { donnerTache, faireTache, prendreTache, reporterTache, tacheDue } from './taches.ts';
import { appel, canaux, preparer, tache } from './views.ts';

export { cloreSansLire as cloreLaTacheSansLire } from './taches.ts';

export const moduleLiaison: Module = {
  nom: 'liaison',
  ecrituresFhir,
  actions: [noterAppel, corriger, donnerTache, faireTache, reporterTache, prendreTache],
  vues: [appel, tache, preparer, canaux, corrigerPage],
  faits: FAITS,
  sonneries: { [CAUSE_TACHE]: tacheDue },
  reponses,
};
