import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { routeRacine } from '#web/racine.tsx';

/** One address for every link of every message; what it opens is said by the server. */
export function routesDesLiens(parent: typeof routeRacine) {
  return [
    createRoute({
      getParentRoute: () => parent,
      path: '/r/$jeton',
      component: lazyRouteComponent(() => import('./PageDeLien.tsx'), 'PageDeLien'),
    }),
  ];
}
