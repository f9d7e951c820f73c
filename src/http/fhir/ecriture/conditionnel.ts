import { chercher, lireRecherche, type Recherche } from '#fhir/recherche/index.ts';
import { refusFhir } from '#fhir/refus.ts';
import type { LigneStockee } from '#fhir/store/lecture.ts';
import { cleDeVerrou } from '#socle/verrous.ts';
import { exigerDroit, optionsDeLecture, type Contexte } from '../contexte.ts';
import type { Demande, Parametres } from '../demande.ts';
import { lireParametres } from '../entree/conditions.ts';

/** Criteria of a conditional write: which resource of this type is meant. */
export interface Criteres {
  readonly type: string;
  readonly params: Parametres;
}

/** The criteria a write depends on; undefined when its address names the resource itself. */
export function criteresDe({ methode, adresse, params, conditions }: Demande): Criteres | undefined {
  if (adresse.genre !== 'type') return undefined;
  if (methode !== 'POST') return { type: adresse.type, params: params.filter(([nom]) => !DE_LA_PORTE.has(nom)) };
  const { ifNoneExist } = conditions;
  if (ifNoneExist === undefined) return undefined;
  const requete = ifNoneExist.replace(/^.*\?/, '');
  return { type: adresse.type, params: lireParametres(requete) };
}

const DE_LA_PORTE = new Set(['_format', '_pretty']);

/** Same type, same criteria: same lock. Two writes that depend on the same question come one after the other. */
export function verrouDe({ acteur }: Contexte, { type, params }: Criteres): string {
  const tries = params.map(([nom, valeur]) => `${nom}=${valeur}`).toSorted();
  return cleDeVerrou('fhir.conditionnel', acteur.territoire, type, ...tries);
}

/**
 * The one resource that matches, or undefined. Several: 412. Seen with the actor's rights, inside the transaction that holds the
 * lock, so that what another has just created is found.
 */
export async function trouverUnique(contexte: Contexte, { type, params }: Criteres): Promise<LigneStockee | undefined> {
  exigerDroit(contexte.acteur, 's', type);
  const recherche: Recherche = lireRecherche(type, params, {
    ...optionsDeLecture(contexte),
    strict: true,
  });
  if (recherche.criteres.length === 0)
    throw refusFhir(412, 'invalid', 'Une écriture conditionnelle attend au moins un critère de recherche.');
  const { trouves } = await chercher(
    contexte.interroger,
    { ...recherche, nombre: 2, total: 'none', decalage: 0, curseur: undefined, inclusions: [], tri: [] },
    contexte.portee,
    contexte.maintenant,
  );
  if (trouves.length > 1)
    throw refusFhir(
      412,
      'multiple-matches',
      `Plusieurs ressources ${type} répondent à ces critères : précisez-les, rien n’a été écrit.`,
    );
  return trouves[0];
}
