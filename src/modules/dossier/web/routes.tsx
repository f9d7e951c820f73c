import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { RouteInterieure } from '#web/racine.tsx';
import { recherchePersonne, recherchePersonnes } from './adresse.ts';
import type { SallesVoisines } from './salles-voisines.ts';

const PersonnePage = lazyRouteComponent(() => import('./PersonnePage.tsx'), 'PersonnePage');

export function routesDossier(parent: RouteInterieure, salles: SallesVoisines) {
  return [
    createRoute({
      getParentRoute: () => parent,
      path: '/personnes',
      validateSearch: recherchePersonnes,
      component: lazyRouteComponent(() => import('./PersonnesPage.tsx'), 'PersonnesPage'),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: '/personnes/nouvelle',
      component: lazyRouteComponent(() => import('./NouvellePersonnePage.tsx'), 'NouvellePersonnePage'),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: '/personnes/$id',
      validateSearch: recherchePersonne,
      component: () => <PersonnePage salles={salles} />,
    }),
    createRoute({
      getParentRoute: () => parent,
      path: '/personnes/$id/identite',
      component: lazyRouteComponent(() => import('./IdentitePage.tsx'), 'IdentitePage'),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: '/personnes/$id/feuille',
      component: lazyRouteComponent(() => import('./FeuillePage.tsx'), 'FeuillePage'),
    }),
  ];
}
