import type { Module } from '#socle/module.ts';
import { eteindreAbonnement, relancerAbonnement, supprimerAbonnement } from './arreter.ts';
import { ecrituresFhir } from './ecriture-fhir.ts';
import { FAITS } from './faits.ts';
import { CAUSE_PANNE, panneOubliee } from './panne.ts';
import { creerAvec, modifierAvec } from './souscrire.ts';
import { liste } from './views.ts';

/** The room of subscriptions. `essai`: receivers on this machine are admitted. */
export function moduleAbonnement({ essai }: { readonly essai: boolean }): Module {
  return {
    nom: 'abonnement',
    actions: [creerAvec(essai), modifierAvec(essai), supprimerAbonnement, relancerAbonnement, eteindreAbonnement],
    vues: [liste],
    faits: FAITS,
    sonneries: { [CAUSE_PANNE]: panneOubliee },
    ecrituresFhir,
  };
}

export { etatsDe, rejouer, type DependancesLecture } from './consulter.ts';
export { lireConditions, type Condition } from './definition/conditions.ts';
export { gisementDesEntetes } from './definition/entetes-scelles.ts';
export { satisfait } from './definition/satisfait.ts';
export { SUJETS, versBasic } from './definition/sujets.ts';
export { distribuer } from './distribution/distribuer.ts';
export { aSuivre, entretenir, oublier } from './entretenir.ts';
export { canalAbonnement, type DependancesCanal } from './envoi/canal.ts';
export { creerFlux, type Flux } from './flux.ts';
export { CANAL } from './store.ts';
export { CONTENUS, EXT_SUJET_SERVI } from './vocabulaire.ts';
