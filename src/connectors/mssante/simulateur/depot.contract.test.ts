import { spawn } from 'node:child_process';
import { appendFileSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { depotEnMemoire, type DepotSimule } from './depot.ts';
import { depotEnFichiers } from './depot-fichiers.ts';

const LE = new Date('2026-11-23T09:30:00.000Z');
const BOITE = 'a@b.invalid';
const texte = (octets: Uint8Array | undefined) => (octets === undefined ? undefined : Buffer.from(octets).toString());

let racine: string;
let serie = 0;

beforeAll(() => {
  racine = mkdtempSync(join(tmpdir(), 'cordee-depot-'));
});

afterAll(() => rmSync(racine, { recursive: true, force: true }));

function dossierNeuf(): string {
  serie += 1;
  return join(racine, String(serie));
}

const DEPOTS: readonly (readonly [string, () => DepotSimule])[] = [
  ['en mémoire', depotEnMemoire],
  ['en fichiers', () => depotEnFichiers(dossierNeuf())],
];

describe.each(DEPOTS)('dépôt %s', (_nom, neuf) => {
  test('les messages sont numérotés dans l’ordre d’arrivée, même déposés ensemble', async () => {
    const depot = neuf();
    const uids = await Promise.all(['un', 'deux', 'trois'].map((un) => depot.deposer(BOITE, Buffer.from(un), LE)));
    expect(uids).toEqual([1, 2, 3]);
    expect(await Promise.all(uids.map(async (uid) => texte(await depot.lire(BOITE, uid))))).toEqual([
      'un',
      'deux',
      'trois',
    ]);
    expect(await depot.adresses()).toEqual([BOITE]);
  });

  test('un message supprimé n’est plus lisible, et son numéro ne ressert jamais', async () => {
    const depot = neuf();
    await depot.deposer(BOITE, Buffer.from('un'), LE);
    await depot.supprimer(BOITE, 1);
    expect(await depot.lire(BOITE, 1)).toBeUndefined();
    expect(await depot.deposer(BOITE, Buffer.from('deux'), LE)).toBe(2);
  });

  test('renuméroter change l’UIDVALIDITY et garde l’ordre et le contenu', async () => {
    const depot = neuf();
    for (const un of ['un', 'deux', 'trois']) {
      await depot.deposer(BOITE, Buffer.from(un), LE);
    }
    await depot.supprimer(BOITE, 2);
    const avant = await depot.etat(BOITE);
    await depot.renumeroter(BOITE);
    const apres = await depot.etat(BOITE);
    expect(apres.uidvalidity).not.toBe(avant.uidvalidity);
    expect(await Promise.all(apres.entrees.map(async ({ uid }) => texte(await depot.lire(BOITE, uid))))).toEqual([
      'un',
      'trois',
    ]);
    expect(apres.uidSuivant).toBeGreaterThan(apres.entrees.at(-1)?.uid ?? 0);
  });
});

describe('dépôt en fichiers', () => {
  test('rouvrir le dossier rend exactement le même état, quelles que soient les opérations', async () => {
    const operation = fc.oneof(
      fc.record({ faire: fc.constant('deposer' as const), texte: fc.string({ maxLength: 20 }) }),
      fc.record({ faire: fc.constant('marquer' as const), uid: fc.integer({ min: 1, max: 6 }) }),
      fc.record({ faire: fc.constant('supprimer' as const), uid: fc.integer({ min: 1, max: 6 }) }),
      fc.record({ faire: fc.constant('renumeroter' as const) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { maxLength: 12 }), async (operations) => {
        const dossier = dossierNeuf();
        const depot = depotEnFichiers(dossier);
        for (const une of operations) {
          const present = une.faire !== 'deposer' && 'uid' in une && (await depot.lire(BOITE, une.uid)) !== undefined;
          if (une.faire === 'deposer') {
            await depot.deposer(BOITE, Buffer.from(une.texte), LE);
          } else if (une.faire === 'renumeroter') {
            await depot.renumeroter(BOITE);
          } else if (present) {
            await (une.faire === 'supprimer'
              ? depot.supprimer(BOITE, une.uid)
              : depot.marquer(BOITE, une.uid, [String.raw`\Seen`]));
          }
        }
        const avant = await depot.etat(BOITE);
        const textes = await Promise.all(avant.entrees.map(async ({ uid }) => texte(await depot.lire(BOITE, uid))));
        await depot.fermer();
        const rouvert = depotEnFichiers(dossier);
        expect(await rouvert.etat(BOITE)).toEqual(avant);
        expect(await Promise.all(avant.entrees.map(async ({ uid }) => texte(await rouvert.lire(BOITE, uid))))).toEqual(
          textes,
        );
      }),
      { numRuns: 25 },
    );
  });

  test('une dernière ligne de journal déchirée et des restes d’écriture sont sans effet', async () => {
    const dossier = dossierNeuf();
    await depotEnFichiers(dossier).deposer(BOITE, Buffer.from('un'), LE);
    const boite = join(dossier, encodeURIComponent(BOITE));
    appendFileSync(join(boite, 'index.jsonl'), '{"fait":"depot","uid":2,"tai');
    writeFileSync(join(boite, '2.eml.partiel'), 'déchiré');
    const rouvert = depotEnFichiers(dossier);
    expect((await rouvert.etat(BOITE)).entrees.map((une) => une.uid)).toEqual([1]);
    expect(readdirSync(boite).toSorted()).toEqual(['1.eml', 'index.jsonl']);
    expect(await rouvert.deposer(BOITE, Buffer.from('deux'), LE)).toBe(2);
  });

  test('un message entier que l’arrêt a laissé hors du journal est repris', async () => {
    const dossier = dossierNeuf();
    await depotEnFichiers(dossier).deposer(BOITE, Buffer.from('un'), LE);
    writeFileSync(join(dossier, encodeURIComponent(BOITE), '2.eml'), 'deux');
    const rouvert = depotEnFichiers(dossier);
    expect(texte(await rouvert.lire(BOITE, 2))).toBe('deux');
  });

  test('un arrêt au milieu d’une renumérotation ne perd aucun message et n’en invente pas', async () => {
    const dossier = dossierNeuf();
    const depot = depotEnFichiers(dossier);
    for (const un of ['un', 'deux']) {
      await depot.deposer(BOITE, Buffer.from(un), LE);
    }
    renameSync(join(dossier, encodeURIComponent(BOITE), '1.eml'), join(dossier, encodeURIComponent(BOITE), '3.eml'));
    const rouvert = depotEnFichiers(dossier);
    const { entrees } = await rouvert.etat(BOITE);
    const textes = await Promise.all(entrees.map(async ({ uid }) => texte(await rouvert.lire(BOITE, uid))));
    expect(new Set(textes)).toEqual(new Set(['un', 'deux']));
    expect(textes).toHaveLength(2);
  });

  test('tué net pendant qu’il écrit, il garde tout ce qu’il avait acquitté, entier', { timeout: 60_000 }, async () => {
    const dossier = dossierNeuf();
    const module = new URL('depot-fichiers.ts', import.meta.url).href;
    const programme = `
      const { depotEnFichiers } = await import(${JSON.stringify(module)});
      const depot = depotEnFichiers(${JSON.stringify(dossier)});
      for (let rang = 1; ; rang += 1) {
        const uid = await depot.deposer(${JSON.stringify(BOITE)}, Buffer.from(String(rang).repeat(2000)), new Date());
        process.stdout.write(uid + ' ' + rang + '\\n');
      }`;
    const acquittes = new Map<number, string>();
    for (let tour = 1; tour <= 5; tour += 1) {
      const enfant = spawn(process.execPath, ['--input-type=module', '-e', programme], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const mort = new Promise((fini) => enfant.once('exit', fini));
      let lignes = 0;
      for await (const ligne of createInterface({ input: enfant.stdout })) {
        const [uid = '', rang = ''] = ligne.split(' ');
        acquittes.set(Number(uid), rang.repeat(2000));
        lignes += 1;
        if (lignes === 10 + tour * 7) {
          enfant.kill('SIGKILL');
        }
      }
      await mort;
    }
    const rouvert = depotEnFichiers(dossier);
    const { entrees } = await rouvert.etat(BOITE);
    const presents = new Map(
      await Promise.all(entrees.map(async ({ uid }) => [uid, texte(await rouvert.lire(BOITE, uid)) ?? ''] as const)),
    );
    expect([...acquittes].filter(([uid, contenu]) => presents.get(uid) !== contenu)).toEqual([]);
    expect(
      [...presents.values()].every((contenu) => contenu === contenu.slice(0, contenu.length / 2000).repeat(2000)),
    ).toBe(true);
    // Au plus un message non acquitté par arrêt : celui en cours d'écriture.
    expect(entrees.length - acquittes.size).toBeLessThanOrEqual(5);
  });
});
