import type { Acteur } from '#acces/acteur.ts';
import { reserveA, type Decision } from '#acces/decision.ts';
import { COORDINATION } from '#acces/roles.ts';

/** The identity cell of a territory: who decides on duplicates, merges, collisions and stolen identities (INS-09). */
export const cellule = ({ acteur }: { acteur: Acteur }): Decision =>
  reserveA(COORDINATION, 'Décider des doublons et des réunions de dossiers')(acteur);
