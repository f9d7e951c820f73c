import { createRootRoute, createRoute, Outlet, useLocation, useNavigate, useRouter } from '@tanstack/react-router';
import { useCallback, useEffect, type ReactNode } from 'react';
import { I18nProvider, RouterProvider as RouteurDesLiens } from 'react-aria-components';
import { useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { pageDeRetour } from '#connectors/psc/page-de-retour.ts';
import { branchements } from './branchements.tsx';
import { Annonceur } from './coquille/Annonceur.tsx';
import { Coquille } from './coquille/Coquille.tsx';
import { EcranEnPanne, PageInconnue } from './coquille/EcranEnPanne.tsx';
import { ouvrirDirect } from './direct.ts';
import { AvertirFin } from './session/AvertirFin.tsx';
import { PageConnexion } from './session/PageConnexion.tsx';
import { Reauthentification } from './session/Reauthentification.tsx';
import { revenirA } from './session/revenir.ts';
import { AvecSession, SessionPerdue, useMoi } from './session/session.tsx';
import { attendreLeFocus } from './ui/page/focus-de-page.ts';

/** Everything around every page: language, links followed by the router, announcements. */
function Racine() {
  const routeur = useRouter();
  useEffect(
    () =>
      routeur.subscribe('onBeforeLoad', ({ pathChanged, fromLocation }) => {
        if (pathChanged && fromLocation !== undefined) attendreLeFocus();
      }),
    [routeur],
  );
  return (
    <I18nProvider locale="fr-FR">
      <RouteurDesLiens navigate={(href) => void routeur.navigate({ href })}>
        <Outlet />
        <Annonceur />
      </RouteurDesLiens>
    </I18nProvider>
  );
}

function Direct({ children }: { readonly children: ReactNode }) {
  const client = useQueryClient();
  useEffect(() => ouvrirDirect(client), [client]);
  return children;
}

/** In the trial, time is the one the visitors let go by. */
function TempsDuTerritoire({ children }: { readonly children: ReactNode }) {
  const { essai } = useMoi();
  return <branchements.TempsDEssai essai={essai}>{children}</branchements.TempsDEssai>;
}

/** The inside: a signed-in person, the frame, the live stream. */
function Interieur() {
  const adresse = useLocation({ select: ({ pathname }) => pathname });
  const naviguer = useNavigate();
  const routeur = useRouter();
  const seConnecter = useCallback(
    () => void naviguer({ to: '/connexion', search: { retour: routeur.state.location.href }, replace: true }),
    [naviguer, routeur],
  );
  return (
    <AvecSession onAbsente={seConnecter}>
      <Direct>
        <TempsDuTerritoire>
          <Coquille
            adresse={adresse}
            chercher={branchements.chercherPartout}
            onAller={(vers) => void routeur.navigate({ href: vers })}
            bandeEssai={<branchements.BandeEssai />}
          >
            <Outlet />
          </Coquille>
          <AvertirFin />
        </TempsDuTerritoire>
      </Direct>
      <Reauthentification Formulaire={branchements.FormulaireElevation} />
      <SessionPerdue Formulaire={branchements.FormulaireConnexion} />
    </AvecSession>
  );
}

function Connexion() {
  const { retour } = routeConnexion.useSearch();
  const routeur = useRouter();
  return (
    <PageConnexion
      Formulaire={branchements.FormulaireConnexion}
      onConnecte={() =>
        revenirA(retour, {
          naviguer: (href) => void routeur.navigate({ href, replace: true }),
          charger: (adresse) => window.location.assign(adresse),
        })
      }
    />
  );
}

export const routeRacine = createRootRoute({
  component: Racine,
  errorComponent: EcranEnPanne,
  notFoundComponent: PageInconnue,
});

/** Only an address of ours, by the same rule as the server’s: never « //elsewhere » nor any of its disguises. */
const retourInterne = z.string().default('/').catch('/').transform(pageDeRetour);

export const routeConnexion = createRoute({
  getParentRoute: () => routeRacine,
  path: '/connexion',
  validateSearch: z.object({ retour: retourInterne }),
  component: Connexion,
});

/** Parent of every route of the modules. */
export const routeInterieure = createRoute({
  getParentRoute: () => routeRacine,
  id: 'interieur',
  component: Interieur,
  errorComponent: EcranEnPanne,
});
export type RouteInterieure = typeof routeInterieure;
