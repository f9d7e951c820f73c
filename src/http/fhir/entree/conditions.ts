import { refusFhir } from '#fhir/refus.ts';
import type { Parametres } from '../demande.ts';

/** Version a request names: `W/"3"`, `"3"` or `3`. Anything else than a version number: 400. */
export function lireEtag(texte: string): number {
  const lu = /^(?:W\/)?"?([0-9]{1,9})"?$/.exec(texte.trim())?.[1];
  if (lu === undefined) throw refusFhir(400, 'invalid', `« ${texte} » n’est pas une version. Écrivez If-Match: W/"3".`);
  return Number(lu);
}

/** True when one of the listed versions (or `*`) is this one. Unreadable entries match nothing. */
export function etagParmi(liste: string, version: number): boolean {
  return liste.split(',').some((texte) => {
    const propre = texte.trim();
    return propre === '*' || /^(?:W\/)?"?([0-9]{1,9})"?$/.exec(propre)?.[1] === String(version);
  });
}

/** Parameters of a query string, in order, decoded. Badly encoded: 400. */
export function lireParametres(requete: string): Parametres {
  if (requete === '') return [];
  const params: [string, string][] = [];
  for (const partie of requete.split('&')) {
    if (partie === '') continue;
    const egal = partie.indexOf('=');
    const nom = egal === -1 ? partie : partie.slice(0, egal);
    params.push([decoder(nom), egal === -1 ? '' : decoder(partie.slice(egal + 1))]);
  }
  return params;
}

function decoder(texte: string): string {
  if (!texte.includes('%') && !texte.includes('+')) return texte;
  try {
    const decode = decodeURIComponent(texte.replaceAll('+', ' '));
    if (decode.includes('\u0000')) throw new URIError('nul');
    return decode;
  } catch (erreur) {
    if (erreur instanceof URIError) throw refusFhir(400, 'invalid', `Le paramètre « ${texte} » est mal encodé.`);
    throw erreur;
  }
}

/** The same parameters as a query string. */
export function ecrireParametres(params: Parametres): string {
  return params.map(([nom, valeur]) => `${encodeURIComponent(nom)}=${encodeURIComponent(valeur)}`).join('&');
}
