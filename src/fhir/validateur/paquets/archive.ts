import { gunzipSync } from 'node:zlib';

/** One regular file of an archive. `contenu` is a view on the unpacked bytes, never a copy. */
export interface FichierArchive {
  readonly nom: string;
  readonly contenu: Buffer;
}

/** A .tgz that is not one: the sentence says which rule of the format is broken. */
export class ArchiveIllisible extends Error {
  override readonly name = 'ArchiveIllisible';
}

const BLOC = 512;
const CHAMPS = {
  nom: [0, 100],
  taille: [124, 136],
  somme: [148, 156],
  genre: [156, 157],
  marque: [257, 262],
  prefixe: [345, 500],
} as const;

function texte(entete: Buffer, [debut, fin]: readonly [number, number]): string {
  const brut = entete.subarray(debut, fin);
  const zero = brut.indexOf(0);
  return brut.toString('utf8', 0, zero === -1 ? brut.length : zero);
}

/** Sizes are octal text; beyond 8 GiB they are binary, which no FHIR package needs: refused. */
function octal(entete: Buffer, champ: readonly [number, number]): number {
  const lu = texte(entete, champ).trim();
  if (!/^[0-7]+$/.test(lu)) throw new ArchiveIllisible('un en-tête de l’archive porte un nombre illisible');
  return Number.parseInt(lu, 8);
}

function verifierSomme(entete: Buffer): void {
  const [debut, fin] = CHAMPS.somme;
  let somme = 0;
  for (let i = 0; i < BLOC; i += 1) somme += i >= debut && i < fin ? 0x20 : (entete[i] ?? 0);
  if (somme !== octal(entete, CHAMPS.somme)) throw new ArchiveIllisible('un en-tête de l’archive est abîmé');
}

/** `path` of a pax extended header: records are `longueur clef=valeur\n`, the length counting itself, in bytes. */
function nomPax(contenu: Buffer): string | undefined {
  let nom: string | undefined;
  for (let i = 0; i < contenu.length;) {
    const espace = contenu.indexOf(0x20, i);
    const longueur = Number(contenu.toString('latin1', i, espace));
    if (espace === -1 || !Number.isInteger(longueur) || longueur <= 0)
      throw new ArchiveIllisible('un nom long de l’archive est illisible');
    const paire = contenu.toString('utf8', espace + 1, i + longueur - 1);
    if (paire.startsWith('path=')) nom = paire.slice('path='.length);
    i += longueur;
  }
  return nom;
}

function nomUstar(entete: Buffer): string {
  const nom = texte(entete, CHAMPS.nom);
  const prefixe = texte(entete, CHAMPS.marque) === 'ustar' ? texte(entete, CHAMPS.prefixe) : '';
  return prefixe === '' ? nom : `${prefixe}/${nom}`;
}

/**
 * Regular files of a tar (ustar, with the pax and GNU long names), in the order of the archive. Links and folders are left out.
 * Source: POSIX.1-2017 pax, « ustar Interchange Format ». Throws `ArchiveIllisible`.
 */
export function* lireTar(octets: Buffer): Generator<FichierArchive> {
  let long: string | undefined;
  for (let i = 0; i + BLOC <= octets.length;) {
    const entete = octets.subarray(i, i + BLOC);
    if (entete.every((octet) => octet === 0)) return;
    verifierSomme(entete);
    const taille = octal(entete, CHAMPS.taille);
    const fin = i + BLOC + taille;
    if (fin > octets.length) throw new ArchiveIllisible('l’archive est coupée : sa fin manque');
    const contenu = octets.subarray(i + BLOC, fin);
    const genre = texte(entete, CHAMPS.genre);
    if (genre === 'x') long = nomPax(contenu) ?? long;
    else if (genre === 'L') long = texte(contenu, [0, contenu.length]);
    else if (genre !== 'g') {
      if (genre === '' || genre === '0') yield { nom: long ?? nomUstar(entete), contenu };
      long = undefined;
    }
    i += BLOC + Math.ceil(taille / BLOC) * BLOC;
  }
}

const TAILLE_MIN = 65_536;
const TAILLE_MAX = 64 * 1024 * 1024;

/**
 * Size the archive says it has once unpacked (RFC 1952, ISIZE): asked for at once, the memory is given back at once. Only a hint: a wrong one
 * is within bounds, and unpacking takes the room it needs.
 */
function tailleDepliee(octets: Buffer): number {
  const dite = octets.length < 4 ? 0 : octets.readUInt32LE(octets.length - 4) + 1;
  return Math.min(Math.max(dite, TAILLE_MIN), TAILLE_MAX);
}

/** Same for a gzip'd tar. Throws `ArchiveIllisible` as well when the gzip itself is damaged. */
export function lireTgz(octets: Buffer): FichierArchive[] {
  try {
    return [...lireTar(gunzipSync(octets, { chunkSize: tailleDepliee(octets) }))];
  } catch (erreur) {
    if (erreur instanceof ArchiveIllisible) throw erreur;
    throw new ArchiveIllisible('le fichier n’est pas une archive .tgz entière', { cause: erreur });
  }
}
