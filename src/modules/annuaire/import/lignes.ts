import type {
  BoiteMssante,
  DiplomeExtrait,
  LigneFiness,
  MembreLocal,
  PersonneActivite,
  SavoirFaireExtrait,
} from '#connectors/annuaire-sante/index.ts';
import type { Resource } from '@medplum/fhirtypes';

export interface CommuneLue {
  readonly code: string;
  readonly nom: string;
  readonly codePostal?: string;
  readonly latitude?: number;
  readonly longitude?: number;
}

/** What each kind of national file is made of. One stock of each is kept. */
export interface LigneDe {
  readonly activite: PersonneActivite;
  readonly savoir_faire: SavoirFaireExtrait;
  readonly diplome: DiplomeExtrait;
  readonly boite: BoiteMssante;
  readonly finess: LigneFiness;
  readonly membre: MembreLocal;
  readonly ror: Resource & { readonly id: string };
  readonly commune: CommuneLue;
}

export type Genre = keyof LigneDe;
export const GENRES = [
  'activite',
  'savoir_faire',
  'diplome',
  'boite',
  'finess',
  'membre',
  'ror',
  'commune',
] as const satisfies readonly Genre[];

const joindre = (...parties: readonly (string | undefined)[]): string =>
  parties.map((partie) => partie ?? '').join('|');

/** Business key of a line: what makes a line of tomorrow replace the one of today. Never the rank in the file. */
const CLES: { readonly [G in Genre]: (ligne: LigneDe[G]) => string } = {
  activite: (l) => {
    const s = l.structure;
    const lieu = s && (s.finess ?? s.siret ?? s.idnst ?? s.identifiantTechnique ?? s.raisonSociale);
    return joindre(l.personne.idnps, lieu, l.profession?.code, l.modeExercice?.code, l.savoirFaire?.code, l.role?.code);
  },
  savoir_faire: (l) => joindre(l.personne.idnps, l.profession?.code, l.typeSavoirFaire?.code, l.savoirFaire.code),
  diplome: (l) => joindre(l.personne.idnps, l.diplome?.code, l.typeDiplome?.code, l.disciplineAutorisation?.code),
  boite: (l) => joindre(l.adresse.toLowerCase(), l.idnps ?? l.identifiantPersonne, l.identifiantStructure),
  finess: (l) => joindre(l.type, l.finess),
  membre: (l) => l.identifiant,
  ror: (l) => `${l.resourceType}/${l.id}`,
  commune: (l) => l.code,
};

export function cleDe<G extends Genre>(genre: G, ligne: LigneDe[G]): string {
  return CLES[genre](ligne);
}

/** Lines of one kind by their key. */
export type Lot<G extends Genre> = Map<string, LigneDe[G]>;
export type Lots = { readonly [G in Genre]: Lot<G> };

export function lotsVides(): Lots {
  return {
    activite: new Map(),
    savoir_faire: new Map(),
    diplome: new Map(),
    boite: new Map(),
    finess: new Map(),
    membre: new Map(),
    ror: new Map(),
    commune: new Map(),
  };
}

/** Adds a line. The same key twice in one file: the greater text wins, so that the order of the lines changes nothing. */
export function ajouter<G extends Genre>(lot: Lot<G>, genre: G, ligne: LigneDe[G]): void {
  const cle = cleDe(genre, ligne);
  const deja = lot.get(cle);
  if (deja === undefined || ecrire(deja) < ecrire(ligne)) lot.set(cle, ligne);
}

// The position of a line in its file is not part of what it says.
const ecrire = (ligne: object): string => JSON.stringify({ ...ligne, origine: undefined });

/** Values in the order of their keys: what is built from them never depends on the order of arrival. */
export function enOrdre<G extends Genre>(lot: Lot<G>): LigneDe[G][] {
  return [...lot.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, ligne]) => ligne);
}
