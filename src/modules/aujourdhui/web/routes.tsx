import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { RouteInterieure } from '#web/racine.tsx';

export function routesAujourdhui(parent: RouteInterieure) {
  return [
    createRoute({
      getParentRoute: () => parent,
      path: '/',
      component: lazyRouteComponent(() => import('./AujourdhuiPage.tsx'), 'AujourdhuiPage'),
    }),
  ];
}
