import { refusFhir } from '#fhir/refus.ts';
import type { LigneStockee } from '#fhir/store/lecture.ts';
import { exigerDroit, type Contexte } from '../contexte.ts';
import type { Demande } from '../demande.ts';
import { lireEtag } from '../entree/conditions.ts';
import { trouverUnique, type Criteres } from './conditionnel.ts';
import { ressourceDuCorps } from './preparer.ts';

/** Which resource a write is about, once its conditions were asked. */
export interface Cible {
  readonly type: string;
  readonly id: string;
  /** What the criteria found. */
  readonly trouvee: LigneStockee | undefined;
  /** The id was chosen here or by the client for a resource that does not exist yet. */
  readonly neuve: boolean;
}

/** Undefined: nothing answers the criteria of a deletion, so there is nothing to do. */
export async function cibler(
  contexte: Contexte,
  demande: Demande,
  criteres: Criteres | undefined,
): Promise<Cible | undefined> {
  const { methode, adresse } = demande;
  if (adresse.genre === 'instance') {
    exigerDroit(contexte.acteur, methode === 'DELETE' ? 'd' : 'u', adresse.type);
    return { type: adresse.type, id: adresse.id, trouvee: undefined, neuve: false };
  }
  if (adresse.genre !== 'type') throw new Error(`${adresse.genre} n’est pas une adresse d’écriture`);
  const { type } = adresse;
  exigerDroit(contexte.acteur, methode === 'POST' ? 'c' : methode === 'DELETE' ? 'd' : 'u', type);
  const trouvee = criteres === undefined ? undefined : await trouverUnique(contexte, criteres);
  if (trouvee !== undefined) return { type, id: trouvee.id, trouvee, neuve: false };
  if (methode === 'DELETE') return undefined;
  if (methode === 'PATCH')
    throw refusFhir(404, 'not-found', `Aucune ressource ${type} ne répond à ces critères : rien à corriger.`);
  return { type, id: nouvelIdDe(contexte, demande, type), trouvee: undefined, neuve: true };
}

/** A conditional update may propose the id of what it creates; a creation never does. */
function nouvelIdDe({ acteur, porte }: Contexte, { methode, corps }: Demande, type: string): string {
  const propose = methode === 'PUT' ? ressourceDuCorps(corps, type)['id'] : undefined;
  if (methode === 'PUT') exigerDroit(acteur, 'c', type);
  return typeof propose === 'string' && propose !== '' ? propose : porte.maison.socle.nouvelId();
}

/** Version named by If-Match, of the request or of what the criteria found. */
export function versionAttendue({ conditions }: Demande): number | undefined {
  return conditions.ifMatch === undefined ? undefined : lireEtag(conditions.ifMatch);
}
