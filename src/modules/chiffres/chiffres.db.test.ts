import { afterAll, beforeAll, expect, test } from 'vitest';
import { unActeur } from '#modules/cercle/testing.ts';
import { maisonDeTest, nadia, TERRITOIRE, type MaisonDeTest } from '#modules/dossier/testing.ts';
import { moduleChiffres } from './index.ts';

interface Tableau {
  readonly total?: number;
  readonly somme?: number;
  readonly cellules: readonly { cle: string; libelle: string; personnes?: number }[];
}

let maison: MaisonDeTest;
const etienne = unActeur('lecteur_ars', 'PractitionerRole/etienne', { nom: 'Étienne Vasseur' });
const lire = (entree: object, qui = etienne) => maison.voir<Tableau>(qui, 'chiffres.tableau', entree);

/** So many persons first sent to this service in the summer; each has started when `commencee`. */
async function orienter(
  service: string,
  nombre: number,
  commencee = false,
  le = '2026-08-10T09:00:00Z',
): Promise<void> {
  await maison.socle.base.directement(TERRITOIRE)({
    texte: `insert into fait (id, nom, objet, patient, donnees, famille, lecteurs, auteur, auteur_nom, survenu_le, saisi_le)
      select gen_random_uuid()::text, n.nom, 'Task/' || $1 || $5 || i, 'p-' || $1 || $5 || i,
             jsonb_build_object('serviceRef', $1::text, 'service', 'Service ' || $1), 'FIL', '{}', 'essai', 'Essai', $3::timestamptz, $3::timestamptz
      from generate_series(1, $2::int) i, unnest(case when $4::boolean then array['OrientationEnvoyee.v1', 'OrientationCommencee.v1'] else array['OrientationEnvoyee.v1'] end) n(nom)`,
    valeurs: [service, nombre, le, commencee, le],
  });
}

beforeAll(async () => {
  maison = await maisonDeTest({ salles: [moduleChiffres] });
  await orienter('a', 40, true);
  await orienter('b', 12);
  await orienter('c', 3);
  await orienter('d', 25);
  await orienter('a', 15, false, '2026-05-10T09:00:00Z');
});
afterAll(() => maison.fermer());

test('un petit nombre se tait, un autre se tait avec lui, et aucune différence de filtres ne le rend', async () => {
  const lu = await lire({});
  expect(lu.total).toBe(80);
  expect(Object.fromEntries(lu.cellules.map(({ cle, personnes }) => [cle, personnes]))).toEqual({
    a: 40,
    b: undefined,
    c: undefined,
    d: 25,
  });
  const sommes = async (...parmi: string[]) => (await lire({ parmi })).somme;
  expect([await sommes('a'), await sommes('a', 'd'), await sommes('b', 'c'), await sommes('a', 'b', 'c', 'd')]).toEqual(
    [40, 65, 15, 80],
  );
  expect([await sommes('c'), await sommes('a', 'c'), await sommes('a', 'b', 'd')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test('un trimestre fini se lit à part, sans période à la main ; celui qui court ne se lit pas', async () => {
  expect(await lire({ trimestre: '2026-T2' })).toMatchObject({ total: 15, cellules: [{ cle: 'a', personnes: 15 }] });
  await expect(lire({ trimestre: '2026-T4' })).rejects.toThrow('cordee.introuvable');
});

test('par suite donnée : comptées une fois, telles qu’au dernier jour du trimestre', async () => {
  const { total, cellules } = await lire({ par: 'suite' });
  expect([total, cellules]).toEqual([
    80,
    [
      { cle: 'commencee', libelle: 'A commencé' },
      { cle: 'refusee', libelle: 'Refusée' },
      { cle: 'attente', libelle: 'Ni commencée ni refusée' },
    ],
  ]);
});

test('un territoire peut se taire davantage ; qui soigne n’a pas ces chiffres-là', async () => {
  await maison.socle.base.directement(TERRITOIRE)({
    texte: "insert into reglage (cle, valeur, source, le) values ('chiffres', '{\"seuil\": 30}', 'essai', now())",
    valeurs: [],
  });
  expect((await lire({})).cellules.map(({ personnes }) => personnes)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  await expect(lire({}, nadia)).rejects.toThrow('cordee.interdit');
});
