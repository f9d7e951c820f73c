import type { AnyRoute } from '@tanstack/react-router';
import type { ComponentType, ReactNode } from 'react';
import { routesAbonnement } from '#modules/abonnement/web/routes.tsx';
import { pagesDeLienAnnuaire, routesAnnuaire } from '#modules/annuaire/web/routes.tsx';
import { routesAujourdhui } from '#modules/aujourdhui/web/routes.tsx';
import { pagesDeLienCercle, routesCercle } from '#modules/cercle/web/routes.tsx';
import { pagesDeLienDemande, routesDemande } from '#modules/demande/web/routes.tsx';
import { carteDesCanaux, pagesDeLienLiaison, routesLiaison } from '#modules/liaison/web/routes.tsx';
import { carteDOrientation, pagesDeLienOrientation, routesOrientation } from '#modules/orientation/web/routes.tsx';
import { carteDesIdentites, routesIdentitovigilance } from '#modules/identitovigilance/web/routes.tsx';
import { routesDossier } from '#modules/dossier/web/routes.tsx';
import { routesDroits } from '#modules/droits/web/routes.tsx';
import { carteDesDroits, routesDroitsPersonne } from '#modules/droits-personne/web/routes.tsx';
import { routesMessagerie } from '#modules/messagerie/web/routes.tsx';
import { carteDesChiffres, routesChiffres } from '#modules/chiffres/web/routes.tsx';
import { carteDesReglages, routesReglages } from '#modules/reglages/web/routes.tsx';
import { carteDuControle, pagesDeLienTrace, routesTrace } from '#modules/trace/web/routes.tsx';
import { BandeEssai, TempsDEssai } from '#modules/territoire/web/BandeEssai.tsx';
import { FormulaireConnexion } from '#modules/territoire/web/FormulaireConnexion.tsx';
import { FormulaireElevation } from '#modules/territoire/web/FormulaireElevation.tsx';
import { routesPubliquesTerritoire, routesTerritoire } from '#modules/territoire/web/routes.tsx';
import { routesUrgence } from '#modules/urgence/web/routes.tsx';
import { routesGalerie } from './galerie/routes.tsx';
import { routesDesLiens } from './lien/routes.tsx';
import type { ChercherPartout } from './coquille/RechercheGlobale.tsx';
import type { RouteInterieure, routeRacine } from './racine.tsx';
import { chercherPartout, sallesVoisines } from './salles-voisines.ts';
import type { ProprietesFormulaireConnexion } from './session/PageConnexion.tsx';
import type { ProprietesFormulaireElevation } from './session/Reauthentification.tsx';

/** The one list of what modules bring to the shell. Adding a room: one import, one line. */
interface Branchements {
  readonly routes: (parent: RouteInterieure) => readonly AnyRoute[];
  /** Pages without an account: one-time links, follow-up. */
  readonly routesPubliques: (parent: typeof routeRacine) => readonly AnyRoute[];
  /** What a link `/r/<jeton>` shows, by its usage (`demande.suivi`). */
  readonly pagesDeLien: Readonly<Record<string, ComponentType>>;
  /** Cards that the rooms show at the door Territoire, fetched with it. */
  readonly cartesDuTerritoire: Readonly<Record<string, ComponentType>>;
  readonly chercherPartout: ChercherPartout;
  readonly FormulaireConnexion: (proprietes: ProprietesFormulaireConnexion) => React.ReactNode;
  /** How one confirms who one is before a sensitive act. */
  readonly FormulaireElevation: (proprietes: ProprietesFormulaireElevation) => React.ReactNode;
  /** The strip of the trial profile, and the clock everything under it counts by. */
  readonly BandeEssai: ComponentType;
  readonly TempsDEssai: (proprietes: { readonly essai: boolean; readonly children: ReactNode }) => ReactNode;
}

export const branchements: Branchements = {
  routes: (parent) => [
    ...routesAujourdhui(parent),
    ...routesDemande(parent),
    ...routesOrientation(parent),
    ...routesLiaison(parent),
    ...routesAnnuaire(parent),
    ...routesDossier(parent, sallesVoisines),
    ...routesIdentitovigilance(parent),
    ...routesMessagerie(parent),
    ...routesUrgence(parent),
    ...routesCercle(parent),
    ...routesDroits(parent),
    ...routesDroitsPersonne(parent),
    ...routesTerritoire(parent),
    ...routesTrace(parent),
    ...routesReglages(parent),
    ...routesChiffres(parent),
    ...routesAbonnement(parent),
  ],
  routesPubliques: (parent) => [
    ...routesGalerie(parent),
    ...routesDesLiens(parent),
    ...routesPubliquesTerritoire(parent),
  ],
  pagesDeLien: {
    ...pagesDeLienAnnuaire,
    ...pagesDeLienCercle,
    ...pagesDeLienDemande,
    ...pagesDeLienOrientation,
    ...pagesDeLienLiaison,
    ...pagesDeLienTrace,
  },
  cartesDuTerritoire: {
    identites: carteDesIdentites,
    orientations: carteDOrientation,
    canaux: carteDesCanaux,
    controle: carteDuControle,
    chiffres: carteDesChiffres,
    reglages: carteDesReglages,
    droitsPersonne: carteDesDroits,
  },
  chercherPartout,
  FormulaireConnexion,
  FormulaireElevation,
  BandeEssai,
  TempsDEssai,
};
