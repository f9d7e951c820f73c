import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { pageALaDemande } from '#web/lien/page-a-la-demande.ts';
import type { RouteInterieure } from '#web/racine.tsx';
import { rechercheNouvelle, rechercheOrientation, rechercheOrientations } from './adresse.ts';

export function routesOrientation(parent: RouteInterieure) {
  return [
    createRoute({
      getParentRoute: () => parent,
      path: '/orientations',
      validateSearch: rechercheOrientations,
      component: lazyRouteComponent(() => import('./OrientationsPage.tsx'), 'OrientationsPage'),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: '/orientations/nouvelle',
      validateSearch: rechercheNouvelle,
      component: lazyRouteComponent(() => import('./NouvelleOrientationPage.tsx'), 'NouvelleOrientationPage'),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: '/orientations/$id',
      validateSearch: rechercheOrientation,
      component: lazyRouteComponent(() => import('./OrientationPage.tsx'), 'OrientationPage'),
    }),
  ];
}

/** Pages of the links this room sends, by usage. */
export const pagesDeLienOrientation = {
  'orientation.repondre': pageALaDemande(
    async () => (await import('./PageRepondreOrientation.tsx')).PageRepondreOrientation,
  ),
};

/** What this room shows at the door Territoire. */
export const carteDOrientation = pageALaDemande(async () => (await import('./Boucle.tsx')).CarteDesOrientations);
