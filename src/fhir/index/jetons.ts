import { estObjet, textes, type Objet } from './formes.ts';

/**
 * Tokens of one value of a token parameter, given to `jeton` as `system|code`, `|code` (no system) and `code`; the words a reader sees
 * (`:text`) are given to `mot`. Identifiers, codings, concepts, contact points, codes and booleans are told apart by their shape.
 */
export function lireJetons(valeur: unknown, jeton: (texte: string) => void, mot: (texte: string) => void): void {
  if (typeof valeur === 'string' || typeof valeur === 'boolean' || typeof valeur === 'number') {
    donner(undefined, String(valeur), jeton);
  } else if (estObjet(valeur)) {
    lireObjet(valeur, jeton, mot);
  }
}

function lireObjet(valeur: Objet, jeton: (texte: string) => void, mot: (texte: string) => void): void {
  if (Array.isArray(valeur['coding'])) {
    for (const codage of valeur['coding']) if (estObjet(codage)) lireObjet(codage, jeton, mot);
  } else {
    donner(valeur['system'], valeur['code'] ?? valeur['value'], jeton);
  }
  for (const champ of ['text', 'display']) for (const texte of textes(valeur[champ])) mot(texte);
  if (estObjet(valeur['type'])) for (const texte of textes(valeur['type']['text'])) mot(texte);
}

function donner(systeme: unknown, code: unknown, jeton: (texte: string) => void): void {
  if (typeof code !== 'string' || code === '') return;
  jeton(`${typeof systeme === 'string' ? systeme : ''}|${code}`);
  jeton(code);
}

/** Identifiers of a given type (`:of-type`): `type-system|type-code|value`. */
export function lireTypesDIdentifiant(valeur: unknown, jeton: (texte: string) => void): void {
  if (!estObjet(valeur) || typeof valeur['value'] !== 'string' || !estObjet(valeur['type'])) return;
  const { coding } = valeur['type'];
  for (const codage of Array.isArray(coding) ? coding : [])
    if (estObjet(codage) && typeof codage['code'] === 'string')
      jeton(`${typeof codage['system'] === 'string' ? codage['system'] : ''}|${codage['code']}|${valeur['value']}`);
}
