import { PREFIXES, type Jeton, type Prefixe, type ValeurDeNombre } from '../modele.ts';
import { decouper, sansEchappement } from './decouper.ts';
import { invalide } from './faute.ts';

/** Takes the prefix off a value: `ge2020` → `ge` and `2020`. No letters: `eq`. */
export function lirePrefixe(texte: string): { readonly prefixe: Prefixe; readonly reste: string } {
  const lettres = /^[a-zA-Z]+/.exec(texte)?.[0];
  if (lettres === undefined) return { prefixe: 'eq', reste: texte };
  const prefixe = PREFIXES.find((p) => p === lettres);
  if (prefixe === undefined)
    throw invalide(`« ${texte} » : le préfixe « ${lettres} » n’existe pas. Préfixes servis : ${PREFIXES.join(', ')}.`);
  return { prefixe, reste: texte.slice(2) };
}

const NOMBRE = /^[+-]?\d{1,30}(?:\.(\d{1,30}))?(?:[eE]([+-]?\d{1,3}))?$/;

/**
 * A number and what surrounds it: `100` is [99.5, 100.5), `100.00` is [99.995, 100.005), `1e2` is [95, 105).
 * Source: FHIR R4, search, number. */
export function lireNombre(texte: string): ValeurDeNombre {
  const { prefixe, reste } = lirePrefixe(texte);
  const trouve = NOMBRE.exec(reste);
  const valeur = Number(reste);
  if (trouve === null || !Number.isFinite(valeur))
    throw invalide(`« ${texte} » n’est pas un nombre. Exemple : 5.4, ge5.4 ou 1e2.`);
  const exposant = trouve[2] === undefined ? 0 : Number(trouve[2]) - 1;
  const moitie = 0.5 * 10 ** (exposant - (trouve[1]?.length ?? 0));
  if (prefixe !== 'ap') return { prefixe, valeur, bas: valeur - moitie, haut: valeur + moitie };
  const dixieme = Math.max(Math.abs(valeur) / 10, moitie);
  return { prefixe, valeur, bas: valeur - dixieme, haut: valeur + dixieme };
}

/** `5.4`, `5.4|système|code` or `5.4||unité`. */
export function lireQuantite(texte: string): ValeurDeNombre {
  const [nombre = '', systeme, code, ...reste] = decouper(texte, '|').map(sansEchappement);
  if (reste.length > 0 || (systeme !== undefined && code === undefined))
    throw invalide(`« ${texte} » : écrivez nombre, nombre|système|code ou nombre||unité.`);
  const valeur = lireNombre(nombre);
  const unite = uniteDe(systeme, code);
  return unite === undefined ? valeur : { ...valeur, unite };
}

function uniteDe(systeme: string | undefined, code: string | undefined): Jeton | undefined {
  if (code === undefined || code === '') return undefined;
  return { systeme: systeme === '' ? undefined : systeme, code };
}
