import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { journalMuet } from '#lib/journal.ts';
import { lireCodeTerritoire, ouvrirBase, type Base } from '#lib/sql/connexion.ts';
import { creerTerritoire, urlApplication } from '#lib/sql/migrer.ts';
import { baseDeTest, type BaseDeTest } from '#lib/tests/base.ts';
import { CoffreFerme } from './chiffrement.ts';
import { cleDuScelle, type Coffre } from './coffre.ts';
import type { Gisement } from './gisements.ts';
import { cleMaitre } from './maitre.ts';
import { ouvrirCoffre, type CoffreOuvert } from './ouvrir.ts';
import { rotationDe, tournerLaCle, type EtapeRotation } from './tourner.ts';

const T = lireCodeTerritoire('t0001');
const maitre = cleMaitre(Buffer.alloc(32, 1));
const NOMBRE = 450;
const gisement: Gisement = {
  domaine: 'territoire',
  table: 'secret_de_test',
  cle: 'id',
  colonne: 'secret',
  forme: 'texte',
  contexte: { prefixe: 'secret_de_test', colonne: 'lieu' },
  aveugle: { colonne: 'aveugle', usage: 'test' },
};
const { aveugle: _sans, ...reste } = gisement;
const enJson: Gisement = { ...reste, colonne: 'enveloppe', forme: 'json' };

let essai: BaseDeTest;
let base: Base;

beforeEach(async () => {
  essai = await baseDeTest();
  await creerTerritoire(essai.url, { code: T, nom: 'Pays', profil: 'essai', creeLe: new Date() });
  const client = new pg.Client({ connectionString: essai.url });
  await client.connect();
  await client.query(
    'create table t0001.secret_de_test (id text primary key, secret text not null, aveugle text not null, lieu text not null, enveloppe jsonb not null)',
  );
  await client.query('grant select, insert, update on t0001.secret_de_test to terr_t0001');
  await client.end();
  base = ouvrirBase(urlApplication(essai.url), 6);
});
afterEach(async () => {
  await base.fermer();
  await essai.fermer();
});

const ouvrir = () => ouvrirCoffre({ base, maitre, territoires: [T], journal: journalMuet });
const sansAttendre = (): Promise<void> => new Promise((suite) => setImmediate(suite));
const outils = (coffre: CoffreOuvert, etape?: (nom: EtapeRotation) => void) => ({
  base,
  maitre,
  coffre,
  gisements: [gisement, enJson],
  attendre: sansAttendre,
  ...(etape === undefined ? {} : { etape }),
});

const valeur = (id: number): string => `matricule ${id}`;

async function ecrire(coffre: Coffre, id: number): Promise<void> {
  const contexte = `secret_de_test/lieu-${id}`;
  await base.directement(T)({
    texte: `insert into secret_de_test values ($1, $2, $3, $4, to_jsonb($5::text))
      on conflict (id) do update set secret = excluded.secret, aveugle = excluded.aveugle, enveloppe = excluded.enveloppe`,
    valeurs: [
      String(id).padStart(6, '0'),
      coffre.sceller(T, valeur(id), contexte),
      coffre.aveugle(T, 'test', valeur(id)),
      `lieu-${id}`,
      coffre.sceller(T, valeur(id), contexte),
    ],
  });
}

interface Ligne {
  readonly secret: string;
  readonly enveloppe: string;
}

/** Finds by the fingerprint, opens both copies: what a screen would do. */
async function relire(coffre: Coffre, id: number): Promise<Ligne | undefined> {
  const [ligne] = await base.directement(T)<Ligne>({
    texte: 'select secret, enveloppe from secret_de_test where aveugle = any($1)',
    valeurs: [`{${coffre.aveugles(T, 'test', valeur(id)).join(',')}}`],
  });
  if (ligne === undefined) return undefined;
  const contexte = `secret_de_test/lieu-${id}`;
  expect(coffre.ouvrir(T, ligne.secret, contexte)).toBe(valeur(id));
  expect(coffre.ouvrir(T, ligne.enveloppe, contexte)).toBe(valeur(id));
  return ligne;
}

async function remplir(coffre: Coffre): Promise<void> {
  for (let id = 0; id < NOMBRE; id += 1) await ecrire(coffre, id);
}

