import type { Interroger, Requete } from '#lib/sql/requete.ts';
import type { Sceau } from '../identite/index.ts';
import type { Identifiee, TypeFhir } from '../types.ts';
import { instructionDeCreation, instructionDEcriture, type LigneEcrite } from './ecriture-sql.ts';
import { preparerLot, type Lot } from './lot.ts';
import type { Portee } from './portee.ts';
import { texteEntier } from './texte.ts';
import type { LigneDeTrace } from './trace.ts';

export type { LigneEcrite } from './ecriture-sql.ts';
export type { LigneDeTrace } from './trace.ts';

/** One write of a batch. `attendue`: absent to create, the version the writer has read, or `quelconque` to create or replace. */
export type EcritureFhir =
  | {
      readonly geste: 'ecrire';
      readonly ressource: Identifiee;
      readonly attendue?: number | 'quelconque' | undefined;
      /** Readers beyond those the resource names. */
      readonly lecteurs?: readonly string[];
    }
  | {
      readonly geste: 'supprimer';
      readonly type: TypeFhir;
      readonly id: string;
      readonly attendue?: number | undefined;
    };

export interface ContexteEcriture {
  readonly auteur: string;
  readonly le: Date;
  readonly traces: readonly LigneDeTrace[];
  /** Seals the national identities; a resource that holds one is not written without it. */
  readonly sceau?: Sceau | undefined;
  /** An update that changes neither the text nor the readers writes nothing and answers the version that is there. */
  readonly garderInchange?: boolean;
}

export type IssueEcriture = 'cree' | 'modifie' | 'inchange' | 'supprime';

export interface ResultatEcriture {
  readonly type: string;
  readonly id: string;
  readonly issue: IssueEcriture;
  readonly version: number;
  readonly le: Date;
  /** As stored. */
  readonly texte: string;
}

/** `conflit`: another version (412). `existe`: the id is taken. `absent`: nothing to update. `interdit`: out of the writer's reach. `double`: twice in the batch. `fige`: about a dead person whose record is closed. */
export type RaisonEchec = 'conflit' | 'existe' | 'absent' | 'interdit' | 'double' | 'fige';

export interface EchecEcriture {
  /** Place in the batch, from 0. */
  readonly rang: number;
  readonly raison: RaisonEchec;
  /** The dead person, for `fige`. */
  readonly personne?: string;
}

/** Nothing of the batch was written. */
export class EcritureRefusee extends Error {
  override readonly name = 'EcritureRefusee';
  readonly echecs: readonly EchecEcriture[];

  constructor(echecs: readonly EchecEcriture[]) {
    super(`écriture refusée : ${echecs.map(({ rang, raison }) => `${rang} ${raison}`).join(', ')}`);
    this.echecs = echecs;
  }
}

/** What became of one write of a group. */
export type Jugement = { readonly resultat: ResultatEcriture } | { readonly raison: RaisonEchec };

/** One statement that writes those it can, and how to read its answer. */
export interface EcrituresSeparees {
  readonly requete: Requete;
  juger(lignes: readonly LigneEcrite[]): readonly Jugement[];
}

/**
 * Each write judged for itself, with the trace of the same rank. Only replacements of a version the writer has read (`attendue` a number), of
 * distinct resources. When the statement itself fails, nothing is written.
 */
export function ecrituresSeparees(
  ecritures: readonly EcritureFhir[],
  contexte: ContexteEcriture,
  portee: Portee,
): EcrituresSeparees {
  const lot: Lot = { ...preparerLot(ecritures, contexte), separees: true };
  return {
    requete: instructionDEcriture(lot, portee),
    juger: (lignes) =>
      lignes.map((ligne) => {
        const [echec] = echecsDe([ligne]);
        return echec === undefined ? { resultat: resultat(ligne, lot, contexte) } : { raison: echec.raison };
      }),
  };
}

/** Two writers at the same instant: the second looks again this many times before it gives up. */
const ESSAIS = 8;

/**
 * Writes everything or nothing, in one statement: resources, versions, search keys and traces. Throws `EcritureRefusee` with a
 * reason per write. Inside a transaction, a creation that meets another one of the same instant ends the transaction (`existe`).
 */
