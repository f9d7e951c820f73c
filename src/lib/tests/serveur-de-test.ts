import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demarrerPostgres } from '#lib/postgres-embarque/index.ts';

/** A PostgreSQL for one run of tests; `url` is a superuser address. */
export type ServeurDeTest = { readonly url: string; fermer(): Promise<void> };

/**
 * The server of a run: the one of CORDEE_TEST_PG (superuser address, left as found), else a disposable one started from
 * CORDEE_TEST_PG_BIN (programs of an installed PostgreSQL), else from the programs that come with the project.
 */
export async function demarrerServeurDeTest(env: NodeJS.ProcessEnv = process.env): Promise<ServeurDeTest> {
  const url = env['CORDEE_TEST_PG'];
  if (url !== undefined && url !== '') return { url, fermer: () => Promise.resolve() };
  const dossier = await mkdtemp(join(tmpdir(), 'cordee-test-'));
  await chmod(dossier, 0o711); // started by root, the server runs under another account, which must walk through
  const bin = env['CORDEE_TEST_PG_BIN'];
  const lignes: string[] = [];
  const commun = { dossier, jetable: true, journal: (ligne: string) => lignes.push(ligne) };
  const postgres = await demarrerPostgres(bin === undefined || bin === '' ? commun : { ...commun, bin });
  return {
    url: postgres.url,
    async fermer() {
      await postgres.arreter();
      await rm(dossier, { recursive: true, force: true });
    },
  };
}
