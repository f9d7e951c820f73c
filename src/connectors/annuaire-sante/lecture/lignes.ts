import type { Anomalie, Flux } from '../types.ts';

export interface LigneBrute {
  readonly numero: number;
  readonly texte: string;
  /** `latin-1` when the bytes were not valid UTF-8 (decoded as windows-1252, its superset). */
  readonly encodage: 'utf-8' | 'latin-1';
  /** The line went over LONGUEUR_MAX and its end was dropped. */
  readonly tronquee: boolean;
}

// The longest genuine line measured in these extractions is under 2 kB; beyond this a newline is missing.
const LONGUEUR_MAX = 256 * 1024;
const CONTENU_MAX = 2000;
const SAUT = 0x0a;
const RETOUR = 0x0d;

const utf8 = new TextDecoder('utf-8', { fatal: true });
const latin1 = new TextDecoder('windows-1252');

function decoder(octets: Uint8Array): Pick<LigneBrute, 'texte' | 'encodage'> {
  try {
    return { texte: utf8.decode(octets), encodage: 'utf-8' };
  } catch (erreur) {
    if (!(erreur instanceof TypeError)) throw erreur;
    return { texte: latin1.decode(octets), encodage: 'latin-1' };
  }
}

function ligne(octets: Uint8Array, numero: number): LigneBrute {
  const fin = octets.at(-1) === RETOUR ? octets.length - 1 : octets.length;
  const tronquee = fin > LONGUEUR_MAX;
  return { numero, tronquee, ...decoder(octets.subarray(0, Math.min(fin, LONGUEUR_MAX))) };
}

/**
 * Lines of a text file, numbered from 1, decoded one by one: UTF-8 first, Latin-1 when the bytes refuse it.
 * Byte order mark, CRLF and a missing last newline are absorbed. Memory stays bounded on a file without newlines.
 */
export async function* lireLignes(flux: Flux): AsyncGenerator<LigneBrute> {
  let reste: Uint8Array = new Uint8Array(0);
  let numero = 0;
  for await (const morceau of flux) {
    let debut = 0;
    for (let saut = morceau.indexOf(SAUT); saut >= 0; saut = morceau.indexOf(SAUT, debut)) {
      numero += 1;
      const corps = morceau.subarray(debut, saut);
      yield ligne(reste.length > 0 ? Buffer.concat([reste, corps]) : corps, numero);
      reste = new Uint8Array(0);
      debut = saut + 1;
    }
    // Beyond the limit the bytes are only counted as "too long": one extra byte is enough to remember it.
    reste = Buffer.concat([reste, morceau.subarray(debut)]).subarray(0, LONGUEUR_MAX + 2);
  }
  if (reste.length > 0) yield ligne(reste, numero + 1);
}

/** Builds the report of one line, keeping what was received. */
export function anomalie(fichier: string, ligneLue: number, motif: string, contenu?: string): Anomalie {
  const extrait = contenu && contenu.length > CONTENU_MAX ? `${contenu.slice(0, CONTENU_MAX)}…` : contenu;
  return { fichier, ligne: ligneLue, motif, ...(extrait ? { contenu: extrait } : {}) };
}
