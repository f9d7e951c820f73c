import type { Module } from '#socle/module.ts';
import { ecrituresFhir } from './ecriture-fhir.ts';
import { annuler, commencer, constaterEchec, fixerRdv, interrompre, relancer, terminer } from './conduire.ts';
import { envoyer } from './envoyer.ts';
import { FAITS } from './faits.ts';
import { nonRemises, reponses } from './receptions.ts';
import { accepter, refuser } from './repondre.ts';
import { sonneries } from './sonneries.ts';
import { boucle, nouvelle, preparer, reponse } from './views-service.ts';
import { detail, liste } from './views.ts';

export type { Orientation } from './orientation.ts';
export { attendMaReponse } from './recues.ts';
export { cloreSansLire as cloreLOrientationSansLire } from './conduire.ts';

export const moduleOrientation: Module = {
  nom: 'orientation',
  ecrituresFhir,
  actions: [envoyer, accepter, refuser, fixerRdv, commencer, terminer, interrompre, annuler, relancer, constaterEchec],
  vues: [liste, detail, nouvelle, preparer, reponse, boucle],
  faits: FAITS,
  sonneries,
  reponses,
  nonRemis: nonRemises,
};
