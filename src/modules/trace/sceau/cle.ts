import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** What signs the roots. The private half is in a file outside the database, readable by its owner alone. */
export interface CleDeSceau {
  readonly id: string;
  /** SPKI in PEM: what an auditor is given. */
  readonly publique: string;
  signer(texte: string): Buffer;
}

/** Opens the key, or makes it when the file does not exist yet; its public half is written beside (`.pub`). */
export async function ouvrirCleDeSceau(fichier: string): Promise<CleDeSceau> {
  const privee = createPrivateKey((await lire(fichier)) ?? (await creer(fichier)));
  if (privee.asymmetricKeyType !== 'ed25519')
    throw new Error(
      `La clé de sceau ${fichier} n’est pas une clé Ed25519. Donnez-en une autre, ou retirez le fichier.`,
    );
  return cleDe(privee);
}

/** A key in memory, for tests and benches. */
export function cleEphemere(): CleDeSceau {
  return cleDe(generateKeyPairSync('ed25519').privateKey);
}

function cleDe(privee: KeyObject): CleDeSceau {
  const publique = createPublicKey(privee);
  const der = publique.export({ type: 'spki', format: 'der' });
  return {
    id: createHash('sha256').update(der).digest('hex').slice(0, 16),
    publique: publique.export({ type: 'spki', format: 'pem' }).toString(),
    signer: (texte) => sign(null, Buffer.from(texte, 'utf8'), privee),
  };
}

async function lire(fichier: string): Promise<string | undefined> {
  try {
    return await readFile(fichier, 'utf8');
  } catch (erreur) {
    if (erreur instanceof Error && 'code' in erreur && erreur.code === 'ENOENT') return undefined;
    throw erreur;
  }
}

async function creer(fichier: string): Promise<string> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  await mkdir(path.dirname(fichier), { recursive: true, mode: 0o700 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  await writeFile(fichier, pem, { flag: 'wx', mode: 0o600 });
  await writeFile(`${fichier}.pub`, publicKey.export({ type: 'spki', format: 'pem' }).toString(), { mode: 0o644 });
  return pem;
}
