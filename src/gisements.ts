import { gisementDesJetonsPsc } from '#acces/sessions.ts';
import type { Gisement } from '#lib/coffre/gisements.ts';
import { gisementDesEntetes } from '#modules/abonnement/index.ts';
import { gisementDesMatricules } from '#modules/dossier/index.ts';

/** Every place where sealed values live: what a rotation of the keys goes over. */
export const GISEMENTS: readonly Gisement[] = [gisementDesJetonsPsc, gisementDesEntetes, gisementDesMatricules];
