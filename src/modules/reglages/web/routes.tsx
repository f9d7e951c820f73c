import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { pageALaDemande } from '#web/lien/page-a-la-demande.ts';
import type { RouteInterieure } from '#web/racine.tsx';

export function routesReglages(parent: RouteInterieure) {
  return [
    createRoute({
      getParentRoute: () => parent,
      path: '/territoire/reglages',
      component: lazyRouteComponent(() => import('./ReglagesPage.tsx'), 'ReglagesPage'),
    }),
  ];
}

/** What this room shows at the door Territoire. */
export const carteDesReglages = pageALaDemande(async () => (await import('./Carte.tsx')).CarteDesReglages);
