import { createRoute, createRouter, type AnyRoute } from '@tanstack/react-router';
import { branchements } from './branchements.tsx';
import { EcranEnPanne, PageInconnue } from './coquille/EcranEnPanne.tsx';
import { PORTES } from './coquille/portes.ts';
import { routeConnexion, routeInterieure, routeRacine } from './racine.tsx';
import { Page, Vide } from './ui/index.ts';

/** A door whose module is absent still opens, and says what will come. */
function portesSansModule(presentes: readonly AnyRoute[]): readonly AnyRoute[] {
  const chemins = new Set(presentes.map((route) => cheminDeclare(route.options)));
  return PORTES.filter(({ chemin }) => !chemins.has(chemin)).map(({ chemin, nom, premierPas }) =>
    createRoute({
      getParentRoute: () => routeInterieure,
      path: chemin,
      component: () => (
        <Page titre={nom}>
          <Vide titre={premierPas} />
        </Page>
      ),
    }),
  );
}

/** The path a route was created with: the general type of a route does not show it. */
function cheminDeclare(options: object): string | undefined {
  return 'path' in options && typeof options.path === 'string' ? options.path : undefined;
}

export function creerRouteur() {
  const modules = branchements.routes(routeInterieure);
  const interieures = routeInterieure.addChildren([...modules, ...portesSansModule(modules)]);
  return createRouter({
    routeTree: routeRacine.addChildren([routeConnexion, ...branchements.routesPubliques(routeRacine), interieures]),
    defaultErrorComponent: EcranEnPanne,
    defaultNotFoundComponent: PageInconnue,
    defaultPreload: false,
    scrollRestoration: true,
  });
}
