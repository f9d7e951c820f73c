import { personneSeule } from '#acces/acteur.ts';
import { refusFhir } from '#fhir/refus.ts';
import { estRegardee, traduireEcriture, type Traduction } from '#socle/ecriture-fhir.ts';
import { executer, executerDans } from '#socle/executer.ts';
import type { Contexte } from '../contexte.ts';
import type { Projet } from './projet.ts';

/** The action of a room that makes the write, and what to give it. */
export type ActionDeSalle = Extract<Traduction, { readonly action: string }>;

/**
 * Who decides of this write. A room that governs the thing gives its action; a registered software writes the rest as it is,
 * within its permissions; a person writes through the rooms only. Undefined: plain write.
 */
export function actionPour(contexte: Contexte, projet: Projet): ActionDeSalle | undefined {
  const { acteur, porte } = contexte;
  const traduction = traduireEcriture(porte.maison.registre.ecrituresFhir.get(projet.type), {
    avant: projet.avant,
    apres: projet.ressource,
    acteur,
  });
  if (traduction === undefined) {
    if (acteur.genre === 'client') return undefined;
    throw refusFhir(
      403,
      'business-rule',
      `Vous n’écrivez pas ${projet.type} directement : ce type s’écrit par les écrans de Cordée, ou par un logiciel raccordé au territoire.`,
    );
  }
  if ('action' in traduction) return traduction;
  const suite = traduction.operation === undefined ? '' : ` Passez par « ${traduction.operation} ».`;
  throw refusFhir(422, 'business-rule', `${traduction.refus}${suite}`);
}

/** True when some room may have a say on this type: the current resource must then be read before deciding. */
export function estGouverne({ porte, acteur }: Contexte, type: string): boolean {
  return estRegardee(porte.maison.registre.ecrituresFhir.get(type), acteur);
}

/** Runs the room's action as the person (or the software) itself, in the shared transaction if there is one; gives what it wrote. */
export async function jouerAction(
  { acteur, porte, sql }: Contexte,
  projet: Projet,
  { action: nom, entree, reference }: ActionDeSalle,
): Promise<{ readonly type: string; readonly id: string }> {
  const action = porte.maison.registre.actions.get(nom);
  if (action === undefined) throw new Error(`l’action « ${nom} » n’existe pas`);
  const { socle } = porte.maison;
  const sortie =
    sql === undefined
      ? await executer(socle, personneSeule(acteur), action, entree)
      : await executerDans(socle, sql, personneSeule(acteur), action, entree);
  const [type = projet.type, id = projet.id] = reference?.(sortie).split('/') ?? [];
  return { type, id };
}
