import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { coffreDeTest } from '#lib/coffre/testing.ts';
import { horlogeReglable } from '#lib/horloge.ts';
import { nouvelId } from '#lib/ids.ts';
import { journalMuet } from '#lib/journal.ts';
import { lireCodeTerritoire, ouvrirBase, type Base } from '#lib/sql/connexion.ts';
import { creerTerritoire, urlApplication } from '#lib/sql/migrer.ts';
import { baseDeTest, type BaseDeTest } from '#lib/tests/base.ts';
import { ouvrirLesSalles } from '#modules/index.ts';
import { consulter } from '#socle/executer.ts';
import { juger, ReglageFrein, type Comptes } from '#socle/frein-regle.ts';
import type { Registre } from '#socle/module.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import { verifierTerritoire } from '../verifier/index.ts';
import { acteursDe } from './comptes.ts';
import { chargerDemo, type BilanDemo, type OutilsDemo } from './index.ts';
import { lireSources } from './sources.ts';

const maintenant = new Date('2026-11-24T09:00:00+01:00');
const territoire = lireCodeTerritoire('t0001');
let essai: BaseDeTest;
let base: Base;
let registre: Registre;
let outils: OutilsDemo;
let bilan: BilanDemo;
let suite: BilanDemo | undefined;

beforeAll(async () => {
  essai = await baseDeTest();
  base = ouvrirBase(urlApplication(essai.url));
  registre = ouvrirLesSalles({ horlogeEssai: undefined, profil: 'essai' });
  outils = {
    base,
    urlAdministrateur: essai.url,
    registre,
    nouvelId,
    origine: 'http://localhost',
    coffre: coffreDeTest(),
    maintenant,
    journal: journalMuet,
  };
  bilan = await chargerDemo(outils);
  suite = await bilan.suite?.();
}, 240_000);

afterAll(async () => {
  await base?.fermer();
  await essai?.fermer();
});

const lire = <T>(faire: Parameters<typeof base.territoire<TablesTerritoire, T>>[1]): Promise<T> =>
  base.territoire<TablesTerritoire, T>(territoire, faire, { lecture: true });

test('la démonstration tient toutes les promesses de la maison', async () => {
  const { controles, saine } = await verifierTerritoire(base, territoire, registre);
  expect(controles.filter((c) => c.defauts.length > 0)).toEqual([]);
  expect(saine).toBe(true);
});

test('à la fin de six mois rien n’est dans les limbes : chaque chose ouverte sonnera plus tard, chez quelqu’un', async () => {
  const ouvertes = await lire((sql) =>
    sql
      .selectFrom('main_ouverte')
      .select(['main_ouverte.qui_nom', 'main_ouverte.due_le', 'main_ouverte.etat'])
      .where('main_ouverte.etat', '<>', 'termine')
      .execute(),
  );
  expect(ouvertes.length).toBeGreaterThan(30);
  expect(ouvertes.filter((m) => m.qui_nom === null || m.due_le === null || m.due_le <= maintenant)).toEqual([]);
  const enRetard = ouvertes.filter((m) => m.etat === 'retard').length;
  expect(enRetard).toBeGreaterThanOrEqual(2);
  expect(enRetard).toBeLessThanOrEqual(6);
});

test('le courrier du passé est parti sans que rien ne parte', async () => {
  const etats = await lire((sql) => sql.selectFrom('envoi').select('envoi.etat').distinct().execute());
  expect(etats).toEqual([{ etat: 'parti' }]);
});

test('aucun fait n’est daté de l’avenir, le premier a cinq mois', async () => {
  const { dernier, premier } = await lire((sql) =>
    sql
      .selectFrom('fait')
      .select((eb) => [eb.fn.max('fait.survenu_le').as('dernier'), eb.fn.min('fait.survenu_le').as('premier')])
      .executeTakeFirstOrThrow(),
  );
  expect(dernier.getTime()).toBeLessThanOrEqual(maintenant.getTime());
  expect(maintenant.getTime() - premier.getTime()).toBeGreaterThan(150 * 86_400_000);
});

test('deux Mme Aubry sont connues, et la visite de l’histoire n’est pas encore jouée', async () => {
  const acteur = acteursDe(await lireSources(), territoire).get(
    'PractitionerRole/sit-99700000047-finess-000000018-60-S',
  );
  const vue = registre.vues.get('dossier.rechercherIdentite');
  if (acteur === undefined || vue === undefined) throw new Error('coordinatrice ou vue absente');
  const socle = {
    base,
    horloge: horlogeReglable(maintenant),
    nouvelId,
    origine: 'http://localhost',
    coffre: coffreDeTest(),
  };
  const { candidats } = z
    .object({ candidats: z.array(z.object({ patient: z.string() })) })
    .parse(await consulter(socle, acteur, vue, { nom: 'Aubry', naissance: '1942' }));
  expect(candidats.length).toBeGreaterThanOrEqual(2);
  const ouvertes = await lire((sql) =>
    sql
      .selectFrom('main_ouverte')
      .select('main_ouverte.objet')
      .where(
        'main_ouverte.patient',
        'in',
        candidats.map((c) => c.patient),
      )
      .where('main_ouverte.genre', '=', 'demande')
      .where('main_ouverte.etat', '<>', 'termine')
      .execute(),
  );
  expect(ouvertes).toEqual([]);
});

