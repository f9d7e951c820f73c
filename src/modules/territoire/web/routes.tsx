import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { RouteInterieure, routeRacine } from '#web/racine.tsx';
import { rechercheRefus } from './recherche.ts';

export function routesTerritoire(parent: RouteInterieure) {
  return [
    createRoute({
      getParentRoute: () => parent,
      path: '/territoire',
      component: lazyRouteComponent(() => import('./TerritoirePage.tsx'), 'TerritoirePage'),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: '/territoire/membres',
      component: lazyRouteComponent(() => import('./MembresPage.tsx'), 'MembresPage'),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: '/territoire/inviter',
      component: lazyRouteComponent(() => import('./InviterPage.tsx'), 'InviterPage'),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: '/territoire/files',
      component: lazyRouteComponent(() => import('./FilesPage.tsx'), 'FilesPage'),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: '/territoire/files/$cle',
      component: lazyRouteComponent(() => import('./FilePage.tsx'), 'FilePage'),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: '/territoire/temps',
      component: lazyRouteComponent(() => import('./TempsPage.tsx'), 'TempsPage'),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: '/cles',
      component: lazyRouteComponent(() => import('./ClesPage.tsx'), 'ClesPage'),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: '/sessions',
      component: lazyRouteComponent(() => import('./SessionsPage.tsx'), 'SessionsPage'),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: '/delegations',
      component: lazyRouteComponent(() => import('./DelegationsPage.tsx'), 'DelegationsPage'),
    }),
  ];
}

/** Pages of somebody who is not in yet. */
export function routesPubliquesTerritoire(parent: typeof routeRacine) {
  return [
    createRoute({
      getParentRoute: () => parent,
      path: '/connexion/refus',
      validateSearch: rechercheRefus,
      component: lazyRouteComponent(() => import('./RefusPage.tsx'), 'RefusPage'),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: '/connexion/confirmee',
      component: lazyRouteComponent(() => import('./ConfirmeePage.tsx'), 'ConfirmeePage'),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: '/invitation',
      component: lazyRouteComponent(() => import('./InvitationPage.tsx'), 'InvitationPage'),
    }),
  ];
}
