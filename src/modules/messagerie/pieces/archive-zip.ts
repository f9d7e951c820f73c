import { crc32, inflateRawSync } from 'node:zlib';

/** One file an archive holds. `rang`: its place among the files, folders left out. */
export interface EntreeZip {
  readonly rang: number;
  /** Path as the archive writes it, already judged: relative, without `..`. */
  readonly nom: string;
  /** Octets once unpacked. */
  readonly taille: number;
  readonly chiffree: boolean;
  readonly comprimee: number;
  readonly methode: number;
  readonly somme: number;
  readonly place: number;
}

/** An archive we do not open: the sentence is for whoever received it. */
export class ArchiveRefusee extends Error {
  override readonly name = 'ArchiveRefusee';
}

/** What one archive may hold. Unpacked at most what a mail may weigh four times over; a text rarely shrinks a hundred times. [P] */
export const BORNES_ZIP = { entrees: 1000, deplie: 100_000_000, parEntree: 30_000_000, rapport: 200 } as const;

const SIGNATURES = { fin: 0x06_05_4b_50, centrale: 0x02_01_4b_50, locale: 0x04_03_4b_50 } as const;
const FIN = 22;
const CENTRALE = 46;
const LOCALE = 30;
const RANGEE = 0;
const DEGONFLEE = 8;
const DOSSIER_UNIX = 0o040_000;
const LIEN_UNIX = 0o120_000;

const abimee = (): ArchiveRefusee =>
  new ArchiveRefusee('Cette archive est abîmée : demandez à l’expéditeur de la renvoyer.');
const piegee = (): ArchiveRefusee =>
  new ArchiveRefusee('Cette archive est construite d’une façon dangereuse : elle n’est pas ouverte.');
const tropGrosse = (): ArchiveRefusee =>
  new ArchiveRefusee(
    'Cette archive est trop grosse une fois ouverte. Demandez à l’expéditeur d’envoyer les documents un par un.',
  );

/**
 * Files of a zip, by its central directory. Bounds: number, unpacked size of each and of all, ratio; refused: a path that leaves the folder,
 * two files on the same octets, several volumes, zip64, links. An encrypted file is listed, never opened. Nothing is unpacked here.
 * Source: APPNOTE 6.3.10, §4.3. Throws `ArchiveRefusee`.
 */
export function lireZip(octets: Buffer): readonly EntreeZip[] {
  const { nombre, debut, taille } = finDuRepertoire(octets);
  if (nombre > BORNES_ZIP.entrees) throw tropGrosse();
  const entrees: EntreeZip[] = [];
  const noms = new Set<string>();
  let i = debut;
  for (let vue = 0; vue < nombre; vue += 1) {
    if (i + CENTRALE > debut + taille || octets.readUInt32LE(i) !== SIGNATURES.centrale) throw abimee();
    const longueurs = [28, 30, 32].map((place) => octets.readUInt16LE(i + place));
    const suite = i + CENTRALE + longueurs.reduce((somme, l) => somme + l, 0);
    if (suite > debut + taille) throw abimee();
    const nom = nomDe(octets, i, longueurs[0] ?? 0);
    const genre = (octets.readUInt32LE(i + 38) >>> 16) & 0o170_000;
    if (genre === LIEN_UNIX) throw piegee();
    if (noms.has(nom)) throw piegee();
    noms.add(nom);
    if (!nom.endsWith('/') && genre !== DOSSIER_UNIX) entrees.push(entreeA(octets, i, nom, entrees.length));
    i = suite;
  }
  exigerMesure(entrees, octets.length);
  exigerSansChevauchement(octets, entrees, debut);
  return entrees;
}

function finDuRepertoire(octets: Buffer): { nombre: number; debut: number; taille: number } {
  const plusLoin = Math.max(0, octets.length - FIN - 0xff_ff);
  for (let i = octets.length - FIN; i >= plusLoin; i -= 1) {
    if (octets.readUInt32LE(i) !== SIGNATURES.fin) continue;
    const nombre = octets.readUInt16LE(i + 10);
    const taille = octets.readUInt32LE(i + 12);
    const debut = octets.readUInt32LE(i + 16);
    const unSeulVolume = octets.readUInt16LE(i + 4) === 0 && octets.readUInt16LE(i + 8) === nombre;
    // 0xffff and 0xffffffff announce a zip64, which nothing that fits in a mail needs.
    if (!unSeulVolume || nombre === 0xff_ff || debut + taille > i) throw abimee();
    return { nombre, debut, taille };
  }
  throw abimee();
}

