import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Acteur } from '#acces/acteur.ts';
import { reserveA } from '#acces/decision.ts';
import { porteeDe } from '#acces/portee.ts';
import { acteurDe } from '#acces/sessions.ts';
import type { TablesAcces } from '#acces/tables.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import * as contrat from './contract.ts';
import { lise, MARDI, nadia, ouvrirSalle, sophie, T1, T2, type SalleDeTest } from './testing.ts';

let salle: SalleDeTest;
beforeAll(async () => {
  salle = await ouvrirSalle();
  await salle.base.territoire<TablesTerritoire, void>(T1, async (sql) => {
    const elements = [
      { type: 'Patient', id: 'p1', patient: 'p1', famille: 'ADM', auteur: 'compte:lise' },
      { type: 'Task', id: 't1', patient: 'p1', famille: 'COO', auteur: null },
      { type: 'Organization', id: 'o1', patient: null, famille: 'ORG', auteur: null },
    ];
    const commun = { version: 1, le: MARDI, contenu: '{}', lecteurs: ['PractitionerRole/lise'] };
    const reste = { toks: [], refs: [], nom_tri: '', d: null, d_fin: null };
    for (const e of elements)
      await sql
        .insertInto('resource')
        .values({ ...e, ...commun, ...reste })
        .execute();
  });
});
afterAll(() => salle.fermer());
beforeEach(() => salle.remettre());

const elevee = (acteur: Acteur): Acteur => ({ ...acteur, connexion: { moyen: 'psc', elevee: MARDI } });
/** Who a session of Lise makes now. */
const enSession = () =>
  salle.base.commun<TablesAcces, Acteur | undefined>((sql) => acteurDe(sql, 'aff-lise', 's', MARDI));
const noter = (qui: Acteur, partie: object = {}) =>
  salle.faire(qui, contrat.prouverQualite, {
    affectation: 'aff-lise',
    sousCategorie: 'medecin',
    preuve: 'rpps',
    preuveDe: '99700000013',
    ...partie,
  });
const lus = async () => {
  const lecteur = (await enSession()) ?? lise;
  return salle.base.territoire<TablesTerritoire, string[]>(T1, async (sql) => {
    const condition = porteeDe(lecteur, MARDI).condition('resource');
    const lignes = await sql.selectFrom('resource').select('resource.type').where(condition).orderBy('type').execute();
    return lignes.map(({ type }) => type);
  });
};
const changer = (qualite: object) =>
  salle.base.commun<TablesAcces, unknown>((sql) =>
    sql.updateTable('qualite').set(qualite).where('qualite.affectation', '=', 'aff-lise').execute(),
  );
const oublier = () =>
  salle.base.commun<TablesAcces, unknown>((sql) =>
    sql.deleteFrom('qualite').where('qualite.affectation', '=', 'aff-lise').execute(),
  );

test('sans sous-catégorie, ou sans preuve : rien de nominatif, pas même ce qu’on a écrit, et le refus dit ce qui l’ouvre', async () => {
  expect(await lus()).toEqual(['Organization', 'Patient', 'Task']);
  for (const [casser, cause] of [
    [oublier, 'sans_sous_categorie'],
    [() => changer({ sous_categorie: 'bailleur' }), 'sans_sous_categorie'],
    [() => changer({ sous_categorie: 'educateur' }), 'hors_du_role'],
    [() => changer({ preuve: 'attestation', preuve_de: 'x' }), 'sans_preuve'],
  ] as const) {
    await salle.remettre();
    await casser();
    expect((await enSession())?.sansQualite).toBe(cause);
    expect(await lus()).toEqual(['Organization']);
  }
  const decision = reserveA(['medecin'], 'Cet acte')((await enSession()) ?? lise);
  expect(decision).toMatchObject({ permis: false, texte: expect.stringContaining('Territoire › Membres') as string });
});

test('qui invite note la preuve avec une preuve récente que c’est bien soi, et tout s’ouvre ; jamais la sienne', async () => {
  await oublier();
  const vue = await salle.lire(nadia, contrat.vueMembres);
  expect(vue.membres.filter((m) => m.preuveANoter !== undefined).map((m) => m.affectation)).toEqual(['aff-lise']);
  expect((await salle.lire(lise, contrat.vueMembres)).membres.some((m) => m.preuveANoter !== undefined)).toBe(false);
  await expect(noter(nadia)).rejects.toMatchObject({ code: 'cordee.reauthentification' });
  await expect(noter(elevee(lise))).rejects.toMatchObject({ code: 'cordee.interdit' });
  const sienne = { affectation: 'aff-nadia', sousCategorie: 'salarie_esms', preuve: 'attestation', preuveDe: 'DAC' };
  await expect(noter(elevee(nadia), sienne)).rejects.toMatchObject({ code: 'territoire.qualite_de_soi' });
  await expect(noter({ ...elevee(sophie), territoire: T2 })).rejects.toMatchObject({ code: 'cordee.introuvable' });
  expect(await lus()).toEqual(['Organization']);
  await noter(elevee(nadia));
  expect(await lus()).toEqual(['Organization', 'Patient', 'Task']);
  const [gardee] = await salle.base.commun<TablesAcces, object[]>((sql) =>
    sql.selectFrom('qualite').selectAll().where('qualite.affectation', '=', 'aff-lise').execute(),
  );
  expect(gardee).toMatchObject({ preuve: 'rpps', preuve_de: '99700000013', preuve_par: 'compte:nadia' });
});

test.each([
  ['hors de la liste', { sousCategorie: 'bailleur' }],
  ['d’un autre métier', { sousCategorie: 'educateur' }],
  ['sans preuve', { preuve: '' }],
  ['une preuve qui n’en est pas une pour elle', { preuve: 'attestation' }],
  ['« reprise », qui ne se donne pas', { preuve: 'reprise' }],
  ['un numéro trop court', { preuveDe: '123' }],
])('une qualité %s n’est pas notée', async (_titre, partie) => {
  await oublier();
  await expect(noter(elevee(nadia), partie)).rejects.toMatchObject({ code: 'territoire.qualite' });
  expect((await enSession())?.sansQualite).toBe('sans_sous_categorie');
});
