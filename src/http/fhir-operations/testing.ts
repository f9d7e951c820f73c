import { porteeSysteme } from '#acces/portee.ts';
import { acteurSysteme } from '#acces/acteur.ts';
import { RefusFhir } from '#fhir/refus.ts';
import { lireCodeTerritoire } from '#lib/sql/connexion.ts';
import { entier } from '../fhir/sortie/octets.ts';
import type { ContexteOperation, ReponseOperation } from './operation.ts';

/** One request given to an operation; the base is only reached when a test gives one. */
export function uneDemande(autre: Partial<ContexteOperation> = {}): ContexteOperation {
  return {
    acteur: acteurSysteme(lireCodeTerritoire('t0001'), 'essai'),
    portee: porteeSysteme('essai'),
    interroger: () => Promise.reject(new Error('cette opération ne devait rien lire')),
    maintenant: new Date('2026-11-28T09:00:00Z'),
    methode: 'GET',
    params: [],
    entetes: new Headers(),
    base: 'https://essai.invalid/fhir',
    ...autre,
  };
}

/** The refusal an operation answers with; fails when it does not refuse. */
export async function refusDe(faire: () => Promise<unknown>): Promise<RefusFhir> {
  const issue = await faire().then(
    () => undefined,
    (erreur: unknown) => erreur,
  );
  if (issue instanceof RefusFhir) return issue;
  throw issue instanceof Error ? issue : new Error('aurait dû être refusé');
}

/** The JSON of an answer, whatever carries it. */
export function corpsDe({ corps }: ReponseOperation): unknown {
  if (corps === undefined || corps.genre === 'flux') throw new Error('réponse sans JSON');
  return corps.genre === 'ressource' ? corps.ressource : JSON.parse(entier(corps.texte));
}
