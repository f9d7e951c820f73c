import type { AnyRoute } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { routesAujourdhui } from '#modules/aujourdhui/web/routes.tsx';
import { pagesDeLienDemande, routesDemande } from '#modules/demande/web/routes.tsx';
import { routesGalerie } from './galerie/routes.tsx';
import { routesDesLiens } from './lien/routes.tsx';
import type { ChercherPartout } from './coquille/RechercheGlobale.tsx';
import type { RouteInterieure, routeRacine } from './racine.tsx';
import type { ProprietesFormulaireConnexion } from './session/PageConnexion.tsx';
import { Vide } from './ui/index.ts';

/** The one list of what modules bring to the shell. Adding a room: one import, one line. */
interface Branchements {
  readonly routes: (parent: RouteInterieure) => readonly AnyRoute[];
  /** Pages without an account: one-time links, follow-up. */
  readonly routesPubliques: (parent: typeof routeRacine) => readonly AnyRoute[];
  /** What a link `/r/<jeton>` shows, by its usage (`demande.suivi`). */
  readonly pagesDeLien: Readonly<Record<string, ComponentType>>;
  readonly chercherPartout: ChercherPartout;
  readonly FormulaireConnexion: (proprietes: ProprietesFormulaireConnexion) => React.ReactNode;
}

export const branchements: Branchements = {
  routes: (parent) => [...routesAujourdhui(parent), ...routesDemande(parent)],
  routesPubliques: (parent) => [...routesGalerie(parent), ...routesDesLiens(parent)],
  pagesDeLien: { ...pagesDeLienDemande },
  chercherPartout: () => Promise.resolve([]),
  FormulaireConnexion: () => <Vide titre="Les moyens de se connecter de ce territoire s’afficheront ici." />,
};
