const INTERNE = 'http://interne.invalid';

/**
 * Where to land after sign-in, from an address a stranger may have written: kept only when it stays on this site,
 * otherwise `/`. Refuses schemes, hosts, `//`, backslashes, control characters and encoded forms of these; cut at 500 characters.
 */
export function pageDeRetour(demandee: string | undefined | null): string {
  if (demandee === undefined || demandee === null || demandee.length > 500) return '/';
  // eslint-disable-next-line no-control-regex -- control characters are exactly what browsers strip before reading a URL
  if (!/^\/(?![/\\])/.test(demandee) || /[\u0000-\u001f\u007f\\\u0085\u2028\u2029]/.test(demandee)) return '/';
  if (!URL.canParse(demandee, INTERNE)) return '/';
  const url = new URL(demandee, INTERNE);
  const chemin = `${url.pathname}${url.search}${url.hash}`;
  if (url.origin !== INTERNE || /^\/+(?:\/|%2f|%5c)/i.test(chemin)) return '/';
  return chemin;
}
