import { createReadStream } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Flux, LigneLue } from './types.ts';

const FORMATS = fileURLToPath(new URL('../../../fixtures/formats/', import.meta.url));

/** One of the genuine-format samples of fixtures/formats. */
export function echantillon(nom: string): Flux {
  return createReadStream(FORMATS + nom);
}

/** A text cut into pieces of the given size in bytes: a network never cuts at the end of a line. */
export function enFlux(texte: string | Uint8Array, morceau = 7): Flux {
  const octets = typeof texte === 'string' ? new TextEncoder().encode(texte) : texte;
  return (async function* decouper() {
    for (let debut = 0; debut < octets.length; debut += morceau) yield octets.subarray(debut, debut + morceau);
  })();
}

export interface Trie<T> {
  readonly valeurs: T[];
  readonly rejets: { ligne: number; motif: string; contenu: string | undefined }[];
  readonly avertissements: { ligne: number; motif: string }[];
  readonly signalements: string[];
}

export async function trier<T>(lignes: AsyncIterable<LigneLue<T>>): Promise<Trie<T>> {
  const trie: Trie<T> = { valeurs: [], rejets: [], avertissements: [], signalements: [] };
  for await (const ligne of lignes) {
    if (ligne.genre === 'lue') {
      trie.valeurs.push(ligne.valeur);
      trie.avertissements.push(...ligne.avertissements.map(({ ligne: l, motif }) => ({ ligne: l, motif })));
    } else if (ligne.genre === 'rejetee') {
      const { motif, contenu } = ligne.anomalie;
      trie.rejets.push({ ligne: ligne.ligne, motif, contenu });
    } else trie.signalements.push(ligne.anomalie.motif);
  }
  return trie;
}
