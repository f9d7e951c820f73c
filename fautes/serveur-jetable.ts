import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { demarrerPostgres } from '#lib/postgres-embarque/index.ts';

/** A server of its own, with nothing in it. */
export async function serveurJetable(): Promise<{ readonly url: string; fermer(): Promise<void> }> {
  const dossier = await mkdtemp(path.join(process.getuid?.() === 0 ? '/var/lib' : os.tmpdir(), 'cordee-canaris-'));
  await chmod(dossier, 0o711);
  const postgres = await demarrerPostgres({ dossier, jetable: true, journal: () => undefined });
  return {
    url: postgres.url,
    fermer: async () => {
      await postgres.arreter();
      await rm(dossier, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}
