import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { RouteInterieure } from '#web/racine.tsx';

export function routesUrgence(parent: RouteInterieure) {
  return [
    createRoute({
      getParentRoute: () => parent,
      path: '/urgence',
      component: lazyRouteComponent(() => import('./UrgencePage.tsx'), 'UrgencePage'),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: '/urgence/$id',
      component: lazyRouteComponent(() => import('./AccesPage.tsx'), 'AccesPage'),
    }),
  ];
}
