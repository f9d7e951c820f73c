import type { Anomalie, CodeLibelle, Flux, LigneLue } from '../types.ts';
import { anomalie, lireLignes } from './lignes.ts';
import type { LigneBrute } from './lignes.ts';

/** One line seen through the names of its header. An absent column reads as an empty string. */
export type Champs = (colonne: string) => string;

export interface FormatTableau<T> {
  readonly fichier: string;
  readonly separateur: '|' | ';';
  /** Without these columns no line can be read. */
  readonly obligatoires: readonly string[];
  /** Absence of these is signalled once; the rest is imported. */
  readonly attendues: readonly string[];
  /** Returns the value and the reserves, or a French sentence that rejects the line. */
  readonly interpreter: (champs: Champs) => string | { readonly valeur: T; readonly reserves: readonly string[] };
}

interface Entete {
  /** Rank of a column by the exact name we ask: spelling is reconciled once per file, not once per line. */
  readonly rang: (colonne: string) => number;
  readonly nombre: number;
}

// Headers vary between versions of the same file: case, accents, straight or curly apostrophe.
function cle(colonne: string): string {
  return colonne
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[’`´]/g, "'")
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}

function lireEntete(texte: string, separateur: string): Entete {
  const noms = texte.split(separateur);
  // The national files end every line, header included, with one more separator.
  if (noms.at(-1)?.trim() === '') noms.pop();
  const position = new Map<string, number>();
  noms.forEach((nom, rang) => {
    if (!position.has(cle(nom))) position.set(cle(nom), rang);
  });
  const rangs = new Map<string, number>();
  const rang = (colonne: string): number => {
    const connu = rangs.get(colonne) ?? position.get(cle(colonne)) ?? -1;
    rangs.set(colonne, connu);
    return connu;
  };
  return { rang, nombre: noms.length };
}

function manquantes(entete: Entete, colonnes: readonly string[]): string[] {
  return colonnes.filter((colonne) => entete.rang(colonne) < 0);
}

function enumerer(colonnes: readonly string[]): string {
  return colonnes.map((colonne) => `« ${colonne} »`).join(', ');
}

function decouper(texte: string, separateur: string, nombre: number): string[] | string {
  const champs = texte.split(separateur);
  if (champs.length > nombre && champs.at(-1)?.trim() === '') champs.pop();
  if (champs.length === nombre) return champs;
  return `La ligne a ${champs.length} champs au lieu de ${nombre} : un séparateur manque ou est en trop.`;
}

function interpreterLigne<T>(format: FormatTableau<T>, entete: Entete, brute: LigneBrute): LigneLue<T> {
  const rejeter = (motif: string): LigneLue<T> => ({
    genre: 'rejetee',
    ligne: brute.numero,
    anomalie: anomalie(format.fichier, brute.numero, motif, brute.texte),
  });
  if (brute.tronquee) return rejeter('La ligne est démesurément longue : un retour à la ligne manque dans le fichier.');
  const valeurs = decouper(brute.texte, format.separateur, entete.nombre);
  if (typeof valeurs === 'string') return rejeter(valeurs);
  const lu = format.interpreter((colonne) => valeurs[entete.rang(colonne)]?.trim() ?? '');
  if (typeof lu === 'string') return rejeter(lu);
  const reserves = [...lu.reserves];
  if (brute.encodage === 'latin-1') reserves.push('La ligne n’est pas en UTF-8 : elle a été lue en Latin-1.');
  const avertissements: Anomalie[] = reserves.map((motif) =>
    anomalie(format.fichier, brute.numero, motif, brute.texte),
  );
  return { genre: 'lue', ligne: brute.numero, valeur: lu.valeur, avertissements };
}

function jugerEntete<T>(format: FormatTableau<T>, brute: LigneBrute, entete: Entete): LigneLue<T>[] {
  const bloquantes = manquantes(entete, format.obligatoires);
  if (bloquantes.length > 0) {
    const motif = `Le fichier ne peut pas être lu : il manque ${enumerer(bloquantes)} dans sa première ligne.`;
    return [{ genre: 'rejetee', ligne: 1, anomalie: anomalie(format.fichier, 1, motif, brute.texte) }];
  }
  const absentes = manquantes(entete, format.attendues);
  if (absentes.length === 0) return [];
  const motif = `Colonnes absentes, lues comme vides : ${enumerer(absentes)}.`;
  return [{ genre: 'signalee', ligne: 1, anomalie: anomalie(format.fichier, 1, motif) }];
}

/** Streams a separated file by the names of its header. Unknown columns are ignored: newer files append some. */
export async function* lireTableau<T>(flux: Flux, format: FormatTableau<T>): AsyncGenerator<LigneLue<T>> {
  let entete: Entete | undefined;
  for await (const brute of lireLignes(flux)) {
    if (brute.texte.trim() === '') continue;
    if (entete) {
      yield interpreterLigne(format, entete, brute);
      continue;
    }
    entete = lireEntete(brute.texte, format.separateur);
    const jugement = jugerEntete(format, brute, entete);
    yield* jugement;
    if (jugement.some((ligne) => ligne.genre === 'rejetee')) return;
  }
  if (entete) return;
  const vide = anomalie(format.fichier, 1, 'Le fichier est vide : même sa première ligne est absente.');
  yield { genre: 'rejetee', ligne: 1, anomalie: vide };
}

/** Reads a « Code X » / « Libellé X » pair; undefined when the code is empty. */
export function codeLibelle(champs: Champs, code: string, libelle: string): CodeLibelle | undefined {
  const valeur = champs(code);
  return valeur === '' ? undefined : { code: valeur, libelle: champs(libelle) };
}

/** Drops the empty entries, so that an absent value is an absent property and never an empty string. */
export function sansVides<T extends object>(objet: { [K in keyof T]: T[K] | undefined | '' }): T {
  const gardees: Record<string, unknown> = {};
  for (const [cle, valeur] of Object.entries(objet)) if (valeur !== undefined && valeur !== '') gardees[cle] = valeur;
  return gardees as T;
}
