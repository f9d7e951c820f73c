import type { Module } from '#socle/module.ts';
import { FAITS } from './faits.ts';
import { adopter, retablir, retirer } from './regler.ts';
import { vueComptes, vueSimuler } from './simuler.ts';
import { vueMatrice } from './view-matrice.ts';

/** Who sees what: the matrix in words, what the territory takes away from it, and what somebody would see. */
export const moduleDroits: Module = {
  nom: 'droits',
  actions: [retirer, retablir, adopter],
  vues: [vueMatrice, vueComptes, vueSimuler],
  faits: FAITS,
};
