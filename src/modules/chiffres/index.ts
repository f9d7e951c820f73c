import type { Module } from '#socle/module.ts';
import { tableau } from './vue.ts';

export { ReglageChiffres } from './reglage.ts';

/** Numbers of the territory that tell nobody apart (RG-08). */
export const moduleChiffres: Module = { nom: 'chiffres', actions: [], vues: [tableau], faits: [] };
