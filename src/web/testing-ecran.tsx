import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  Outlet,
  RouterProvider,
  type AnyRoute,
} from '@tanstack/react-router';
import { configure } from '@testing-library/react';
import { RouterProvider as RouteurDesLiens } from 'react-aria-components';
import { vi } from 'vitest';
import type { Moi } from './session/contrat.ts';
import { monter } from './testing.tsx';

// Pages are loaded on demand: on a busy machine the first one takes longer than the default second.
configure({ asyncUtilTimeout: 10_000 });

export interface Envoi {
  readonly nom: string;
  readonly entree: unknown;
  /** Token of the link page that sent it. */
  readonly jeton: string | null;
}

/** What the server answers to a view or an action: a value, a Response (a refusal), or a function of the input. */
export type ReponsesDEcran = Readonly<Record<string, unknown>>;

/** A server for one screen test, by name of view or action; remembers what it was sent. An unknown name is a fault. */
export function serveurDEcran(reponses: ReponsesDEcran): readonly Envoi[] {
  const envois: Envoi[] = [];
  vi.stubGlobal('fetch', async (adresse: string, requete: RequestInit) => {
    const nom = adresse.replace(/^\/api\/(?:vues\/|actions\/)?/u, '');
    const entree: unknown = typeof requete.body === 'string' ? JSON.parse(requete.body) : undefined;
    envois.push({ nom, entree, jeton: new Headers(requete.headers).get('x-cordee-lien') });
    const reponse = reponses[nom];
    const corps: unknown = typeof reponse === 'function' ? (reponse as (entree: unknown) => unknown)(entree) : reponse;
    if (corps === undefined) return Response.json({ panne: { reference: nom } }, { status: 500 });
    return corps instanceof Response ? corps.clone() : Response.json(corps);
  });
  return envois;
}

/** A refusal as the server sends it. */
export function refusDEcran(code: string, texte: string, champs?: Readonly<Record<string, string>>): Response {
  return Response.json({ refus: { code, texte, ...(champs === undefined ? {} : { champs }) } }, { status: 409 });
}

type FabriqueDeRoutes = (parent: never) => readonly AnyRoute[];

/** Opens an address of a room as the shell would: its routes, a session, links that the router follows. */
export function ouvrirEcran(routes: FabriqueDeRoutes, adresse: string, moi?: Moi) {
  const racine = createRootRoute({ component: Outlet });
  const routeTree = racine.addChildren([...routes(racine as never)]);
  const routeur = createRouter({ routeTree, history: createMemoryHistory({ initialEntries: [adresse] }) });
  monter(
    <RouteurDesLiens navigate={(href) => void routeur.navigate({ href })}>
      <RouterProvider router={routeur as never} />
    </RouteurDesLiens>,
    { moi },
  );
  return { adresse: () => routeur.state.location.href };
}