function entreeA(octets: Buffer, i: number, nom: string, rang: number): EntreeZip {
  return {
    rang,
    nom,
    chiffree: (octets.readUInt16LE(i + 8) & 1) === 1,
    methode: octets.readUInt16LE(i + 10),
    somme: octets.readUInt32LE(i + 16),
    comprimee: octets.readUInt32LE(i + 20),
    taille: octets.readUInt32LE(i + 24),
    place: octets.readUInt32LE(i + 42),
  };
}

/** UTF-8 when the archive says so or when it reads as such; else the letters of old Windows. Control and bidi characters are dropped. */
function nomDe(octets: Buffer, i: number, longueur: number): string {
  const brut = octets.subarray(i + CENTRALE, i + CENTRALE + longueur);
  const lu = decoder(brut).replaceAll('\\', '/');
  if (lu === '' || lu.length > 500 || lu.includes('\0')) throw piegee();
  if (lu.startsWith('/') || /^[A-Za-z]:/.test(lu) || lu.split('/').some((partie) => partie === '..')) throw piegee();
  return lu.replaceAll(/[\p{Cc}\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, '');
}

function decoder(brut: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(brut);
  } catch {
    return new TextDecoder('windows-1252').decode(brut);
  }
}

function exigerMesure(entrees: readonly EntreeZip[], archive: number): void {
  const deplie = entrees.reduce((somme, { taille }) => somme + taille, 0);
  const trop = entrees.some(
    ({ taille, comprimee }) =>
      taille > BORNES_ZIP.parEntree || (taille > 1_000_000 && taille > comprimee * BORNES_ZIP.rapport),
  );
  if (trop || deplie > BORNES_ZIP.deplie || (deplie > 1_000_000 && deplie > archive * BORNES_ZIP.rapport))
    throw tropGrosse();
}

/** The same octets told as a thousand files: a bomb that no ratio shows. */
function exigerSansChevauchement(octets: Buffer, entrees: readonly EntreeZip[], finDesDonnees: number): void {
  let libre = 0;
  for (const entree of entrees.toSorted((a, b) => a.place - b.place)) {
    if (entree.place + LOCALE > finDesDonnees || octets.readUInt32LE(entree.place) !== SIGNATURES.locale)
      throw abimee();
    if (entree.place < libre) throw piegee();
    libre = debutDesDonnees(octets, entree) + entree.comprimee;
    if (libre > finDesDonnees) throw abimee();
  }
}

const debutDesDonnees = (octets: Buffer, { place }: EntreeZip): number =>
  place + LOCALE + octets.readUInt16LE(place + 26) + octets.readUInt16LE(place + 28);

/** Octets of one file, checked against the size and the sum the archive announces. Throws `ArchiveRefusee`. */
export function ouvrirEntree(octets: Buffer, entree: EntreeZip): Buffer {
  if (entree.chiffree)
    throw new ArchiveRefusee(
      'Ce document est protégé par un mot de passe. Téléchargez l’archive et ouvrez-la avec lui.',
    );
  const debut = debutDesDonnees(octets, entree);
  const brut = octets.subarray(debut, debut + entree.comprimee);
  const contenu = deplier(brut, entree);
  if (contenu.length !== entree.taille || crc32(contenu) !== entree.somme) throw abimee();
  return contenu;
}

function deplier(brut: Buffer, { methode, taille }: EntreeZip): Buffer {
  if (methode === RANGEE) return brut;
  if (methode !== DEGONFLEE)
    throw new ArchiveRefusee('Ce document est rangé d’une façon que Cordée ne lit pas. Téléchargez l’archive.');
  try {
    return inflateRawSync(brut, { maxOutputLength: Math.max(1, taille) });
  } catch (cause) {
    throw new ArchiveRefusee('Cette archive est abîmée : demandez à l’expéditeur de la renvoyer.', { cause });
  }
}
