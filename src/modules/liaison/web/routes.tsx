import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
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
  'liaison.corriger': lazyRouteComponent(() => import('./PageCorrigerAppel.tsx'), 'PageCorrigerAppel'),
};
