import { deposer } from '../contract.ts';
import type { Accord, Urgence } from '../vocabulaire.ts';
import type { z } from 'zod';
import { lireNaissance } from '#web/naissance.ts';

/** U0 is a choice of the form, never of a request: it says « appelez le 15 » and nothing leaves. */
export type UrgenceDuFormulaire = Urgence | 'U0';

export interface SaisieDepot extends Readonly<Record<string, unknown>> {
  readonly nom: string;
  readonly prenom: string;
  readonly naissance: string;
  readonly telephone: string;
  readonly texte: string;
  readonly urgence: UrgenceDuFormulaire | '';
  readonly accord: Accord;
  readonly accordMotif: string;
}

export const DEPOT_VIERGE: SaisieDepot = {
  nom: '',
  prenom: '',
  naissance: '',
  telephone: '',
  texte: '',
  urgence: '',
  accord: 'non_dite',
  accordMotif: '',
};

export type DepotLu =
  | { readonly entree: z.input<typeof deposer.entree> }
  | { readonly erreurs: Readonly<Record<string, string>> };

/** A person already known, from whose page one asks. */
export interface PersonneConnue {
  readonly id: string;
  readonly nom: string;
  /** Partial FHIR date. */
  readonly naissance?: string | undefined;
}

/** Checks with the contract of the server before leaving: a missing word is said even without network. */
export function lireDepot(saisie: SaisieDepot, connue?: PersonneConnue): DepotLu {
  const entree = {
    patient: connue?.id,
    personne: {
      nom: connue?.nom ?? saisie.nom,
      prenom: rempli(saisie.prenom),
      naissance: connue?.naissance ?? lireNaissance(saisie.naissance),
      telephone: rempli(saisie.telephone),
    },
    texte: saisie.texte,
    urgence: saisie.urgence,
    accord: saisie.accord,
    accordMotif: saisie.accord === 'impossible' ? rempli(saisie.accordMotif) : undefined,
  };
  const lue = deposer.entree.safeParse(entree);
  const erreurs: Record<string, string> = {};
  for (const probleme of lue.error?.issues ?? []) erreurs[probleme.path.join('.')] ??= probleme.message;
  return lue.success ? { entree: lue.data } : { erreurs };
}

const rempli = (texte: string): string | undefined => (texte.trim() === '' ? undefined : texte.trim());
