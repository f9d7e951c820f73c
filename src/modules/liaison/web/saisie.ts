import type { z } from 'zod';
import { lireNaissance } from '#web/naissance.ts';
import type { noterAppel } from '../contract.ts';
import type { MotifAppel } from '../vocabulaire.ts';
import { finDuJour, jourChoisi, type Quand } from './dates.ts';

export interface Promesse {
  readonly qui: 'moi' | 'autre' | 'collegue';
  readonly collegue: string;
  readonly nom: string;
  readonly quoi: string;
  readonly quand: Quand;
  readonly date: string;
}

export const PROMESSE: Promesse = { qui: 'moi', collegue: '', nom: '', quoi: '', quand: 'demain', date: '' };
export const PROMESSES_MAX = 5;

/** The form as it is typed and kept; what leaves is computed by `entreeDe`. */
export interface SaisieDAppel {
  readonly ref: string;
  readonly nom: string;
  readonly libre: boolean;
  readonly adresse: string;
  readonly telephoneDeLAutre: string;
  readonly sens: 'recu' | 'emis';
  readonly motif: MotifAppel | undefined;
  readonly decision: string;
  readonly promesses: readonly Promesse[];
  readonly telephone: string;
  readonly estDemande: boolean;
  readonly nomPersonne: string;
  readonly prenom: string;
  readonly naissance: string;
  readonly sexe: 'female' | 'male' | undefined;
  readonly urgence: 'U1' | 'U2' | 'U3' | undefined;
  readonly accord: 'accord' | 'informee' | 'impossible' | 'non_dite';
}

export const VIERGE: SaisieDAppel = {
  ref: '',
  nom: '',
  libre: false,
  adresse: '',
  telephoneDeLAutre: '',
  sens: 'recu',
  motif: undefined,
  decision: '',
  promesses: [],
  telephone: '',
  estDemande: false,
  nomPersonne: '',
  prenom: '',
  naissance: '',
  sexe: undefined,
  urgence: undefined,
  accord: 'non_dite',
};

type Entree = z.input<typeof noterAppel.entree>;

/** What leaves: empty fields are left out, an unanswered question leaves as it is so that the server names it. */
export function entreeDe(
  saisie: SaisieDAppel,
  origine: { readonly patient?: string | undefined; readonly objet?: string | undefined },
  maintenant: Date,
): Entree {
  const { ref, nom, adresse, telephoneDeLAutre, sens, motif, decision, telephone } = saisie;
  return {
    autre: {
      nom,
      ...(ref === '' ? {} : { ref }),
      ...(adresse === '' ? {} : { adresse }),
      ...(telephoneDeLAutre === '' ? {} : { telephone: telephoneDeLAutre }),
    },
    sens,
    motif: motif as MotifAppel,
    ...(origine.patient === undefined ? {} : { patient: origine.patient }),
    ...(origine.objet === undefined ? {} : { objet: origine.objet }),
    decision,
    quiFaitQuoi: saisie.promesses.map((promesse) => promesseDe(promesse, maintenant)),
    ...(telephone === '' ? {} : { telephone }),
    ...(saisie.estDemande ? { demande: demandeDe(saisie) } : {}),
  };
}

function promesseDe({ qui, collegue, nom, quoi, quand, date }: Promesse, maintenant: Date) {
  return {
    qui: qui === 'collegue' ? collegue : qui,
    ...(qui === 'collegue' ? { nom } : {}),
    quoi,
    pourLe: finDuJour(jourChoisi(quand, date, maintenant)),
  };
}

function demandeDe({
  nomPersonne,
  prenom,
  naissance,
  sexe,
  urgence,
  accord,
}: SaisieDAppel): NonNullable<Entree['demande']> {
  return {
    nom: nomPersonne,
    ...(prenom === '' ? {} : { prenom }),
    naissance: lireNaissance(naissance) ?? naissance,
    ...(sexe === undefined ? {} : { sexe }),
    urgence: urgence as 'U1',
    accord,
  };
}
