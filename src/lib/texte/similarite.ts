import { normaliser } from './normaliser.ts';

/** Winkler's weights: each common first letter, up to four, brings the score closer to 1 by a tenth of what is missing. */
const POIDS_PREFIXE = 0.1;
const PREFIXE_MAXIMAL = 4;

function apparier(court: string, long: string): { gauche: string; droite: string } {
  const fenetre = Math.max(0, Math.floor(long.length / 2) - 1);
  const prises = new Set<number>();
  let gauche = '';
  for (let i = 0; i < court.length; i += 1) {
    for (let j = Math.max(0, i - fenetre); j <= Math.min(long.length - 1, i + fenetre); j += 1) {
      if (!prises.has(j) && long[j] === court[i]) {
        prises.add(j);
        gauche += court[i];
        break;
      }
    }
  }
  const droite = [...prises]
    .sort((a, b) => a - b)
    .map((j) => long[j])
    .join('');
  return { gauche, droite };
}

function jaro(court: string, long: string): number {
  const { gauche, droite } = apparier(court, long);
  const communs = gauche.length;
  if (communs === 0) return 0;
  const deplaces = Array.from(gauche).filter((lettre, i) => lettre !== droite[i]).length / 2;
  return (communs / court.length + communs / long.length + (communs - deplaces) / communs) / 3;
}

/**
 * Jaro-Winkler closeness of two names, 0 (nothing in common) to 1 (same letters), on the normalised text without spaces,
 * so that case, accents, hyphens and `Ben Ali`/`Benali` do not count. Two empty texts score 0: nothing was compared.
 */
export function similarite(a: string, b: string): number {
  const formes = [a, b].map((texte) => normaliser(texte).replaceAll(' ', ''));
  // Ordered, because the greedy matching of Jaro may depend on which text comes first.
  const [court = '', long = ''] = formes.sort((x, y) => x.length - y.length || (x < y ? -1 : 1));
  if (court === '') return 0;
  if (court === long) return 1;
  const base = jaro(court, long);
  let prefixe = 0;
  while (prefixe < PREFIXE_MAXIMAL && prefixe < court.length && court[prefixe] === long[prefixe]) prefixe += 1;
  return base + prefixe * POIDS_PREFIXE * (1 - base);
}
