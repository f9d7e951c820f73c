import { RefusFhir, refusFhir } from '#fhir/refus.ts';
import type { Contexte } from '../contexte.ts';
import type { Demande } from '../demande.ts';
import type { Cible } from '../ecriture/cibler.ts';
import { criteresDe, type Criteres } from '../ecriture/conditionnel.ts';
import { estGouverne } from '../ecriture/gouverner.ts';
import { demandeDe, situer } from './demande-de-lot.ts';
import { dansLOrdre, type EntreeDeLot, type Lot } from './lire-lot.ts';
import { referencesConditionnelles } from './references.ts';

/** One entry of a transaction on its way: what it asks, and the criteria it depends on. */
export interface Etape {
  readonly rang: number;
  readonly entree: EntreeDeLot;
  readonly methode: EntreeDeLot['methode'];
  readonly demande: Demande;
  readonly criteres: Criteres | undefined;
}

export interface EtapeCiblee extends Etape {
  /** Undefined: nothing answers the criteria of a deletion. */
  readonly cible: Cible | undefined;
  /** Place of the entry that already creates this resource under the same criteria. */
  readonly commeEntree: number | undefined;
}

/** The entries in the order of FHIR. One that cannot be read refuses the whole, and says which. */
export function etapesDe(lot: Lot, parent: Demande, lourde: boolean): readonly Etape[] {
  const etapes = dansLOrdre(lot.entrees.map((entree) => etapeDe(entree, parent, lourde)));
  refuserLesDoublons(etapes);
  return etapes;
}

function etapeDe(entree: EntreeDeLot | RefusFhir, parent: Demande, lourde: boolean): Etape {
  if (entree instanceof RefusFhir) throw entree;
  try {
    const demande = demandeDe(entree, parent, lourde);
    const { rang, methode } = entree;
    return { rang, entree, methode, demande, criteres: estUneEcriture(demande) ? criteresDe(demande) : undefined };
  } catch (erreur) {
    throw erreur instanceof RefusFhir ? situer(entree.rang, erreur) : erreur;
  }
}

export function estUneEcriture({ methode, adresse }: Demande): boolean {
  return methode !== 'GET' && methode !== 'HEAD' && (adresse.genre === 'type' || adresse.genre === 'instance');
}

/** Creations and replacements alone are one statement, which is already all or nothing. */
export function aBesoinDEnsemble(contexte: Contexte, { demande, criteres, entree, methode }: Etape): boolean {
  return (
    criteres !== undefined ||
    !estUneEcriture(demande) ||
    methode === 'PATCH' ||
    methode === 'DELETE' ||
    (demande.adresse.genre === 'instance' && estGouverne(contexte, demande.adresse.type)) ||
    (entree.ressource !== undefined && referencesConditionnelles(entree.ressource).size > 0)
  );
}

function refuserLesDoublons(etapes: readonly Etape[]): void {
  const vues = new Set<string>();
  for (const { rang, demande, entree } of etapes) {
    if (!estUneEcriture(demande) || demande.adresse.genre !== 'instance') continue;
    if (vues.has(entree.chemin))
      throw refusFhir(
        400,
        'duplicate',
        `${entree.chemin} est écrite deux fois dans cette transaction. Gardez une seule entrée.`,
        `Bundle.entry[${rang}]`,
      );
    vues.add(entree.chemin);
  }
}
