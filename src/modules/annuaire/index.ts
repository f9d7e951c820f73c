import type { Module } from '#socle/module.ts';
import { FAITS } from './faits.ts';
import { sonneries } from './verification.ts';

/** The directory of the territory: who can, where, when, and how to reach them. */
export const moduleAnnuaire: Module = { nom: 'annuaire', actions: [], vues: [], faits: FAITS, sonneries };

export { contactDe, trouverParAdresse, type Contact } from './contact.ts';
export { compterRefus, noterIncident } from './incidents.ts';
export { offreDe, type OffreConnue } from './offre.ts';
