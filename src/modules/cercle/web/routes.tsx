import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { RouteInterieure } from '#web/racine.tsx';

export function routesCercle(parent: RouteInterieure) {
  return [
    createRoute({
      getParentRoute: () => parent,
      path: '/rappels/$id',
      component: lazyRouteComponent(() => import('./RappelPage.tsx'), 'RappelPage'),
    }),
  ];
}
