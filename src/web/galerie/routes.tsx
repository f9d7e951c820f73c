import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { routeRacine } from '../racine.tsx';
import { rechercheGalerie } from './adresse.ts';

/** The pattern of every module: a factory that receives its parent and gives its routes, screens loaded when opened. */
export function routesGalerie(parent: typeof routeRacine) {
  return [
    createRoute({
      getParentRoute: () => parent,
      path: '/ui',
      validateSearch: rechercheGalerie,
      component: lazyRouteComponent(() => import('./Galerie.tsx'), 'Galerie'),
    }),
  ];
}
