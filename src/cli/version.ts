import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

const Paquet = z.object({ version: z.string() });

export async function versionDeCordee(): Promise<string> {
  const texte = await readFile(path.resolve(import.meta.dirname, '../../package.json'), 'utf8');
  return Paquet.parse(JSON.parse(texte)).version;
}
