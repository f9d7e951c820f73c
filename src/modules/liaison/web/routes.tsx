import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { pageALaDemande } from '#web/lien/page-a-la-demande.ts';
import type { RouteInterieure } from '#web/racine.tsx';
import { rechercheNouvelAppel, rechercheTache } from './adresse.ts';

export function routesLiaison(parent: RouteInterieure) {
  return [
    createRoute({
      getParentRoute: () => parent,
      path: '/appels/nouveau',
      validateSearch: rechercheNouvelAppel,
      component: lazyRouteComponent(() => import('./NouvelAppelPage.tsx'), 'NouvelAppelPage'),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: '/appels/$id',
      component: lazyRouteComponent(() => import('./AppelPage.tsx'), 'AppelPage'),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: '/taches/$id',
      validateSearch: rechercheTache,
      component: lazyRouteComponent(() => import('./TachePage.tsx'), 'TachePage'),
    }),
  ];
}

/** Pages of the links this room sends, by usage. */
export const pagesDeLienLiaison = {
  'liaison.corriger': pageALaDemande(async () => (await import('./PageCorrigerAppel.tsx')).PageCorrigerAppel),
};

/** What this room shows at the door Territoire. */
export const carteDesCanaux = pageALaDemande(async () => (await import('./CarteDesCanaux.tsx')).CarteDesCanaux);
