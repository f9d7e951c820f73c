import { createPrivateKey, sign, type JsonWebKey } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import * as contrat from '#acces/contrat-session.ts';
import type { TablesAcces } from '#acces/tables.ts';
import { creerCle } from '#connectors/psc/simulateur/simulateur.ts';
import { unPersona } from '#connectors/psc/testing.ts';
import { nouvelId } from '#lib/ids.ts';
import { NavigateurDeTest, ouvrirMaisonDeTest, unMembre, type MaisonDeTest } from './connexion-testing.ts';

type Cle = JsonWebKey & { readonly kid: string };
const EVENEMENT = 'http://schemas.openid.net/event/backchannel-logout';
let maison: MaisonDeTest;
let cle: Cle;
let navigateur: NavigateurDeTest;
let sid = '';
let sub = '';

beforeAll(async () => {
  cle = await creerCle();
  maison = await ouvrirMaisonDeTest({
    cleDuSimulateur: cle,
    personas: [unPersona(), unPersona({ id: 'autre', idnps: '899700000002' })],
  });
  await unMembre(maison.base);
  await unMembre(maison.base, { id: 'autre', idnps: '899700000002', prenom: 'Autre' });
});
afterAll(async () => {
  await maison[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await maison.base.commun<TablesAcces, unknown>((sql) => sql.deleteFrom('session').execute());
  navigateur = new NavigateurDeTest(maison.origine);
  await navigateur.seConnecter();
  const session = await maison.base.commun<TablesAcces, { psc_sid: string | null; psc_sujet: string | null }>((sql) =>
    sql.selectFrom('session').select(['psc_sid', 'psc_sujet']).executeTakeFirstOrThrow(),
  );
  sid = session.psc_sid ?? '';
  sub = session.psc_sujet ?? '';
});

const base64url = (valeur: unknown): string => Buffer.from(JSON.stringify(valeur)).toString('base64url');
const maintenantS = (): number => Math.floor(maison.maison.horlogeReelle.maintenant().getTime() / 1000);

function charge(): Record<string, unknown> {
  return {
    iss: `${maison.origine}/simulateurs/psc`,
    aud: 'cordee-essai',
    iat: maintenantS(),
    exp: maintenantS() + 120,
    jti: nouvelId(),
    events: { [EVENEMENT]: {} },
    sub,
    sid,
  };
}

function signer(claims: Record<string, unknown>, entete: Record<string, unknown> = {}, par: Cle = cle): string {
  const corps = `${base64url({ alg: 'RS256', kid: cle.kid, typ: 'logout+jwt', ...entete })}.${base64url(claims)}`;
  return `${corps}.${sign('RSA-SHA256', Buffer.from(corps), createPrivateKey({ key: par, format: 'jwk' })).toString('base64url')}`;
}

async function aviser(jeton: string, type = 'application/x-www-form-urlencoded', champ = 'logout_token') {
  const reponse = await fetch(`${maison.origine}/connexion/psc/avis-de-deconnexion`, {
    method: 'POST',
    headers: { 'content-type': type },
    body: new URLSearchParams({ [champ]: jeton }).toString(),
  });
  return { statut: reponse.status, texte: await reponse.text(), cache: reponse.headers.get('cache-control') };
}

const encoreLa = async (): Promise<boolean> => (await navigateur.api(contrat.vueMoi, {})).statut === 200;

test('la déconnexion faite chez Pro Santé Connect ferme la session d’ici, et son écran ouvert, en moins de cinq secondes', async () => {
  const flux = await navigateur.demander(new URL('/evenements', maison.origine), {});
  const lecteur = flux.body?.getReader();
  const lireLeFlux = async (): Promise<string> => {
    let recu = '';
    for (;;) {
      const morceau = await lecteur?.read();
      if (morceau === undefined || morceau.done) return recu;
      recu += new TextDecoder().decode(morceau.value);
      if (recu.includes('event: pret') && !avisDonne) {
        avisDonne = true;
        expect((await aviser(signer(charge()))).statut).toBe(200);
      }
    }
  };
  let avisDonne = false;
  const recu = await lireLeFlux();
  expect(recu).toContain('event: fin');
  // The stream beats every fifteen seconds: it was told, it did not find out by itself.
  expect(recu).not.toContain('event: battement');
  expect(await encoreLa()).toBe(false);
});

test('un avis ne nomme qu’une personne : les autres restent ; sans nom de session, toutes les siennes se ferment', async () => {
  const autre = new NavigateurDeTest(maison.origine);
  await autre.seConnecter('autre');
  const bureau = new NavigateurDeTest(maison.origine);
  await bureau.seConnecter();
  expect((await aviser(signer(charge()))).statut).toBe(200);
  expect(await encoreLa()).toBe(false);
  expect((await bureau.api(contrat.vueMoi, {})).statut).toBe(200);
  const { sid: _sans, ...toutes } = charge();
  expect((await aviser(signer(toutes))).statut).toBe(200);
  expect((await bureau.api(contrat.vueMoi, {})).statut).toBe(401);
  expect((await autre.api(contrat.vueMoi, {})).statut).toBe(200);
});

test('le même avis ne sert qu’une fois', async () => {
  const jeton = signer(charge());
  expect((await aviser(jeton)).statut).toBe(200);
  await navigateur.seConnecter();
  expect((await aviser(jeton)).statut).toBe(400);
  expect(await encoreLa()).toBe(true);
});

const sans = (nom: string): Record<string, unknown> =>
  Object.fromEntries(Object.entries(charge()).filter(([k]) => k !== nom));

test.each<[string, () => string | Promise<string>]>([
  ['sans signature (alg none)', () => `${base64url({ alg: 'none' })}.${base64url(charge())}.`],
  ['signé avec une autre clé du même nom', async () => signer(charge(), {}, await creerCle())],
  ['signé avec une clé inconnue', () => signer(charge(), { kid: 'inconnue' })],
  ['signé HS256 avec la clé publique', () => signer(charge(), { alg: 'HS256' })],
  ['d’un autre émetteur', () => signer({ ...charge(), iss: 'https://autre.invalid' })],
  ['pour un autre logiciel', () => signer({ ...charge(), aud: 'autre' })],
  ['sans destinataire', () => signer(sans('aud'))],
  ['sans date', () => signer(sans('iat'))],
  ['daté dans le futur', () => signer({ ...charge(), iat: maintenantS() + 3600, exp: maintenantS() + 7200 })],
  ['gardé une heure avant d’être joué', () => signer({ ...charge(), iat: maintenantS() - 3600 })],
  ['périmé', () => signer({ ...charge(), exp: maintenantS() - 120 })],
  ['sans numéro', () => signer(sans('jti'))],
  ['sans l’événement', () => signer(sans('events'))],
  ['avec un autre événement', () => signer({ ...charge(), events: { 'https://autre.invalid': {} } })],
  ['avec un événement qui n’est pas un objet', () => signer({ ...charge(), events: { [EVENEMENT]: true } })],
  ['avec un nonce : un jeton d’identité déguisé', () => signer({ ...charge(), nonce: 'n' })],
  ['sans personne ni session', () => signer({ ...sans('sub'), sid: undefined })],
  ['avec une personne qui n’est pas un texte', () => signer({ ...charge(), sub: [sub] })],
  ['avec une extension obligatoire inconnue', () => signer(charge(), { crit: ['x'], x: 1 })],
  [
    'retouché après signature',
    () => signer(charge()).replace(/\.[^.]+\./, `.${base64url({ ...charge(), sub: 'autre' })}.`),
  ],
  ['illisible', () => 'a.b.c'],
  ['vide', () => ''],
  ['énorme', () => 'a'.repeat(20_000)],
])('avis refusé et sans effet : %s', async (_titre, fabriquer) => {
  const reponse = await aviser(await fabriquer());
  expect([400, 413]).toContain(reponse.statut);
  expect(reponse.texte).toBe('{"error":"invalid_request"}');
  expect(await encoreLa()).toBe(true);
});

test('un avis par un autre chemin (JSON, deux jetons, lecture) est refusé', async () => {
  expect((await aviser(signer(charge()), 'application/json')).statut).toBe(400);
  expect((await aviser(signer(charge()), undefined, 'autre')).statut).toBe(400);
  const deux = await fetch(`${maison.origine}/connexion/psc/avis-de-deconnexion`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams([
      ['logout_token', signer(charge())],
      ['logout_token', signer(charge())],
    ]).toString(),
  });
  expect(deux.status).toBe(400);
  expect(await encoreLa()).toBe(true);
});

test('un flot d’avis forgés ne ferme rien, ne fatigue pas le service, et n’empêche pas un vrai avis', async () => {
  const faux = await creerCle();
  const flot = await Promise.all(
    Array.from({ length: 300 }, (_, rang) => aviser(signer(charge(), { kid: `k${rang}` }, faux))),
  );
  expect(new Set(flot.map(({ statut }) => statut))).toEqual(new Set([400]));
  expect(await encoreLa()).toBe(true);
  expect((await aviser(signer(charge()))).statut).toBe(200);
  expect(await encoreLa()).toBe(false);
});

test('la déconnexion demandée ici n’est pas gênée par l’avis que le service envoie en retour', async () => {
  const bureau = new NavigateurDeTest(maison.origine);
  await bureau.seConnecter();
  const { corps } = await bureau.api(contrat.actionFermerSession, {});
  expect((await bureau.aller(corps.suite ?? '')).url.pathname).toBe('/connexion');
  expect(maison.lignes.some((l) => l.includes('connexion.avis_de_deconnexion'))).toBe(true);
  expect(await encoreLa()).toBe(true);
});
