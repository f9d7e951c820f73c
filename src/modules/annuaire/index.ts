import type { Module } from '#socle/module.ts';
import { confirmer, corriger, demanderConfirmation, direMaPresence, noter, retirerNote, signaler } from './actions.ts';
import { FAITS } from './faits.ts';
import { nonRemis, reponses } from './receptions.ts';
import { sonneries } from './verification.ts';
import { fiche } from './view-fiche.ts';
import { carteDesRefus, chercher, confirmation, imports, maPresence, suggestions } from './views.ts';

/** The directory of the territory: who can, where, when, and how to reach them. */
export const moduleAnnuaire: Module = {
  nom: 'annuaire',
  actions: [signaler, corriger, confirmer, demanderConfirmation, noter, retirerNote, direMaPresence],
  vues: [chercher, suggestions, fiche, confirmation, maPresence, carteDesRefus, imports],
  faits: FAITS,
  sonneries,
  reponses,
  nonRemis,
};

export { categorieDuContact, type CategorieDuContact } from './categorie.ts';
export { contactDe, trouverParAdresse, type Contact } from './contact.ts';
export { importerAnnuaire, type OutilsImport, type RapportImport } from './import/importer.ts';
export type { FichierAImporter, Rejet } from './import/lire-fichier.ts';
export { compterRefus, noterIncident } from './incidents.ts';
export { offreDe, type OffreConnue } from './offre.ts';
