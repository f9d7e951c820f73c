import { listeDesSorties, VERS_CETTE_MACHINE } from './liste.ts';

/** Towards this machine only, as a trial has it. */
export const SORTIES_LOCALES = listeDesSorties(VERS_CETTE_MACHINE);
