import { setImmediate } from 'node:timers/promises';
import { RefusFhir } from '#fhir/refus.ts';
import type { Contexte } from '../contexte.ts';
import type { Demande, Reponse } from '../demande.ts';
import { cibler } from '../ecriture/cibler.ts';
import { actionPour, estGouverne } from '../ecriture/gouverner.ts';
import { EcritureImpossible, poser } from '../ecriture/poser.ts';
import { projeter } from '../ecriture/projeter.ts';
import type { Projet } from '../ecriture/projet.ts';
import { reponseDEcriture } from '../gestes/ecrire.ts';
import { outcome } from '../sortie/outcome.ts';
import { commeRefusFhir } from '../sortie/pannes.ts';
import { tracerRefus } from '../trace-refus.ts';
import { demandeDe, situer } from './demande-de-lot.ts';
import type { Lot } from './lire-lot.ts';

/** Entries written by one statement. */
const PAQUET = 500;
/** Entries judged before other requests get their turn. */
const SOUFFLE = 50;

/** How an entry that is not a plain write is served; given by the caller, which serves single requests the same way. */
export type Servir = (contexte: Contexte, demande: Demande) => Promise<Reponse>;

interface EcritureSimple {
  readonly rang: number;
  readonly demande: Demande;
  readonly projet: Projet;
}

/**
 * A batch: each entry succeeds or fails by itself. Plain writes go together, hundreds by one statement, each with its trace; when
 * one of them stops the statement, they are written one by one and it fails alone.
 */
export async function jouerLesEntrees(
  contexte: Contexte,
  parent: Demande,
  lot: Lot,
  lourde: boolean,
  servir: Servir,
): Promise<readonly Reponse[]> {
  const reponses: Reponse[] = [];
  const ecritures: EcritureSimple[] = [];
  for (const [rang, entree] of lot.entrees.entries()) {
    if (rang % SOUFFLE === SOUFFLE - 1) await setImmediate();
    let demande: Demande | undefined;
    await enReponse(contexte, reponses, { rang, demande: () => demande }, async () => {
      if (entree instanceof RefusFhir) throw entree;
      demande = demandeDe(entree, parent, lourde);
      if (!estEcritureSimple(contexte, demande)) return servir(contexte, demande);
      const projet = await projetDe(contexte, demande);
      if (actionPour(contexte, projet) !== undefined) return servir(contexte, demande);
      ecritures.push({ rang, demande, projet });
      return undefined;
    });
  }
  for (let debut = 0; debut < ecritures.length; debut += PAQUET)
    await ecrireEnsemble(contexte, ecritures.slice(debut, debut + PAQUET), reponses);
  return reponses;
}

/** A creation, or a replacement by id that no version conditions and no room looks at. */
function estEcritureSimple(contexte: Contexte, { methode, adresse, conditions, params }: Demande): boolean {
  if (params.length > 0) return false;
  if (methode === 'POST') return adresse.genre === 'type' && conditions.ifNoneExist === undefined;
  return (
    methode === 'PUT' &&
    adresse.genre === 'instance' &&
    conditions.ifMatch === undefined &&
    conditions.ifNoneMatch === undefined &&
    !estGouverne(contexte, adresse.type)
  );
}

async function projetDe(contexte: Contexte, demande: Demande): Promise<Projet> {
  const cible = await cibler(contexte, demande, undefined);
  if (cible === undefined) throw new Error('une écriture simple a toujours une cible');
  return projeter(contexte, demande, cible);
}

async function ecrireEnsemble(
  contexte: Contexte,
  ecritures: readonly EcritureSimple[],
  reponses: Reponse[],
): Promise<void> {
  try {
    const resultats = await poser(
      contexte,
      ecritures.map((c) => c.projet),
    );
    for (const [i, { rang, demande, projet }] of ecritures.entries()) {
      const resultat = resultats[i];
      if (resultat !== undefined) reponses[rang] = reponseDEcriture(demande, projet, resultat);
    }
  } catch (erreur) {
    if (ecritures.length > 1) {
      for (const ecriture of ecritures) await ecrireEnsemble(contexte, [ecriture], reponses);
      return;
    }
    const [seule] = ecritures;
    if (seule === undefined) throw erreur;
    await enReponse(contexte, reponses, { rang: seule.rang, demande: () => seule.demande }, () => {
      throw erreur instanceof EcritureImpossible ? erreur.refus : erreur;
    });
  }
}

/** Keeps the answer of one entry; its refusal becomes its answer, traced, and the others go on. */
async function enReponse(
  contexte: Contexte,
  reponses: Reponse[],
  { rang, demande }: { readonly rang: number; readonly demande: () => Demande | undefined },
  faire: () => Promise<Reponse | undefined> | Reponse | undefined,
): Promise<void> {
  try {
    const reponse = await faire();
    if (reponse !== undefined) reponses[rang] = reponse;
  } catch (erreur) {
    const refus = commeRefusFhir(erreur);
    if (refus === undefined) throw erreur;
    reponses[rang] = { statut: refus.statut, texte: outcome(situer(rang, refus).issues) };
    await tracerRefus(contexte, demande(), refus);
  }
}
