import { lireReference } from '../types.ts';
import { estObjet, type Objet } from './formes.ts';

/**
 * References of one value: `Type/id` for a resource of this house (its version dropped), the whole address for an absolute reference or a
 * canonical (also without its `|version`), and for a reference by identifier `:identifier|system|value` then `:identifier=value`.
 */
export function lireReferences(valeur: unknown, donner: (texte: string) => void): void {
  if (typeof valeur === 'string') {
    adresse(valeur, donner);
    return;
  }
  if (!estObjet(valeur)) return;
  if (typeof valeur['reference'] === 'string') adresse(valeur['reference'], donner);
  if (estObjet(valeur['identifier'])) identifiant(valeur['identifier'], donner);
  if (typeof valeur['resourceType'] === 'string' && typeof valeur['id'] === 'string')
    donner(`${valeur['resourceType']}/${valeur['id']}`);
}

function adresse(texte: string, donner: (texte: string) => void): void {
  const locale = lireReference(texte);
  if (locale !== undefined) {
    donner(`${locale.type}/${locale.id}`);
  } else if (texte !== '' && !texte.startsWith('#')) {
    donner(texte);
    const barre = texte.indexOf('|');
    if (barre > 0) donner(texte.slice(0, barre));
  }
}

function identifiant({ system, value }: Objet, donner: (texte: string) => void): void {
  if (typeof value !== 'string') return;
  donner(`:identifier|${typeof system === 'string' ? system : ''}|${value}`);
  donner(`:identifier=${value}`);
}

/** Does a reference lead to this type? By its address, or by the `type` its author wrote when it only carries an identifier. */
export function mene(valeur: unknown, type: string): boolean {
  if (!estObjet(valeur)) return false;
  const { reference } = valeur;
  if (typeof reference !== 'string') return valeur['type'] === type;
  return reference.startsWith(`${type}/`) || reference.includes(`/${type}/`);
}