describe('La rotation des clés', () => {
  test('sous la charge : rien ne manque à aucun lecteur, puis l’ancienne clé n’ouvre plus rien', async () => {
    const [maison, autreMaison, commande] = await Promise.all([ouvrir(), ouvrir(), ouvrir()]);
    await remplir(maison);
    const vieux = maison.sceller(T, 'copie gardée', 'ailleurs');
    const charge = { finie: false };
    let lectures = 0;
    let ecritures = 0;
    const lecteur = async (coffre: Coffre, pas: number) => {
      for (let n = pas; !charge.finie; n += pas) {
        expect(await relire(coffre, n % NOMBRE), `valeur ${n % NOMBRE}`).toBeDefined();
        lectures += 1;
      }
    };
    const ecrivain = async (coffre: Coffre) => {
      for (let n = 0; !charge.finie; n += 1) {
        await ecrire(coffre, n % NOMBRE);
        ecritures += 1;
      }
    };
    const travaux = [lecteur(maison, 7), lecteur(autreMaison, 11), ecrivain(maison), ecrivain(autreMaison)];
    const bilan = await tournerLaCle(outils(commande), T);
    charge.finie = true;
    await Promise.all(travaux);
    expect(lectures).toBeGreaterThan(20);
    expect(ecritures).toBeGreaterThan(20);
    await Promise.all([maison.relire(), autreMaison.relire()]);
    for (let id = 0; id < NOMBRE; id += 1) {
      const ligne = await relire(autreMaison, id);
      expect([cleDuScelle(ligne?.secret ?? ''), cleDuScelle(ligne?.enveloppe ?? '')]).toEqual([
        bilan.nouvelle,
        bilan.nouvelle,
      ]);
    }
    for (const coffre of [maison, autreMaison, commande])
      expect(() => coffre.ouvrir(T, vieux, 'ailleurs')).toThrow(CoffreFerme);
    await Promise.all([maison.fermer(), autreMaison.fermer(), commande.fermer()]);
  });

  test.each<[EtapeRotation, number]>([
    ['promue', 1],
    ['entendue', 1],
    ['lot', 1],
    ['lot', 3],
    ['gisement', 1],
    ['gisement', 2],
    ['rescellee', 1],
    ['detruite', 1],
  ])('coupée après « %s » (%i), tout se lit, et la même commande finit le travail', async (ou, fois) => {
    const maison = await ouvrir();
    await remplir(maison);
    let vues = 0;
    const coupure = (nom: EtapeRotation): void => {
      if (nom === ou && (vues += 1) === fois) throw new Error('coupure');
    };
    const premiere = await ouvrir();
    await expect(tournerLaCle(outils(premiere, coupure), T)).rejects.toThrow('coupure');
    await premiere.fermer();
    await maison.relire();
    for (let id = 0; id < NOMBRE; id += 37) expect(await relire(maison, id)).toBeDefined();
    const seconde = await ouvrir();
    const bilan = await tournerLaCle(outils(seconde), T);
    expect(bilan.reprise).toBe(ou !== 'detruite');
    expect(await rotationDe(base, T)).toBeUndefined();
    for (let id = 0; id < NOMBRE; id += 1)
      expect(cleDuScelle((await relire(seconde, id))?.secret ?? '')).toBe(bilan.nouvelle);
    await Promise.all([maison.fermer(), seconde.fermer()]);
  });

  test('attend le programme qui n’a pas encore lu les clés, et n’attend pas celui qui est mort', async () => {
    const commande = await ouvrir();
    const client = new pg.Client({ connectionString: essai.url });
    await client.connect();
    await client.query(
      "insert into shared.cle_lecteur (id, rang, vu_le) values ('mort', 0, now() - interval '2 minutes')",
    );
    await client.query("insert into shared.cle_lecteur (id, rang) values ('lent', 0)");
    let pouls = 0;
    const attendre = async (): Promise<void> => {
      pouls += 1;
      if (pouls % 5 === 0) await client.query("update shared.cle_lecteur set rang = 1000 where id = 'lent'");
    };
    await tournerLaCle({ ...outils(commande), attendre }, T);
    expect(pouls).toBeGreaterThanOrEqual(5);
    await client.end();
    await commande.fermer();
  });
});
