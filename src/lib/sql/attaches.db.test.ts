import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { baseDeTest, type BaseDeTest } from '#lib/tests/base.ts';
import { lireCodeTerritoire, ouvrirBase, type Base } from './connexion.ts';
import { creerTerritoire, urlApplication } from './migrer.ts';
import type { Interroger } from './requete.ts';

const UN = lireCodeTerritoire('t0001');
const AUTRE = lireCodeTerritoire('t0002');
const LE = new Date('2026-11-28T09:00:00Z');
const TABLES = ['resource', 'resource_history', 'recherche', 'fait', 'trace', 'main_ouverte', 'envoi', 'lien', 'piece'];

let serveur: BaseDeTest;
let base: Base;
let direct: Interroger;

beforeAll(async () => {
  serveur = await baseDeTest();
  for (const code of [UN, AUTRE])
    await creerTerritoire(serveur.url, { code, nom: `Territoire ${code}`, profil: 'essai', creeLe: LE });
  base = ouvrirBase(urlApplication(serveur.url));
  direct = base.directement(UN);
});
afterAll(async () => {
  await base.fermer();
  await serveur.fermer();
});

const dire = (texte: string, valeurs: readonly unknown[] = []) => direct({ texte, valeurs });
const reglage = (id: string) =>
  dire("insert into reglage (cle, valeur, source, le) values ($1, '1', 'essai', $2)", [id, LE]);
const present = async (id: string) => (await dire('select r.cle from reglage r where r.cle = $1', [id])).length === 1;

describe('Le mur d’un territoire tient sur une connexion attachée', () => {
  test.each(TABLES)('la table %s d’un autre territoire est refusée, en lecture comme en écriture', async (table) => {
    await expect(dire(`select 1 from ${AUTRE}.${table}`)).rejects.toMatchObject({ code: '42501' });
    await expect(dire(`delete from ${AUTRE}.${table}`)).rejects.toMatchObject({ code: '42501' });
  });

  test('ce que les territoires partagent sans le montrer reste fermé', async () => {
    for (const table of ['compte', 'session', 'passkey', 'affectation', 'invitation', 'defi'])
      await expect(dire(`select 1 from shared.${table}`)).rejects.toMatchObject({ code: '42501' });
    await expect(dire("insert into annuaire (type, id) values ('Practitioner', 'x')")).rejects.toMatchObject({
      code: '42501',
    });
  });

  test('l’histoire et la trace ne se récrivent pas', async () => {
    await expect(dire('delete from trace')).rejects.toMatchObject({ code: '42501' });
    await expect(dire('update resource_history set version = 2')).rejects.toMatchObject({ code: '42501' });
  });

  test.each([
    'set role terr_t0002',
    'reset role',
    'set search_path = t0002',
    'discard all',
    'begin',
    ' /**/ reset all',
    'do $$ begin end $$',
    'copy trace to stdout',
  ])('« %s » ne part pas', async (texte) => {
    await expect(dire(texte)).rejects.toThrow('une seule instruction de lecture ou d’écriture');
    await expect(base.ensemble(UN, (interroger) => interroger({ texte, valeurs: [] }))).rejects.toThrow(
      'une seule instruction',
    );
  });

  test('deux instructions ne tiennent pas dans une, et set_config n’est pas permis', async () => {
    await expect(dire('select 1; reset role')).rejects.toMatchObject({ code: '42601' });
    await expect(dire("select set_config('role', 'terr_t0002', false)")).rejects.toMatchObject({ code: '42501' });
  });

  test('chez le serveur lui-même, reset revient au rôle du territoire et le compte nu ne lit rien', async () => {
    const client = new pg.Client({
      connectionString: urlApplication(serveur.url),
      options: '-c role=terr_t0001 -c search_path=t0001,\\ shared,\\ pg_temp',
    });
    await client.connect();
    try {
      const qui = async () => (await client.query<{ qui: string }>('select current_user::text as qui')).rows[0]?.qui;
      await client.query('reset role');
      expect(await qui()).toBe('terr_t0001');
      await client.query('reset all');
      expect(await qui()).toBe('terr_t0001');
      await client.query('set role none');
      await expect(client.query('select 1 from t0001.resource')).rejects.toMatchObject({ code: '42501' });
    } finally {
      await client.end();
    }
  });

  test('des options écrites par l’exploitant dans l’adresse ne défont pas les nôtres', async () => {
    const adresse = new URL(urlApplication(serveur.url));
    adresse.searchParams.set('options', '-c role=terr_t0002 -c search_path=t0002');
    const autre = ouvrirBase(adresse.toString());
    try {
      expect(await autre.directement(UN)({ texte: 'select current_user::text as qui', valeurs: [] })).toEqual([
        { qui: 'terr_t0001' },
      ]);
    } finally {
      await autre.fermer();
    }
  });

  test('un code qui n’est pas celui d’un territoire n’ouvre rien', () => {
    expect(() => base.directement('t0001, shared' as typeof UN)).toThrow('code de territoire invalide');
  });
});

