import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { pageALaDemande } from '#web/lien/page-a-la-demande.ts';
import type { RouteInterieure } from '#web/racine.tsx';
import { rechercheDemande, rechercheFile, rechercheNouvelle } from './adresse.ts';

export function routesDemande(parent: RouteInterieure) {
  return [
    createRoute({
      getParentRoute: () => parent,
      path: '/demandes',
      validateSearch: rechercheFile,
      component: lazyRouteComponent(() => import('./FilePage.tsx'), 'FilePage'),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: '/demandes/nouvelle',
      validateSearch: rechercheNouvelle,
      component: lazyRouteComponent(() => import('./NouvelleDemandePage.tsx'), 'NouvelleDemandePage'),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: '/demandes/$id',
      validateSearch: rechercheDemande,
      component: lazyRouteComponent(() => import('./DemandePage.tsx'), 'DemandePage'),
    }),
  ];
}

/** Pages of the links this room sends, by usage. */
export const pagesDeLienDemande = {
  'demande.suivi': pageALaDemande(async () => (await import('./SuiviPage.tsx')).SuiviPage),
  'demande.deposer': pageALaDemande(async () => (await import('./DeposerParLienPage.tsx')).DeposerParLienPage),
};
