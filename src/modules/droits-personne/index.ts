import type { Module } from '#socle/module.ts';
import { exporter } from './export/exporter.ts';
import { FAITS } from './faits.ts';
import { noter } from './noter.ts';
import { remettre } from './remettre.ts';
import { CAUSE, sonnerie } from './suivre.ts';
import { dePersonne, detail, liste } from './views.ts';

/** Rights of the person over her data: ask, receive, correct, stop, and the time things are kept. */
export const moduleDroitsPersonne: Module = {
  nom: 'droitsPersonne',
  actions: [noter, remettre],
  vues: [detail, dePersonne, liste, exporter],
  faits: FAITS,
  sonneries: { [CAUSE]: sonnerie },
};
