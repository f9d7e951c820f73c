import type { Module } from '#socle/module.ts';
import { deciderExport, demanderExport, retirerExport, vueExports } from './accord/actions.ts';
import { clore, rouvrir } from './controle/actions.ts';
import { CAUSE, sonnerie } from './controle/garder.ts';
import { vueControle } from './controle/views.ts';
import { FAITS } from './faits.ts';
import { donnerLeLien, vueJournal, vueMonJournal } from './personne/journal.ts';

export { accordDExport, ReglageExport, seuilDExport } from './accord/lire.ts';
export { alerterDuFrein, controlerLaVeille } from './controle/controler.ts';
export { SeuilsDuControle } from './controle/regles.ts';
export { dureesDeGarde, ReglageTrace } from './reglages.ts';
export { ancrer, type EcrireAuDelegue } from './sceau/ancrer.ts';
export { ouvrirCleDeSceau, type CleDeSceau } from './sceau/cle.ts';
export { exporterLeJournal } from './sceau/exporter.ts';
export { purgerLeJournal, purgerLesPortes } from './sceau/purger.ts';
export { scellerJusquIci } from './sceau/sceller-jusqu-ici.ts';
export { sceller } from './sceau/sceller.ts';
export { quiEstTouche, type Touchee } from './sceau/toucher.ts';

/** Who read what, told to the person and to the control cell; the sealed journal itself is written by the house, not by a room. */
export const moduleTrace: Module = {
  nom: 'trace',
  actions: [donnerLeLien, clore, rouvrir, demanderExport, deciderExport, retirerExport],
  vues: [vueJournal, vueMonJournal, vueControle, vueExports],
  faits: FAITS,
  sonneries: { [CAUSE]: sonnerie },
};
