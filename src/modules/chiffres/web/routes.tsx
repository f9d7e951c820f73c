import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { pageALaDemande } from '#web/lien/page-a-la-demande.ts';
import type { RouteInterieure } from '#web/racine.tsx';

export function routesChiffres(parent: RouteInterieure) {
  return [
    createRoute({
      getParentRoute: () => parent,
      path: '/territoire/chiffres',
      component: lazyRouteComponent(() => import('./ChiffresPage.tsx'), 'ChiffresPage'),
    }),
  ];
}

/** What this room shows at the door Territoire. */
export const carteDesChiffres = pageALaDemande(async () => (await import('./Carte.tsx')).CarteDesChiffres);
