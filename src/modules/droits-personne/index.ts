import type { Module } from '#socle/module.ts';
import { CAUSE_DEPART, sonnerieDepart } from './conservation/annoncer.ts';
import { CAUSE_SECONDE, confirmerDepart, proposerDepart, sonnerieSeconde } from './conservation/decider-depart.ts';
import { confirmer, decider, lettre } from './decider.ts';
import { exporter } from './export/exporter.ts';
import { relire, trancher } from './export/relire.ts';
import { FAITS } from './faits.ts';
import { geler, lever } from './geler.ts';
import { noter } from './noter.ts';
import { remettre } from './remettre.ts';
import { CAUSE, sonnerie } from './suivre.ts';
import { dePersonne, detail, liste } from './views.ts';

export { annoncerLesDeparts } from './conservation/annoncer.ts';
export { purgerLesDossiers } from './conservation/purger.ts';
export { ReglageConservation } from './conservation/reglages.ts';
export { rapportDeConservation } from './conservation/rapport.ts';
export { exporterPourLOperateur } from './export/operateur.ts';

/** Rights of the person over her data: ask, receive, correct, stop, and the time things are kept. */
export const moduleDroitsPersonne: Module = {
  nom: 'droitsPersonne',
  actions: [noter, trancher, remettre, decider, confirmer, geler, lever, proposerDepart, confirmerDepart],
  vues: [detail, dePersonne, liste, relire, exporter, lettre],
  faits: FAITS,
  sonneries: { [CAUSE]: sonnerie, [CAUSE_DEPART]: sonnerieDepart, [CAUSE_SECONDE]: sonnerieSeconde },
};
