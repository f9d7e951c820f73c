import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { RouteInterieure } from '#web/racine.tsx';
import { rechercheSimuler } from './adresse.ts';

export function routesDroits(parent: RouteInterieure) {
  return [
    createRoute({
      getParentRoute: () => parent,
      path: '/territoire/droits',
      component: lazyRouteComponent(() => import('./MatricePage.tsx'), 'MatricePage'),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: '/territoire/droits/simuler',
      validateSearch: rechercheSimuler,
      component: lazyRouteComponent(() => import('./SimulateurPage.tsx'), 'SimulateurPage'),
    }),
  ];
}
