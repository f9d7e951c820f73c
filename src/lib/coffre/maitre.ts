import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { chiffrer, CoffreFerme, dechiffrer, deriver, TAILLE_CLE } from './chiffrement.ts';

/** The key that wraps the others. It lives outside the database: whoever has one of the two has nothing. */
export interface CleMaitre {
  /** Says which one it is, without saying it. */
  readonly id: string;
  envelopper(cle: Uint8Array, place: string): string;
  developper(enveloppe: string, place: string): Buffer;
}

export function cleMaitre(octets: Uint8Array): CleMaitre {
  if (octets.length !== TAILLE_CLE) throw new CoffreFerme(`une clé maître a ${TAILLE_CLE} octets`);
  const enveloppe = deriver(octets, 'enveloppe');
  return {
    id: deriver(octets, 'nom').toString('hex').slice(0, 12),
    envelopper: (cle, place) => chiffrer(enveloppe, cle, place).toString('base64url'),
    developper: (texte, place) => dechiffrer(enveloppe, Buffer.from(texte, 'base64url'), place),
  };
}

/** 32 octets written in base64 or base64url; undefined for anything else. */
export function lireClefEnBase64(texte: string): Buffer | undefined {
  const net = texte.trim();
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(net)) return undefined;
  const octets = Buffer.from(net, 'base64');
  return octets.length === TAILLE_CLE ? octets : undefined;
}

/** Reads the key of a file: 32 octets in base64, readable by its owner alone. The reason of a refusal is for an operator. */
export async function lireFichierDeCle(fichier: string): Promise<Buffer> {
  const { mode } = await stat(fichier);
  if (process.platform !== 'win32' && (mode & 0o077) !== 0)
    throw new CoffreFerme(
      `La clé maître ${fichier} est lisible par d’autres comptes. Fermez-la : chmod 600 ${fichier}`,
    );
  const octets = lireClefEnBase64(await readFile(fichier, 'utf8'));
  if (octets === undefined)
    throw new CoffreFerme(
      `La clé maître ${fichier} n’a pas la forme attendue : 32 octets en base64. Une neuve : npm run cordee -- cles maitre FICHIER`,
    );
  return octets;
}

/** Writes a new key, readable by its owner alone; refuses to write over a file. */
export async function creerFichierDeCle(fichier: string): Promise<Buffer> {
  const octets = randomBytes(TAILLE_CLE);
  await mkdir(path.dirname(fichier), { recursive: true });
  await writeFile(fichier, `${octets.toString('base64')}\n`, { flag: 'wx', mode: 0o600 });
  await chmod(fichier, 0o600);
  return octets;
}

/** The trial makes its own in its data folder, so that nothing has to be configured. */
export async function cleDeLEssai(dossier: string): Promise<CleMaitre> {
  const fichier = path.join(dossier, 'cle-maitre');
  try {
    return cleMaitre(await lireFichierDeCle(fichier));
  } catch (erreur) {
    if (!(erreur instanceof Error && 'code' in erreur && erreur.code === 'ENOENT')) throw erreur;
    return cleMaitre(await creerFichierDeCle(fichier));
  }
}
