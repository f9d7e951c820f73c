import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { pageALaDemande } from '#web/lien/page-a-la-demande.ts';
import type { RouteInterieure } from '#web/racine.tsx';

export function routesCercle(parent: RouteInterieure) {
  return [
    createRoute({
      getParentRoute: () => parent,
      path: '/rappels/$id',
      component: lazyRouteComponent(() => import('./RappelPage.tsx'), 'RappelPage'),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: '/personnes/$id/copie',
      component: lazyRouteComponent(() => import('./CopiePage.tsx'), 'CopiePage'),
    }),
  ];
}

/** Pages of the links this room gives, by usage. */
export const pagesDeLienCercle = {
  'cercle.copie': pageALaDemande(async () => (await import('./CopiePage.tsx')).MaCopiePage),
};
