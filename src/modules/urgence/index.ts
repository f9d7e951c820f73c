import type { Module } from '#socle/module.ts';
import { ecrituresFhir } from './ecriture-fhir.ts';
import { FAITS } from './faits.ts';
import { chercher, ouvrir } from './ouvrir.ts';
import { bandeau, controler, detail, fermer, informer, preparer } from './suivre.ts';
import { SONNERIES } from './suites.ts';

/** Urgent access: the only road into a record without the circle, short, motivated, told to everybody concerned. */
export const moduleUrgence: Module = {
  nom: 'urgence',
  ecrituresFhir,
  actions: [ouvrir, fermer, informer, controler],
  vues: [chercher, preparer, bandeau, detail],
  faits: FAITS,
  sonneries: SONNERIES,
};
