import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { horlogeReglable } from '#lib/horloge.ts';
import { lireCodeTerritoire, ouvrirBase, type Base } from '#lib/sql/connexion.ts';
import { creerTerritoire, urlApplication } from '#lib/sql/migrer.ts';
import { baseDeTest, type BaseDeTest } from '#lib/tests/base.ts';
import { changerSuspension, inscrireClient } from './depot-clients.ts';
import { donnerJetons, revoquerJeton } from './jetons.ts';
import type { Client } from './modele.ts';
import { ouvrirReconnaissance, type Reconnaissance } from './reconnaissance.ts';
import { unClient, unePaire } from './testing.ts';

const T = lireCodeTerritoire('t0001');
const DEPART = new Date('2026-11-28T10:00:00Z');
const horloge = horlogeReglable(DEPART);
let test1: BaseDeTest;
let base: Base;
let requetes = 0;
let ici: Reconnaissance;
let ailleurs: Reconnaissance;
let client: Client;

beforeAll(async () => {
  test1 = await baseDeTest();
  await creerTerritoire(test1.url, { code: T, nom: 'Essai', profil: 'essai', creeLe: DEPART });
  const vraie = ouvrirBase(urlApplication(test1.url), 4);
  base = {
    ...vraie,
    commun: (faire) => {
      requetes += 1;
      return vraie.commun(faire);
    },
  };
  [ici, ailleurs] = [await ouvrirReconnaissance(base, horloge), await ouvrirReconnaissance(base, horloge)];
  const cles = { keys: [(await unePaire()).publique] };
  client = await unClient(T, { cles, permissions: 'system/Patient.rs' }, { maintenant: DEPART });
  await inscrireClient(base, client);
});
afterAll(async () => {
  await ici.arreter();
  await ailleurs.arreter();
  await base.fermer();
  await test1.fermer();
});

const unJeton = async (): Promise<string> => {
  const octroi = { client: client.id, permissions: 'system/Patient.rs', lignee: 'l' };
  return (await donnerJetons(base, octroi, { renouvelable: false }, horloge.maintenant())).acces;
};
async function compter<R>(faire: () => Promise<R>): Promise<[R, number]> {
  const avant = requetes;
  return [await faire(), requetes - avant];
}

test('mille demandes avec le même jeton ne coûtent qu’une lecture, et donnent le même acteur', async () => {
  const jeton = await unJeton();
  const [acteurs, lectures] = await compter(() =>
    Promise.all(Array.from({ length: 1000 }, () => ici.reconnaitre(jeton))),
  );
  expect(lectures).toBe(1);
  expect(new Set(acteurs).size).toBe(1);
  expect(acteurs[0]).toMatchObject({ id: `client:${client.id}`, territoire: T });
});

test('un jeton est relu toutes les cinq secondes, sans changer d’acteur, et jamais après sa fin', async () => {
  const jeton = await unJeton();
  const acteur = await ici.reconnaitre(jeton);
  horloge.avancer(4_999);
  expect(await compter(() => ici.reconnaitre(jeton))).toEqual([acteur, 0]);
  horloge.avancer(1);
  const [relu, lectures] = await compter(() => ici.reconnaitre(jeton));
  expect(lectures).toBe(1);
  expect(relu).toBe(acteur);
  horloge.avancer(295_000);
  expect(await ici.reconnaitre(jeton)).toBeUndefined();
});

test('un jeton retiré par un processus est oublié par l’autre sans attendre', async () => {
  const [jeton, voisin] = [await unJeton(), await unJeton()];
  for (const porte of [ici, ailleurs]) expect(await porte.reconnaitre(jeton)).toBeDefined();
  await revoquerJeton(base, jeton, client.id, horloge.maintenant());
  for (const porte of [ici, ailleurs]) await expect.poll(() => porte.reconnaitre(jeton)).toBeUndefined();
  expect(await ici.reconnaitre(voisin)).toBeDefined();
});

test('un logiciel suspendu n’entre plus nulle part, même si le message qui le dit se perd', async () => {
  const jeton = await unJeton();
  expect(await ici.reconnaitre(jeton)).toBeDefined();
  const sourde = await ouvrirReconnaissance(
    { ...base, ecouter: () => Promise.resolve({ arreter: () => Promise.resolve() }) },
    horloge,
  );
  expect(await sourde.reconnaitre(jeton)).toBeDefined();
  await changerSuspension(base, client.id, horloge.maintenant());
  await expect.poll(() => ici.reconnaitre(jeton)).toBeUndefined();
  horloge.avancer(5_000);
  expect(await sourde.reconnaitre(jeton)).toBeUndefined();
  await changerSuspension(base, client.id, undefined);
});

test('ce qui n’a pas la forme d’un jeton est refusé sans lire la base', async () => {
  for (const faux of ['', 'x', 'A'.repeat(42), 'A'.repeat(44), `${'A'.repeat(42)}!`, 'A'.repeat(100_000)])
    expect(await compter(() => ici.reconnaitre(faux))).toEqual([undefined, 0]);
});

test('depuis un territoire, on ne lit ni les logiciels ni leurs jetons : ce mur est celui de la base', async () => {
  for (const table of ['client', 'client_jeton', 'client_code', 'client_lancement', 'client_assertion']) {
    const lire = base.territoire(T, (k) => sql`select 1 from ${sql.table(`shared.${table}`)}`.execute(k));
    await expect(lire).rejects.toThrow(`permission denied for table ${table}`);
  }
});
