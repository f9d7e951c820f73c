import type { Module } from '#socle/module.ts';
import { ecrituresFhir } from './ecriture-fhir.ts';
import { annuler, clore, rouvrir } from './clore.ts';
import { demanderComplement, noterComplement } from './complement.ts';
import { confirmerPersonne, noterAccord } from './confirmer-personne.ts';
import { decider } from './decider.ts';
import { deposer } from './deposer.ts';
import { FAITS } from './faits.ts';
import { preciser } from './preciser.ts';
import { prendre } from './prendre.ts';
import { nouveaux, reponses } from './receptions.ts';
import { sonneries } from './sonneries.ts';
import { depot, fermerDepot, ouvrirDepot } from './lien-de-depot/gerer.ts';
import { suivre, transmettre } from './suivre.ts';
import { detail } from './view-detail.ts';
import { file } from './view-file.ts';
import { suivi } from './view-suivi.ts';

export { direSurLaDemande } from './dire.ts';
export { deposerDemande, type DonneesDepot } from './deposer.ts';
export { cloreSansLire as cloreLaDemandeSansLire } from './clore.ts';
export { charger as demandeDe } from './store.ts';
export type { Demande } from './demande.ts';

export const moduleDemande: Module = {
  nom: 'demande',
  ecrituresFhir,
  actions: [
    deposer,
    prendre,
    confirmerPersonne,
    preciser,
    noterAccord,
    demanderComplement,
    noterComplement,
    decider,
    suivre,
    transmettre,
    clore,
    rouvrir,
    annuler,
    ouvrirDepot,
    fermerDepot,
  ],
  vues: [file, detail, suivi, depot],
  faits: FAITS,
  sonneries,
  nouveaux,
  reponses,
};