describe('Après une erreur, la connexion est propre', () => {
  test('l’instruction suivante passe, et rien de la fautive n’est resté', async () => {
    await reglage('deja');
    await expect(reglage('deja')).rejects.toMatchObject({ code: '23505' });
    await expect(
      base.ensemble(UN, async (interroger) => {
        await interroger({
          texte: "insert into reglage (cle, valeur, source, le) values ('perdu', '1', 'essai', now())",
          valeurs: [],
        });
        await interroger({ texte: 'select 1 / 0', valeurs: [] });
      }),
    ).rejects.toMatchObject({ code: '22012' });
    expect(await present('perdu')).toBe(false);
    expect(await dire('select 1 as un')).toEqual([{ un: 1 }]);
  });

  test('une erreur avalée au milieu d’une transaction ne laisse pas croire qu’elle est écrite', async () => {
    await expect(
      base.ensemble(UN, async (interroger) => {
        await interroger({
          texte: "insert into reglage (cle, valeur, source, le) values ('avale', '1', 'essai', now())",
          valeurs: [],
        });
        await interroger({ texte: 'select 1 / 0', valeurs: [] }).catch(() => []);
      }),
    ).rejects.toThrow('rien n’a été écrit');
    expect(await present('avale')).toBe(false);
  });

  test('une instruction préparée qui échoue à sa première fois se prépare de nouveau', async () => {
    const requete = { nom: 'essai.table', texte: 'select e.n from essai e', valeurs: [] };
    await expect(direct(requete)).rejects.toMatchObject({ code: '42P01' });
    await expect(direct(requete)).rejects.toMatchObject({ code: '42P01' });
    const administrateur = new pg.Client({ connectionString: serveur.url });
    await administrateur.connect();
    await administrateur.query(
      'create table t0001.essai (n int); insert into t0001.essai values (7); grant select on t0001.essai to terr_t0001',
    );
    expect(await direct(requete)).toEqual([{ n: 7 }]);
    await administrateur.query('alter table t0001.essai add column m int; update t0001.essai set n = 8');
    expect(await direct(requete)).toEqual([{ n: 8 }]);
    await administrateur.query('drop table t0001.essai');
    await administrateur.end();
  });

  test('une connexion coupée par le serveur est remplacée', async () => {
    const administrateur = new pg.Client({ connectionString: serveur.url });
    await administrateur.connect();
    await administrateur.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'cordee_app' and datname = current_database()",
    );
    await administrateur.end();
    const essais = await Promise.allSettled(Array.from({ length: 8 }, () => dire('select 1 as un')));
    expect(essais.some(({ status }) => status === 'fulfilled') || (await dire('select 1 as un')).length === 1).toBe(
      true,
    );
    expect(await dire('select 1 as un')).toEqual([{ un: 1 }]);
  });

  test('une transaction finie ne sert plus', async () => {
    let garde: Interroger | undefined;
    await base.ensemble(UN, async (interroger) => {
      garde = interroger;
    });
    await expect(garde?.({ texte: 'select 1', valeurs: [] })).rejects.toThrow('cette transaction est terminée');
  });
});

