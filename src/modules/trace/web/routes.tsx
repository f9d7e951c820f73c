import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { pageALaDemande } from '#web/lien/page-a-la-demande.ts';
import type { RouteInterieure } from '#web/racine.tsx';
import { rechercheJournal } from './adresse.ts';

export function routesTrace(parent: RouteInterieure) {
  return [
    createRoute({
      getParentRoute: () => parent,
      path: '/personnes/$id/acces',
      validateSearch: rechercheJournal,
      component: lazyRouteComponent(() => import('./JournalPage.tsx'), 'JournalPage'),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: '/territoire/controle',
      component: lazyRouteComponent(() => import('./ControlePage.tsx'), 'ControlePage'),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: '/territoire/exports',
      component: lazyRouteComponent(() => import('./ExportsPage.tsx'), 'ExportsPage'),
    }),
  ];
}

/** Pages of the links this room sends, by usage. */
export const pagesDeLienTrace = {
  'trace.personne': pageALaDemande(async () => (await import('./MonJournalPage.tsx')).MonJournalPage),
};

/** What this room shows at the door Territoire. */
export const carteDuControle = pageALaDemande(async () => (await import('./ControlePage.tsx')).CarteDuControle);
