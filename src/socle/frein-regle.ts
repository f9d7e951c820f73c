import { z } from 'zod';

/** What one account or software did in the last hour, or since the brake was last lifted. */
export interface Comptes {
  /** Distinct persons read. */
  readonly personnes: number;
  /** Of them, those whose circle never counted the reader. */
  readonly jamaisSuivies: number;
  readonly recherches: number;
  /** Records opened. */
  readonly ouvertures: number;
  /** Results of searches and of exports. */
  readonly resultats: number;
}

export interface Limites {
  readonly personnes: number;
  readonly jamaisSuivies: number;
  readonly recherches: number;
  /** Below this share of searches that end with a record opened, many searches are a harvest. */
  readonly partOuverte: number;
  readonly resultats: number;
}

/** By hour. Source: design/security.md §4 (200 distinct persons, 60 never followed); the others [P]. */
const COMPTES: Limites = { personnes: 200, jamaisSuivies: 60, recherches: 150, partOuverte: 0.1, resultats: 3_000 };
/** A software synchronises: it follows nobody, and reads what its contract says. [P] */
const LOGICIELS: Limites = {
  personnes: 5_000,
  jamaisSuivies: 1_000_000_000,
  recherches: 20_000,
  partOuverte: 0,
  resultats: 200_000,
};

const limites = (defaut: Limites) => {
  const seuil = (valeur: number) => z.number().int().positive().default(valeur);
  return z
    .object({
      personnes: seuil(defaut.personnes),
      jamaisSuivies: seuil(defaut.jamaisSuivies),
      recherches: seuil(defaut.recherches),
      partOuverte: z.number().min(0).max(1).default(defaut.partOuverte),
      resultats: seuil(defaut.resultats),
    })
    .prefault({});
};

/** Parameters of a territory (`reglage`, key `frein`): what is absent keeps its default. */
export const ReglageFrein = z.object({
  comptes: limites(COMPTES),
  logiciels: limites(LOGICIELS),
  /** From asking for the key again to blocking. */
  facteur: z.number().min(1).default(2),
});
export type ReglageFrein = z.output<typeof ReglageFrein>;

export type EtatFrein = 'libre' | 'a_confirmer' | 'bloque';
export interface Jugement {
  readonly etat: EtatFrein;
  readonly motif: string;
  readonly nombre: number;
}

const LIBRE: Jugement = { etat: 'libre', motif: '', nombre: 0 };

/** What the counts deserve: nothing, a fresh proof of identity, or to be stopped. A software has no key to show: it is stopped at once. */
export function juger(comptes: Comptes, genre: 'compte' | 'client', reglage: ReglageFrein): Jugement {
  const seuils = genre === 'client' ? reglage.logiciels : reglage.comptes;
  const { motif, nombre, seuil } = lePlusGrand(comptes, seuils);
  if (nombre <= seuil) return LIBRE;
  const bloque = genre === 'client' || nombre > seuil * reglage.facteur;
  return { etat: bloque ? 'bloque' : 'a_confirmer', motif, nombre };
}

/** The excess that is furthest beyond its limit. */
function lePlusGrand(comptes: Comptes, seuils: Limites): { motif: string; nombre: number; seuil: number } {
  const moisson = comptes.ouvertures <= comptes.recherches * seuils.partOuverte;
  const mesures = [
    { motif: 'personnes', nombre: comptes.personnes, seuil: seuils.personnes },
    { motif: 'jamais_suivies', nombre: comptes.jamaisSuivies, seuil: seuils.jamaisSuivies },
    { motif: 'recherches', nombre: moisson ? comptes.recherches : 0, seuil: seuils.recherches },
    { motif: 'resultats', nombre: comptes.resultats, seuil: seuils.resultats },
  ];
  return mesures.reduce((pire, m) => (m.nombre / m.seuil > pire.nombre / pire.seuil ? m : pire));
}
