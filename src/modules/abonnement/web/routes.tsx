import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { RouteInterieure } from '#web/racine.tsx';
import { CHEMIN_ABONNEMENTS } from './chemins.ts';

export function routesAbonnement(parent: RouteInterieure) {
  return [
    createRoute({
      getParentRoute: () => parent,
      path: CHEMIN_ABONNEMENTS,
      component: lazyRouteComponent(() => import('./AbonnementsPage.tsx'), 'AbonnementsPage'),
    }),
  ];
}