test('ce que l’on voit d’abord est là avant la suite, et une seconde fois ne recommence rien', async () => {
  expect(bilan).toMatchObject({ deja: false, territoire: 't0001' });
  expect(bilan.personnes).toBeGreaterThanOrEqual(15);
  expect((suite?.personnes ?? 0) + bilan.personnes).toBeGreaterThanOrEqual(50);
  const encore = await chargerDemo(outils);
  expect(encore).toMatchObject({ deja: true });
  expect(encore.suite).toBeUndefined();
});

test('la maison peut ouvrir avant les histoires, qui arrivent ensuite sans rien effacer de ce qu’on y a fait', async () => {
  const autre = await baseDeTest();
  const sienne = ouvrirBase(urlApplication(autre.url));
  const siens = { ...outils, base: sienne, urlAdministrateur: autre.url, histoiresApres: true };
  try {
    expect(await chargerDemo(siens)).toMatchObject({ deja: false, personnes: 0 });
    await sienne.territoire<TablesTerritoire, unknown>(territoire, (sql) =>
      sql.insertInto('reglage').values({ cle: 'essai', valeur: '1', source: 'visiteur', le: maintenant }).execute(),
    );
    const reprise = await chargerDemo(siens);
    expect(reprise).toMatchObject({ deja: true });
    const avant = await sienne.territoire<TablesTerritoire, number>(
      territoire,
      async (sql) => (await sql.selectFrom('reglage').selectAll().execute()).length,
    );
    await chargerDemo({ ...siens, histoiresApres: false });
    const apres = await sienne.territoire<TablesTerritoire, number>(
      territoire,
      async (sql) => (await sql.selectFrom('reglage').selectAll().execute()).length,
    );
    expect(apres).toBe(avant);
  } finally {
    await sienne.fermer();
    await autre.fermer();
  }
}, 180_000);

test('six mois de travail ordinaire, rejoués heure par heure devant le frein, ne retiennent personne', async () => {
  const heures = await base.directement(territoire)<Comptes & { acteur: string }>({
    texte: `select t.acteur, date_trunc('hour', t.le) as heure, count(distinct t.patient)::int as personnes,
        count(distinct t.patient) filter (where t.titre in ('echange', 'hors-equipe', 'regle'))::int as "jamaisSuivies",
        count(*) filter (where t.genre = 'recherche')::int as recherches,
        count(*) filter (where t.genre = 'lecture' and t.patient is not null)::int as ouvertures,
        coalesce(sum(t.nombre) filter (where t.genre in ('recherche', 'export')), 0)::int as resultats
      from trace t where t.acteur like 'compte:%' group by 1, 2`,
    valeurs: [],
  });
  expect(heures.length).toBeGreaterThan(100);
  const reglage = ReglageFrein.parse({});
  expect(heures.filter((h) => juger(h, 'compte', reglage).etat !== 'libre')).toEqual([]);
});

test('une démonstration coupée avant ses histoires les rejoue au démarrage suivant', async () => {
  const autre = await baseDeTest();
  const sienne = ouvrirBase(urlApplication(autre.url));
  const siens = { ...outils, base: sienne, urlAdministrateur: autre.url };
  try {
    const sansActions = { ...registre, actions: new Map() };
    await expect(chargerDemo({ ...siens, registre: sansActions })).rejects.toThrow(/n’existe pas/);
    expect(await chargerDemo({ ...siens, histoiresApres: true })).toMatchObject({ deja: true });
    // Cut even earlier: the directory itself is not whole.
    await sienne.territoire<TablesTerritoire, unknown>(territoire, (sql) => sql.deleteFrom('reglage').execute());
    expect(await chargerDemo({ ...siens, histoiresApres: true })).toMatchObject({ deja: false });
  } finally {
    await sienne.fermer();
    await autre.fermer();
  }
}, 180_000);

test('un territoire qui n’est pas la démonstration n’en reçoit pas une', async () => {
  const autre = await baseDeTest();
  await creerTerritoire(autre.url, { code: 't0001', nom: 'Vrai territoire', profil: 'reel', creeLe: maintenant });
  const sienne = ouvrirBase(urlApplication(autre.url));
  try {
    await expect(chargerDemo({ ...outils, base: sienne, urlAdministrateur: autre.url })).rejects.toThrow(
      /n’est pas la démonstration/,
    );
  } finally {
    await sienne.fermer();
    await autre.fermer();
  }
});
