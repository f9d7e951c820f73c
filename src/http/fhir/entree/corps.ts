import { refusFhir } from '#fhir/refus.ts';
import { cleRepetee, finDeChaine } from '#lib/json/cle-repetee.ts';
import { LIMITES } from '../limites.ts';

/**
 * Text of a request body, at most `max` octets: an announced length is believed (the HTTP layer enforces it), another is counted
 * while it comes. Too long: 413.
 */
export async function lireTexteBorne(requete: Request, annoncee: string | undefined, max: number): Promise<string> {
  if (annoncee !== undefined) {
    if (Number(annoncee) > max) throw tropLong(max);
    return requete.text();
  }
  if (requete.body === null) return '';
  const morceaux: Uint8Array[] = [];
  let taille = 0;
  for await (const morceau of requete.body) {
    taille += morceau.byteLength;
    if (taille > max) throw tropLong(max);
    morceaux.push(morceau);
  }
  return Buffer.concat(morceaux).toString('utf8');
}

function tropLong(max: number) {
  return refusFhir(
    413,
    'too-long',
    `Le corps dépasse ${max / 1024 / 1024} Mo. Envoyez moins à la fois : plusieurs lots, ou une pièce plus légère.`,
  );
}

/** Parses a JSON body. Bounded in depth before it is parsed; not JSON, or holding the NUL character no database keeps, or the same name twice in an object: 400. */
export function lireJson(texte: string): unknown {
  if (texte.trim() === '') throw refusFhir(400, 'invalid', 'Le corps est vide : une ressource FHIR est attendue.');
  if (profondeurDepasse(texte, LIMITES.profondeur))
    throw refusFhir(400, 'too-long', `Le JSON est imbriqué sur plus de ${LIMITES.profondeur} niveaux.`);
  if (porteUnNul(texte))
    throw refusFhir(400, 'invalid', 'Le texte contient le caractère nul (U+0000), qu’aucun champ FHIR ne permet.');
  const lu = analyser(texte);
  if (cleRepetee(texte) !== undefined)
    throw refusFhir(400, 'structure', 'Un objet du JSON porte deux fois la même clé : rien ne dit laquelle lire.');
  return lu;
}

function analyser(texte: string): unknown {
  try {
    return JSON.parse(texte) as unknown;
  } catch (erreur) {
    if (erreur instanceof SyntaxError) throw refusFhir(400, 'structure', 'Le corps n’est pas du JSON lisible.');
    throw erreur;
  }
}

const GUILLEMET = 34;

/** True when brackets nest deeper than `max`. Reads characters only: safe on any text, before `JSON.parse` recurses. */
export function profondeurDepasse(texte: string, max: number): boolean {
  let niveau = 0;
  for (let i = 0; i < texte.length; i += 1) {
    const c = texte.charCodeAt(i);
    if (c === GUILLEMET) {
      i = finDeChaine(texte, i + 1);
    } else if (c === 123 || c === 91) {
      niveau += 1;
      if (niveau > max) return true;
    } else if (c === 125 || c === 93) {
      niveau -= 1;
    }
  }
  return false;
}

function porteUnNul(texte: string): boolean {
  if (texte.includes('\u0000')) return true;
  return texte.includes(String.raw`\u0000`) && /(?:^|[^\\])(?:\\\\)*\\u0000/.test(texte);
}
