import type { ParametreDeRecherche } from '../../definitions/index.ts';
import { estTenu } from '../../types-tenus.ts';
import { sansEchappement } from './decouper.ts';
import { invalide } from './faute.ts';

const ID = /^[A-Za-z0-9\-.]{1,64}$/;
const RELATIVE = /^([A-Z][A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/;

export function lireId(texte: string): string {
  const id = sansEchappement(texte);
  if (!ID.test(id))
    throw invalide(`« ${id} » n’est pas un identifiant FHIR : lettres, chiffres, « - » et « . », 64 au plus.`);
  return id;
}

/**
 * References one value stands for: `Type/id` (a version is left aside), an id alone (each type the parameter may lead to), an address of
 * this server (made relative) or of another (kept whole).
 * @param base address of this server, without a final slash
 * @param impose type given by a modifier (`subject:Patient=…`)
 */
export function lireReferences(
  texte: string,
  parametre: ParametreDeRecherche,
  base: string,
  impose: string | undefined,
): readonly string[] {
  const brut = sansEchappement(texte);
  const local = brut.startsWith(`${base}/`) ? brut.slice(base.length + 1) : brut;
  const relative = RELATIVE.exec(local);
  if (relative?.[1] !== undefined && relative[2] !== undefined) {
    verifierCible(relative[1], parametre, impose);
    return [`${relative[1]}/${relative[2]}`];
  }
  if (/^[a-z][a-z0-9+.-]*:/i.test(local)) return [local];
  if (!ID.test(local))
    throw invalide(
      `« ${brut} » n’est pas une référence. Écrivez Type/identifiant, un identifiant seul ou une adresse complète.`,
    );
  if (impose !== undefined) return [`${impose}/${local}`];
  return (parametre.target ?? []).filter(estTenu).map((type) => `${type}/${local}`);
}

function verifierCible(type: string, parametre: ParametreDeRecherche, impose: string | undefined): void {
  if (impose !== undefined && type !== impose)
    throw invalide(`« ${parametre.code}:${impose} » ne peut pas désigner une ressource ${type}.`);
  const cibles = parametre.target ?? [];
  if (cibles.length > 0 && !cibles.includes('Resource') && !cibles.includes(type))
    throw invalide(`« ${parametre.code} » ne mène pas à ${type}. Types possibles : ${cibles.join(', ')}.`);
}
