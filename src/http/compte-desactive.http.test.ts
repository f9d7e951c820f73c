import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ouvrirSession } from '#acces/sessions.ts';
import type { TablesAcces } from '#acces/tables.ts';
import { unMembre } from './connexion-testing.ts';
import { ouvrirPorteDeTest, type PorteDeTest } from './fhir/testing.ts';

/** Two servers of one house, each in its process, that share nothing but the base (AUTH-04). */
let porte: PorteDeTest;
const serveurs: ChildProcess[] = [];
let origines: readonly string[];

beforeAll(async () => {
  porte = await ouvrirPorteDeTest();
  serveurs.push(
    ...[0, 1].map(() => fork(path.join(import.meta.dirname, 'autre-processus.testing.ts'), [porte.adresseDeLaBase])),
  );
  const ports = await Promise.all(serveurs.map(async (s) => ((await once(s, 'message')) as [number])[0]));
  origines = ports.map((port) => `http://127.0.0.1:${port}`);
}, 120_000);
afterAll(async () => {
  for (const serveur of serveurs) {
    serveur.disconnect();
    if (serveur.exitCode === null) await once(serveur, 'exit');
  }
  await porte[Symbol.asyncDispose]();
});

const unCompte = async (id: string) => {
  const compte = await unMembre(porte.base, { id, idnps: null, affectations: [{ role: 'infirmier' }] });
  const entree = { compte, affectation: `${compte}-0`, moyen: 'passkey' } as const;
  const secret = await ouvrirSession(porte.base, entree, new Date());
  return { cookie: `cordee_essai=${secret}`, 'x-cordee': '1', 'content-type': 'application/json' };
};
const moi = async (origine: string, headers: Record<string, string>): Promise<number> =>
  (await fetch(`${origine}/api/session/moi`, { method: 'POST', headers, body: '{}' })).status;

/** Reads a stream to its end; `quand` is done once, when it is ready. */
async function suivre(origine: string, headers: Record<string, string>, pret: () => void): Promise<string> {
  const flux = await fetch(`${origine}/evenements`, { headers });
  let recu = '';
  for await (const morceau of flux.body ?? []) {
    recu += new TextDecoder().decode(morceau);
    if (recu.includes('event: pret')) pret();
  }
  return recu;
}

test('un compte désactivé ferme ses sessions et ses écrans dans tous les serveurs de la maison, et celles-là seulement', async () => {
  const [partie, autre] = [await unCompte('partie'), await unCompte('restee')];
  const statuts = (qui: Record<string, string>) => Promise.all(origines.map((origine) => moi(origine, qui)));
  expect(await statuts(partie)).toEqual([200, 200]);
  const prets = origines.map(() => Promise.withResolvers<void>());
  const ecrans = origines.map((origine, n) => suivre(origine, partie, () => prets[n]?.resolve()));
  await Promise.all(prets.map(({ promise }) => promise));
  await porte.base.commun<TablesAcces, unknown>((sql) =>
    sql.updateTable('compte').set({ etat: 'suspendu' }).where('compte.id', '=', 'partie').execute(),
  );
  expect(await statuts(partie)).toEqual([401, 401]);
  // Told by the base, not found at the next heartbeat: none came.
  for (const recu of await Promise.all(ecrans)) {
    expect(recu).toContain('event: fin');
    expect(recu).not.toContain('event: battement');
  }
  expect(await statuts(autre)).toEqual([200, 200]);
});
