import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { RouteInterieure } from '#web/racine.tsx';
import { rechercheAnnuaire, rechercheFiche, rechercheVerification } from './adresse.ts';

export function routesAnnuaire(parent: RouteInterieure) {
  return [
    createRoute({
      getParentRoute: () => parent,
      path: '/annuaire',
      validateSearch: rechercheAnnuaire,
      component: lazyRouteComponent(() => import('./AnnuairePage.tsx'), 'AnnuairePage'),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: '/annuaire/fiche',
      validateSearch: rechercheFiche,
      component: lazyRouteComponent(() => import('./FichePage.tsx'), 'FichePage'),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: '/annuaire/verifications/$id',
      validateSearch: rechercheVerification,
      component: lazyRouteComponent(() => import('./FichePage.tsx'), 'FicheDUneVerification'),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: '/annuaire/ma-presence',
      component: lazyRouteComponent(() => import('./MaPresencePage.tsx'), 'MaPresencePage'),
    }),
  ];
}

/** Pages of the links this room sends, by usage. */
export const pagesDeLienAnnuaire = {
  'annuaire.confirmer': lazyRouteComponent(() => import('./ConfirmationPage.tsx'), 'ConfirmationPage'),
};
