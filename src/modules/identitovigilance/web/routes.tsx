import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { pageALaDemande } from '#web/lien/page-a-la-demande.ts';
import type { RouteInterieure } from '#web/racine.tsx';

export function routesIdentitovigilance(parent: RouteInterieure) {
  return [
    createRoute({
      getParentRoute: () => parent,
      path: '/identites',
      component: lazyRouteComponent(() => import('./IdentitesPage.tsx'), 'IdentitesPage'),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: '/personnes/$id/qualifier',
      component: lazyRouteComponent(() => import('./QualifierPage.tsx'), 'QualifierPage'),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: '/personnes/$id/destinataires',
      component: lazyRouteComponent(() => import('./DestinatairesPage.tsx'), 'DestinatairesPage'),
    }),
  ];
}

/** What this room shows at the door Territoire. */
export const carteDesIdentites = pageALaDemande(
  async () => (await import('./CarteDesIdentites.tsx')).CarteDesIdentites,
);