export async function ecrireLot(
  interroger: Interroger,
  ecritures: readonly EcritureFhir[],
  contexte: ContexteEcriture,
  portee: Portee,
): Promise<readonly ResultatEcriture[]> {
  if (ecritures.length === 0) return [];
  refuserLesDoubles(ecritures);
  const lot = preparerLot(ecritures, contexte);
  for (let essai = 0; essai < ESSAIS; essai += 1) {
    const neuves = essai === 0 && ecritures.every((e) => e.geste === 'ecrire' && e.attendue === undefined);
    try {
      const lignes = await interroger<LigneEcrite>(
        neuves ? instructionDeCreation(lot) : instructionDEcriture(lot, portee),
      );
      if (lignes.some(({ issue }) => issue === 'course')) continue;
      refuserLesEchecs(lignes);
      return lignes.map((ligne) => resultat(ligne, lot, contexte));
    } catch (erreur) {
      // In a transaction the first refusal of the base ended it: nothing can be looked at again.
      if (essai > 0 && codeDe(erreur) === TRANSACTION_FINIE) throw tousRefuses(ecritures, 'existe');
      if (erreur instanceof Error && codeDe(erreur) === ECRITURE_FIGEE) throw figee(ecritures, erreur);
      if (!estDejaLa(erreur)) throw erreur;
    }
  }
  throw tousRefuses(ecritures, 'conflit');
}

/** SQLSTATE of the guard of the base (migration 000020); its detail is the reference of the write that met it, its hint the person. */
export const ECRITURE_FIGEE = 'CD016';

function figee(ecritures: readonly EcritureFhir[], erreur: object): EcritureRefusee {
  const dit = (quoi: string): unknown => Object.getOwnPropertyDescriptor(erreur, quoi)?.value;
  const rang = ecritures.findIndex((ecriture) => nomDe(ecriture) === dit('detail'));
  return new EcritureRefusee([{ rang: Math.max(rang, 0), raison: 'fige', personne: String(dit('hint')) }]);
}

function tousRefuses(ecritures: readonly EcritureFhir[], raison: RaisonEchec): EcritureRefusee {
  return new EcritureRefusee(ecritures.map((_, rang) => ({ rang, raison })));
}

/** `Type/id`. */
export const nomDe = (e: EcritureFhir): string =>
  e.geste === 'ecrire' ? `${e.ressource.resourceType}/${e.ressource.id}` : `${e.type}/${e.id}`;

function refuserLesDoubles(ecritures: readonly EcritureFhir[]): void {
  if (ecritures.length === 1) return;
  const vues = new Set<string>();
  const echecs = ecritures.flatMap((ecriture, rang): EchecEcriture[] => {
    const cle = nomDe(ecriture);
    if (!vues.has(cle)) {
      vues.add(cle);
      return [];
    }
    return [{ rang, raison: 'double' }];
  });
  if (echecs.length > 0) throw new EcritureRefusee(echecs);
}

function echecsDe(lignes: readonly LigneEcrite[]): readonly EchecEcriture[] {
  return lignes.flatMap(({ rang, issue }): EchecEcriture[] =>
    issue === 'conflit' || issue === 'existe' || issue === 'absent' || issue === 'interdit'
      ? [{ rang, raison: issue }]
      : [],
  );
}

function refuserLesEchecs(lignes: readonly LigneEcrite[]): void {
  const echecs = echecsDe(lignes);
  if (echecs.length > 0) throw new EcritureRefusee(echecs);
}

function resultat({ rang, issue, version, le }: LigneEcrite, lot: Lot, contexte: ContexteEcriture): ResultatEcriture {
  const ligne = lot.lignes[rang];
  if (ligne === undefined || (issue !== 'cree' && issue !== 'modifie' && issue !== 'inchange' && issue !== 'supprime'))
    throw new Error(`issue inattendue : ${issue}`);
  const instant = issue === 'inchange' && le !== null ? le : contexte.le;
  return {
    type: ligne.type,
    id: ligne.id,
    issue,
    version,
    le: instant,
    texte: texteEntier(ligne.texte, version, instant),
  };
}

const DEJA_LA = '23505';
const TRANSACTION_FINIE = '25P02';
const CLES_UNIQUES = new Set(['resource_pk', 'resource_history_pk', 'recherche_pk']);

/** Unique violation: the id is taken, perhaps since the snapshot of the statement. */
function estDejaLa(erreur: unknown): boolean {
  return (
    codeDe(erreur) === DEJA_LA &&
    erreur instanceof Error &&
    'constraint' in erreur &&
    CLES_UNIQUES.has(String(erreur.constraint))
  );
}

const codeDe = (erreur: unknown): unknown => (erreur instanceof Error && 'code' in erreur ? erreur.code : undefined);
