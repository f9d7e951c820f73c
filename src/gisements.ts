import { gisementDesJetonsPsc } from '#acces/sessions.ts';
import { GISEMENTS_DES_RESSOURCES } from '#fhir/identite/index.ts';
import type { Gisement } from '#lib/coffre/gisements.ts';
import { gisementDesEntetes } from '#modules/abonnement/index.ts';
import { gisementDesMatricules } from '#modules/dossier/index.ts';

/** Every place where sealed values live: what a rotation of the keys goes over. */
export const GISEMENTS: readonly Gisement[] = [
  gisementDesJetonsPsc,
  gisementDesEntetes,
  gisementDesMatricules,
  ...GISEMENTS_DES_RESSOURCES,
];
