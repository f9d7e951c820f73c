import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { RouteInterieure } from '#web/racine.tsx';
import { rechercheEcrire, rechercheMessages } from './adresse.ts';

export function routesMessagerie(parent: RouteInterieure) {
  return [
    createRoute({
      getParentRoute: () => parent,
      path: '/messages',
      validateSearch: rechercheMessages,
      component: lazyRouteComponent(() => import('./MessagesPage.tsx'), 'MessagesPage'),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: '/messages/ecrire',
      validateSearch: rechercheEcrire,
      component: lazyRouteComponent(() => import('./EcrirePage.tsx'), 'EcrirePage'),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: '/messages/illisibles',
      component: lazyRouteComponent(() => import('./IllisiblesPage.tsx'), 'IllisiblesPage'),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: '/messages/$id',
      component: lazyRouteComponent(() => import('./FilPage.tsx'), 'FilPage'),
    }),
  ];
}
