import type { AnyRoute } from '@tanstack/react-router';
import { routesGalerie } from './galerie/routes.tsx';
import type { ChercherPartout } from './coquille/RechercheGlobale.tsx';
import type { RouteInterieure, routeRacine } from './racine.tsx';
import type { ProprietesFormulaireConnexion } from './session/PageConnexion.tsx';
import { Vide } from './ui/index.ts';

/** The one list of what modules bring to the shell. Adding a room: one import, one line. */
interface Branchements {
  readonly routes: (parent: RouteInterieure) => readonly AnyRoute[];
  /** Pages without an account: one-time links, follow-up. */
  readonly routesPubliques: (parent: typeof routeRacine) => readonly AnyRoute[];
  readonly chercherPartout: ChercherPartout;
  readonly FormulaireConnexion: (proprietes: ProprietesFormulaireConnexion) => React.ReactNode;
}

export const branchements: Branchements = {
  routes: () => [],
  routesPubliques: (parent) => [...routesGalerie(parent)],
  chercherPartout: () => Promise.resolve([]),
  FormulaireConnexion: () => <Vide titre="Les moyens de se connecter de ce territoire s’afficheront ici." />,
};
