import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { pageALaDemande } from '#web/lien/page-a-la-demande.ts';
import type { RouteInterieure } from '#web/racine.tsx';

export function routesDroitsPersonne(parent: RouteInterieure) {
  return [
    createRoute({
      getParentRoute: () => parent,
      path: '/personnes/$id/droits',
      component: lazyRouteComponent(() => import('./DroitsPage.tsx'), 'DroitsPage'),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: '/droits-des-personnes/$id',
      component: lazyRouteComponent(() => import('./ExercicePage.tsx'), 'ExercicePage'),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: '/territoire/droits-des-personnes',
      component: lazyRouteComponent(() => import('./ListePage.tsx'), 'ListePage'),
    }),
  ];
}

/** What this room shows at the door Territoire. */
export const carteDesDroits = pageALaDemande(async () => (await import('./ListePage.tsx')).CarteDesDroits);
