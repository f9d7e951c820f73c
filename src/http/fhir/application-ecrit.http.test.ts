import { afterAll, beforeAll, expect, test } from 'vitest';
import { donnerJetons } from '#acces/clients/jetons.ts';
import { lirePermissions, ecrirePermissions } from '#acces/clients/permissions.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import { TERRITOIRE, unMembre } from '../connexion-testing.ts';
import { ouvrirMaisonEntiere, type MaisonEntiere } from '../oauth/testing-maison-entiere.ts';
import { raccorder, unPatient } from '../oauth/testing.ts';

let maison: MaisonEntiere;
let appli: string;

beforeAll(async () => {
  maison = await ouvrirMaisonEntiere();
  await unMembre(maison.base);
  for (const [id, nom] of [
    ['p1', 'Perrin'],
    ['p2', 'Autre'],
  ] as const)
    await unPatient(maison, { id, nom, membre: 'Practitioner/compte-lise' });
  const logiciel = await raccorder(maison, {
    sansCle: true,
    genre: 'application',
    familles: 'ADM,COO,FIL,MED',
    permissions: 'user/*.cruds patient/*.cruds',
    retours: ['https://appli.invalid/retour'],
  });
  appli = logiciel.client.id;
});
afterAll(async () => {
  await maison[Symbol.asyncDispose]();
});

/** A token of the doctor for the application opened on p1. */
async function jeton(scope: string): Promise<string> {
  const lecture = lirePermissions(scope);
  if (!('lues' in lecture)) throw new Error(lecture.illisible);
  const octroi = {
    client: appli,
    permissions: ecrirePermissions(lecture.lues),
    lignee: scope,
    affectation: 'compte-lise-0',
    patient: 'p1',
  };
  const { acces } = await donnerJetons(
    maison.base,
    octroi,
    { renouvelable: false },
    maison.maison.horlogeReelle.maintenant(),
  );
  return acces;
}

async function ecrire(
  scope: string,
  ressource: { readonly resourceType: string; readonly [element: string]: unknown },
) {
  const reponse = await fetch(`${maison.origine}/fhir/${ressource.resourceType}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await jeton(scope)}`, 'content-type': 'application/fhir+json' },
    body: JSON.stringify(ressource),
  });
  return { statut: reponse.status, texte: await reponse.text() };
}

const aSavoir = (patient: string, famille?: string) => ({
  resourceType: 'Flag',
  status: 'active',
  code: { text: 'Chutes répétées' },
  subject: { reference: `Patient/${patient}` },
  ...(famille === undefined ? {} : { meta: { security: [{ system: 'urn:cordee:famille', code: famille }] } }),
});

test('une écriture permise joue l’action de la salle, au nom de la personne', async () => {
  const { statut, texte } = await ecrire('patient/Flag.crs', aSavoir('p1'));
  expect([statut, texte]).toEqual([201, expect.stringContaining('Chutes répétées')]);
  const faits = await maison.base.territoire<TablesTerritoire, { auteur: string }[]>(TERRITOIRE, (sql) =>
    sql.selectFrom('fait').select('fait.auteur').where('fait.patient', '=', 'p1').execute(),
  );
  expect(faits).toContainEqual({ auteur: 'compte:compte-lise' });
});

test('ouverte sur une personne, elle n’écrit rien d’une autre, que le médecin suit pourtant', async () => {
  for (const reference of ['Patient/p2', `${maison.origine}/fhir/Patient/p2`, '#personne']) {
    const refus = await ecrire('patient/Flag.crs', { ...aSavoir('p1'), subject: { reference } });
    expect([reference, refus.statut >= 400 && refus.statut < 500]).toEqual([reference, true]);
  }
  const refus = await ecrire('patient/Flag.crs', aSavoir('p2'));
  expect([refus.statut, refus.texte]).toEqual([403, expect.stringContaining('rien d’une autre')]);
  expect((await ecrire('user/Flag.crs', aSavoir('p2'))).statut).toBe(201);
});

test('elle n’écrit ni un type, ni une famille qui ne lui sont pas accordés', async () => {
  expect((await ecrire('patient/Flag.rs', aSavoir('p1'))).statut).toBe(403);
  const social = await ecrire('patient/Flag.crs', aSavoir('p1', 'SOC'));
  expect([social.statut, social.texte]).toEqual([403, expect.stringContaining('famille d’information')]);
});