describe('Des lectures courtes partagent un voyage', () => {
  const lire = (n: number) =>
    direct<{ n: number }>({ nom: 'essai.courte', texte: 'select 100 / $1::int as n', valeurs: [n], courte: true });

  test('chacune reçoit sa réponse, et seule la fautive échoue', async () => {
    const nombres = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(nombres, async (valeurs) => {
        const reponses = await Promise.allSettled(valeurs.map(lire));
        expect(reponses.map((r) => (r.status === 'fulfilled' ? r.value[0]?.n : 'zero'))).toEqual(
          valeurs.map((n) => (n === 0 ? 'zero' : Math.trunc(100 / n))),
        );
      }),
      { numRuns: 40 },
    );
  });
});

describe('Les valeurs arrivent comme elles sont parties', () => {
  test('textes, tableaux, dates, nombres, octets et absences', async () => {
    const texte = fc.string({ unit: 'grapheme' }).map((t) => t.replaceAll('\u0000', ''));
    const valeurs = fc.record({
      t: texte,
      a: fc.array(fc.option(texte), { maxLength: 5 }),
      d: fc.date({ min: new Date(0), max: new Date('2999-12-31'), noInvalidDate: true }),
      i: fc.integer(),
      b: fc.boolean(),
      o: fc.uint8Array({ maxLength: 20 }),
    });
    await fc.assert(
      fc.asyncProperty(valeurs, async ({ t, a, d, i, b, o }) => {
        const [lue] = await direct({
          nom: 'essai.valeurs',
          texte:
            'select $1::text as t, $2::text[] as a, $3::timestamptz as d, $4::int as i, $5::boolean as b, $6::bytea as o, $7::text as n',
          valeurs: [t, a, d, i, b, Buffer.from(o), null],
        });
        expect(lue).toEqual({ t, a, d, i, b, o: Buffer.from(o), n: null });
      }),
      { numRuns: 60 },
    );
  });
});

describe('Les connexions sont comptées', () => {
  test('au plus quatre par territoire ; un territoire affamé prend la place d’une connexion au repos', async () => {
    const petite = ouvrirBase(urlApplication(serveur.url), 1, { total: 4 });
    try {
      const connexions = (code: typeof UN, n: number) =>
        Promise.all(
          Array.from({ length: n }, () =>
            petite.directement(code)<{ pid: number }>({ texte: 'select pg_backend_pid() as pid', valeurs: [] }),
          ),
        );
      const pids = new Set((await connexions(UN, 40)).flat().map(({ pid }) => pid));
      expect(pids.size).toBeLessThanOrEqual(4);
      const melees = await Promise.all([connexions(UN, 30), connexions(AUTRE, 30)]);
      expect(melees.flat().flat()).toHaveLength(60);
    } finally {
      await petite.fermer();
    }
  });

  test('une transaction sérialisable que le serveur refuse est rejouée', async () => {
    await Promise.all(
      Array.from({ length: 6 }, () =>
        base
          .ensemble(
            UN,
            async (interroger) => {
              const [compte] = await interroger<{ n: number }>({
                texte: "select count(*)::int as n from reglage r where r.source = 'serie'",
                valeurs: [],
              });
              await interroger({
                texte: "insert into reglage (cle, valeur, source, le) values ($1, '1', 'serie', $2)",
                valeurs: [`serie-${compte?.n ?? 0}`, LE],
              });
            },
            { serialisable: true },
          )
          .catch((erreur: unknown) => {
            // Six at once may exceed the number of tries; what is written must stay exact.
            expect(erreur).toMatchObject({ code: expect.stringMatching(/^(40001|23505)$/) });
          }),
      ),
    );
    const cles = (
      await direct<{ cle: string }>({
        texte: "select r.cle from reglage r where r.source = 'serie' order by 1",
        valeurs: [],
      })
    ).map(({ cle }) => cle);
    expect(cles).toEqual(cles.map((_, n) => `serie-${n}`));
    expect(cles.length).toBeGreaterThan(0);
  });
});
