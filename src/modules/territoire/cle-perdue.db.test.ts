import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Acteur } from '#acces/acteur.ts';
import { empreinteDe } from '#acces/passkey/invitation.ts';
import { lireSession, ouvrirSession } from '#acces/sessions.ts';
import type { TablesAcces } from '#acces/tables.ts';
import { nouveauSecret } from '#lib/ids.ts';
import * as contrat from './contract.ts';
import { ajouter, lise, MARDI, nadia, ouvrirSalle, sophie, T2, type SalleDeTest, elevee } from './testing.ts';

let salle: SalleDeTest;
beforeAll(async () => {
  salle = await ouvrirSalle();
});
afterAll(async () => {
  await salle.fermer();
});
beforeEach(async () => {
  await salle.remettre();
  await salle.base.commun<TablesAcces, unknown>((sql) =>
    sql
      .insertInto('passkey')
      .values({
        id: 'cle-de-rose',
        compte: 'rose',
        cle_publique: new Uint8Array([1]),
        compteur: 0,
        transports: [],
        sauvegardee: false,
        nom: 'Téléphone',
        cree_le: MARDI,
        utilisee_le: null,
      })
      .execute(),
  );
});

const remplacer = (qui: Acteur, affectation = 'aff-rose', secret = nouveauSecret()) =>
  salle.faire(qui, contrat.remplacerCle, { affectation, secret });
const code = (promesse: Promise<unknown>) =>
  promesse.then(
    () => 'fait',
    (e: { code?: string }) => e.code,
  );
const cles = () =>
  salle.base.commun<TablesAcces, string[]>(async (sql) =>
    (await sql.selectFrom('passkey').select('passkey.id').execute()).map(({ id }) => id),
  );

test('une clé perdue : les anciennes et les écrans ouverts se ferment aussitôt, un seul lien en enregistre une nouvelle', async () => {
  const session = await ouvrirSession(salle.base, { compte: 'rose', affectation: 'aff-rose', moyen: 'passkey' }, MARDI);
  expect(await lireSession(salle.base, session, MARDI)).toBeDefined();
  const premier = nouveauSecret();
  await remplacer(elevee(sophie), 'aff-rose', premier);
  const second = nouveauSecret();
  await remplacer(elevee(sophie), 'aff-rose', second);
  expect(await cles()).toEqual([]);
  expect(await lireSession(salle.base, session, MARDI)).toBeUndefined();
  const invitations = await salle.base.commun<TablesAcces, object[]>((sql) =>
    sql.selectFrom('invitation').select(['empreinte', 'nature', 'compte']).where('annulee_le', 'is', null).execute(),
  );
  expect(invitations).toEqual([{ empreinte: empreinteDe(second), nature: 'nouvelle_cle', compte: 'rose' }]);
});

test('c’est un acte sensible, réservé à qui peut donner ce rôle, jamais pour soi ni pour une personne à carte', async () => {
  expect(await code(remplacer(sophie))).toBe('cordee.reauthentification');
  expect(await code(remplacer(elevee(lise)))).toBe('cordee.interdit');
  expect(await code(remplacer(elevee(sophie), 'aff-lise'))).toBe('cordee.introuvable');
  expect(await code(remplacer(elevee({ ...sophie, id: 'compte:rose' })))).toBe('territoire.cle_de_soi');
  await salle.base.commun<TablesAcces, unknown>((sql) =>
    sql.updateTable('affectation').set({ role: 'responsable_dac' }).where('affectation.compte', '=', 'rose').execute(),
  );
  expect(await code(remplacer(elevee(nadia)))).toBe('territoire.role_non_donnable');
  expect(await cles()).toEqual(['cle-de-rose']);
});

test('une personne qui travaille aussi ailleurs garde ses clés : cet autre territoire n’a pas été consulté', async () => {
  await salle.base.commun<TablesAcces, void>(async (sql) => {
    await ajouter(sql, { id: 'relais', prenom: 'R', nom: 'R', role: 'medecin', carte: true }, T2);
    await sql.updateTable('affectation').set({ compte: 'rose' }).where('affectation.id', '=', 'aff-relais').execute();
  });
  expect(await code(remplacer(elevee(sophie)))).toBe('territoire.cle_ailleurs');
  expect(await cles()).toEqual(['cle-de-rose']);
});
