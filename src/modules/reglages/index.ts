import type { Module } from '#socle/module.ts';
import { changerReglage, ReglageChange, vueReglages } from './regler.ts';

/** What a territory may set, within what the law allows: each with its sentence, its default and its history. */
export const moduleReglages: Module = {
  nom: 'reglages',
  actions: [changerReglage],
  vues: [vueReglages],
  faits: [ReglageChange],
};
