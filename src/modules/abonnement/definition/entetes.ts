import { refusFhir } from '#fhir/refus.ts';
import { LIMITES } from '../vocabulaire.ts';

/** What the resource shows of a header once kept: the name, never the value. */
const VALEUR_GARDEE = 'gardé par Cordée';
/** The transport's own, and those that would make us say what we are not. */
const RESERVES =
  /^(host|content-length|content-type|content-encoding|transfer-encoding|connection|keep-alive|upgrade|te|trailer|expect|proxy-.*|user-agent|accept-encoding|cookie)$/i;

/** Reads `channel.header` lines (`Authorization: Bearer …`); throws `RefusFhir` 422 on a line that cannot be sent. */
export function lireEntetes(lignes: readonly string[]): readonly string[] {
  if (lignes.length > LIMITES.entetes) throw refuser(`Un abonnement porte au plus ${LIMITES.entetes} en-têtes.`);
  for (const ligne of lignes) {
    const nom = nomDe(ligne);
    if (nom === undefined || ligne.length > LIMITES.tailleEntete)
      throw refuser(`Un en-tête s’écrit « Nom: valeur », en ${LIMITES.tailleEntete} caractères au plus.`);
    if (RESERVES.test(nom)) throw refuser(`L’en-tête ${nom} est écrit par le transport : retirez-le.`);
  }
  return lignes;
}

const refuser = (texte: string) => refusFhir(422, 'invalid', texte, 'Subscription.channel.header');

function nomDe(ligne: string): string | undefined {
  return /^([A-Za-z0-9!#$%&'*+.^_`|~-]+):[ \t]*[\x20-\x7E]*$/.exec(ligne)?.[1];
}

export const masquer = (lignes: readonly string[]): string[] =>
  lignes.map((l) => `${nomDe(l) ?? ''}: ${VALEUR_GARDEE}`);

/** A header sent back as we showed it means « keep yours ». */
export function demasquer(recus: readonly string[], gardes: readonly string[]): readonly string[] {
  const parNom = new Map(gardes.map((ligne) => [nomDe(ligne)?.toLowerCase(), ligne]));
  return recus.map((ligne) => {
    const [nom, valeur] = [ligne.split(':', 1)[0] ?? '', ligne.slice(ligne.indexOf(':') + 1).trim()];
    return valeur === VALEUR_GARDEE ? (parNom.get(nom.toLowerCase()) ?? ligne) : ligne;
  });
}

/** Header lines as pairs, for the call. */
export const paires = (lignes: readonly string[]): [string, string][] =>
  lignes.map((ligne) => [ligne.slice(0, ligne.indexOf(':')), ligne.slice(ligne.indexOf(':') + 1).trim()]);
