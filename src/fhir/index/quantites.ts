import { estObjet, type Objet } from './formes.ts';
import type { Index } from './extracteur.ts';
import { cleDeNombre } from './nombres.ts';

/** Bare, with its system and code, with its code or unit alone: `value-quantity`, `value-quantity|system|code`, `value-quantity||code`. */
export function ecrireQuantite(param: string, valeur: Objet, index: Index): void {
  if (estObjet(valeur['low']) || estObjet(valeur['high'])) {
    ecrireEtendue(param, valeur, index);
    return;
  }
  if (typeof valeur['value'] !== 'number') return;
  const cle = cleDeNombre(valeur['value']);
  for (const variante of variantes(valeur)) index.cle(`${param}${variante}`, cle, null, 'ordre');
}

function variantes({ system, code, unit, currency }: Objet): readonly string[] {
  const connues = new Set(['']);
  if (typeof code === 'string') {
    connues.add(`||${code}`);
    if (typeof system === 'string') connues.add(`|${system}|${code}`);
  }
  if (typeof unit === 'string') connues.add(`||${unit}`);
  if (typeof currency === 'string') connues.add(`||${currency}`).add(`|urn:iso:std:iso:4217|${currency}`);
  return [...connues].map(sansEgal);
}

/** The name of a key stops at its first « = »: what a publisher writes into it may not hold one. Both sides of a search write it so. */
export function sansEgal(texte: string): string {
  return texte.replaceAll('=', '\u001E');
}

/** Lowest and highest of a Range; the side that is absent is open. */
export function ecrireEtendue(param: string, { low, high }: Objet, index: Index): void {
  const bas = estObjet(low) && typeof low['value'] === 'number' ? cleDeNombre(low['value']) : DEBUT_DES_NOMBRES;
  const haut = estObjet(high) && typeof high['value'] === 'number' ? cleDeNombre(high['value']) : FIN_DES_NOMBRES;
  if (bas === DEBUT_DES_NOMBRES && haut === FIN_DES_NOMBRES) return;
  const unite = estObjet(low) ? low : estObjet(high) ? high : {};
  for (const variante of variantes(unite)) index.cle(`${param}${variante}`, bas, haut, 'ordre');
}

/** Before and after every number. */
export const DEBUT_DES_NOMBRES = '';
export const FIN_DES_NOMBRES = '3';
