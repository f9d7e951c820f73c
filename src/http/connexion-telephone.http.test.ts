import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import * as contrat from '#acces/contrat-session.ts';
import type { TablesAcces } from '#acces/tables.ts';
import type { TelephonePsc } from '#connectors/psc/telephone.ts';
import { unPersona } from '#connectors/psc/testing.ts';
import { NavigateurDeTest, ouvrirMaisonDeTest, unMembre, type MaisonDeTest } from './connexion-testing.ts';

const COOKIE = 'cordee_essai';
/** More than the five seconds the service asks for. */
const INTERVALLE = 6_000;
let maison: MaisonDeTest;
let navigateur: NavigateurDeTest;
/** The application on the phone of everybody, played by the simulator. */
let telephone: NavigateurDeTest;

beforeAll(async () => {
  maison = await ouvrirMaisonDeTest({
    personas: [unPersona(), unPersona({ id: 'autre', idnps: '899700000002', prenom: 'Autre' })],
    remplacerPsc: (vrai) => ({ ...vrai, telephone: vrai.telephone && noter(vrai.telephone) }),
  });
  await unMembre(maison.base);
  await unMembre(maison.base, { id: 'suspendu', idnps: '899700000003', etat: 'suspendu' });
});
afterAll(async () => {
  await maison[Symbol.asyncDispose]();
});
beforeEach(() => {
  // Ten minutes: what the previous test asked for is over, and its phone may ring again.
  maison.avancer(10 * 60_000);
  navigateur = new NavigateurDeTest(maison.origine);
  telephone = new NavigateurDeTest(maison.origine);
});

/** What the house asked the service while somebody waited for an answer of ours. */
const demandes: string[] = [];
/** Holds the call to the service, so that what is counted is what was done before the answer. */
let retenue: Promise<void> = Promise.resolve();
const noter = (telephone: TelephonePsc): TelephonePsc => ({
  demander: async (...quoi) => {
    await retenue;
    return telephone.demander(...quoi);
  },
  interroger: (...quoi) => {
    demandes.push('interroger');
    return telephone.interroger(...quoi);
  },
});

const appeler = (identifiant: string, qui = navigateur) => qui.api(contrat.connexionAuTelephone, { identifiant });
const suivre = (qui = navigateur) => {
  maison.avancer(INTERVALLE);
  return qui.api(contrat.suiteDuTelephone, {});
};

/** True once the house knows what to ask the service about. */
const reliee = () =>
  maison.base.commun<TablesAcces, boolean>(async (sql) => {
    const ligne = await sql
      .selectFrom('demande_telephone')
      .select('demande_telephone.id')
      .where('demande_telephone.requete', '<>', '')
      .where('demande_telephone.finie_le', 'is', null)
      .executeTakeFirst();
    return ligne !== undefined;
  });

/** Waits until the phone shows this code: the call leaves after the answer to the screen. */
async function surLeTelephone(code: string): Promise<string> {
  for (let essai = 0; essai < 200; essai += 1) {
    const { texte } = await telephone.aller('/simulateurs/psc/telephone');
    const carte = texte.split('<li>').find((morceau) => morceau.includes(`>${code}<`));
    const requete = /name="requete" value="([^"]+)"/.exec(carte ?? '')?.[1];
    if (requete !== undefined && (await reliee())) return requete;
  }
  throw new Error('rien sur le téléphone');
}

async function repondre(code: string, reponse: 'oui' | 'non'): Promise<void> {
  const requete = await surLeTelephone(code);
  const page = await telephone.choisir(
    { url: new URL('/simulateurs/psc/telephone', maison.origine), statut: 200, entetes: new Headers(), texte: '' },
    { requete, reponse },
  );
  expect(page.statut).toBe(200);
}

const sessions = () =>
  maison.base.commun<TablesAcces, number>(
    async (sql) => (await sql.selectFrom('session').select('id').execute()).length,
  );
const viderLesSessions = () => maison.base.commun<TablesAcces, unknown>((sql) => sql.deleteFrom('session').execute());

test('le numéro saisi, le même code des deux côtés, un appui sur le téléphone : on est entré', async () => {
  const appel = await appeler('99700 000 001');
  expect(appel).toMatchObject({ statut: 200, corps: { attendreMs: 3000 } });
  expect(appel.corps.code).toMatch(/^[A-Z]{2}-\d{2}$/);
  expect((await suivre()).corps.etat).toBe('attente');
  await repondre(appel.corps.code, 'oui');
  expect((await suivre()).corps).toEqual({ etat: 'faite', attendreMs: 0 });
  expect((await navigateur.api(contrat.vueMoi, {})).corps).toMatchObject({ id: 'compte-lise' });
  expect(navigateur.cookie(`${COOKIE}_telephone`)).toBeUndefined();
});

test('refusé sur le téléphone : l’écran le dit, personne n’entre, et la demande ne revient pas', async () => {
  const { corps } = await appeler('899700000001');
  await repondre(corps.code, 'non');
  expect(await suivre()).toMatchObject({ statut: 401, corps: { refus: { code: 'psc.refus_utilisateur' } } });
  expect((await suivre()).statut).toBe(410);
  expect(navigateur.cookie(COOKIE)).toBeUndefined();
});

test('sans réponse en deux minutes, la demande est finie, même si le téléphone confirme ensuite', async () => {
  const { corps } = await appeler('899700000001');
  const requete = await surLeTelephone(corps.code);
  expect(requete).not.toBe('');
  maison.avancer(2 * 60_000);
  await repondre(corps.code, 'oui');
  expect((await suivre()).statut).toBe(410);
  expect(navigateur.cookie(COOKIE)).toBeUndefined();
});

test('deux onglets qui demandent en même temps n’ouvrent jamais deux sessions', async () => {
  await viderLesSessions();
  const { corps } = await appeler('899700000001');
  await repondre(corps.code, 'oui');
  maison.avancer(INTERVALLE);
  const secret = navigateur.cookie(`${COOKIE}_telephone`) ?? '';
  const onglets = Array.from({ length: 8 }, () => {
    const onglet = new NavigateurDeTest(maison.origine);
    onglet.poserCookie(`${COOKIE}_telephone`, secret);
    return onglet.api(contrat.suiteDuTelephone, {});
  });
  const etats = (await Promise.all(onglets)).map(({ corps: c }) => ('etat' in c ? c.etat : 'refus'));
  expect(etats.filter((etat) => etat === 'faite')).toHaveLength(1);
  expect(await sessions()).toBe(1);
});

test('demander trop souvent n’interroge pas le service : un seul tour par intervalle', async () => {
  const { corps } = await appeler('899700000001');
  await repondre(corps.code, 'oui');
  maison.avancer(INTERVALLE);
  const secret = navigateur.cookie(`${COOKIE}_telephone`) ?? '';
  expect((await navigateur.api(contrat.suiteDuTelephone, {})).corps.etat).toBe('faite');
  const rejoue = new NavigateurDeTest(maison.origine);
  rejoue.poserCookie(`${COOKIE}_telephone`, secret);
  expect((await rejoue.api(contrat.suiteDuTelephone, {})).statut).toBe(410);
});

test('quand le service demande de ralentir, on attend cinq secondes de plus, et un tour pris trop tôt ne lui demande rien', async () => {
  const { corps } = await appeler('899700000001');
  await surLeTelephone(corps.code);
  expect((await suivre()).corps).toEqual({ etat: 'attente', attendreMs: 5000 });
  expect((await suivre()).corps).toEqual({ etat: 'attente', attendreMs: 10_000 });
  await repondre(corps.code, 'oui');
  expect((await suivre()).corps.etat).toBe('attente');
  expect((await suivre()).corps.etat).toBe('faite');
});

test('un numéro inconnu reçoit la même réponse qu’un membre, et aucun téléphone ne sonne', async () => {
  const membre = await appeler('899700000001');
  const inconnu = new NavigateurDeTest(maison.origine);
  const autre = await appeler('899700000002', inconnu);
  expect(autre.statut).toBe(membre.statut);
  expect(Object.keys(autre.corps)).toEqual(Object.keys(membre.corps));
  await surLeTelephone(membre.corps.code);
  const { texte } = await telephone.aller('/simulateurs/psc/telephone');
  expect(texte).not.toContain(autre.corps.code);
  expect((await suivre(inconnu)).corps.etat).toBe('attente');
});

test('connu, inconnu, suspendu : la maison fait les mêmes opérations, dans le même ordre, avant de répondre', async () => {
  const requetes = vi.spyOn(pg.Client.prototype, 'query');
  const textes = (): readonly string[] =>
    requetes.mock.calls.map(([quoi]) => String(typeof quoi === 'string' ? quoi : (quoi as { text?: unknown }).text));
  const operations: unknown[] = [];
  for (const numero of ['899700000001', '899700000009', '899700000003']) {
    const qui = new NavigateurDeTest(maison.origine);
    requetes.mockClear();
    demandes.length = 0;
    const { promise, resolve } = Promise.withResolvers<void>();
    retenue = promise;
    const { corps } = await appeler(numero, qui);
    const alAppel = [textes(), [...demandes]];
    resolve();
    // The phone of the one who is known has rung before the next: what it costs afterwards is not counted with the others.
    if (numero === '899700000001') await surLeTelephone(corps.code);
    requetes.mockClear();
    demandes.length = 0;
    expect((await suivre(qui)).corps.etat).toBe('attente');
    operations.push([...alAppel, textes(), [...demandes]]);
  }
  requetes.mockRestore();
  expect(operations[0]).toMatchObject([expect.anything(), [], expect.anything(), ['interroger']]);
  expect(operations[1]).toEqual(operations[0]);
  expect(operations[2]).toEqual(operations[0]);
});

test('un téléphone ne sonne pas plus de trois fois en cinq minutes, d’où que vienne la demande', async () => {
  for (let fois = 0; fois < 3; fois += 1)
    expect((await appeler('899700000001', new NavigateurDeTest(maison.origine))).statut).toBe(200);
  expect(await appeler('899700000001', new NavigateurDeTest(maison.origine))).toMatchObject({
    statut: 429,
    corps: { refus: { code: 'connexion.trop_d_appels' } },
  });
});

test('un numéro mal tapé se corrige à côté du champ', async () => {
  expect(await appeler('9 12')).toMatchObject({
    statut: 400,
    corps: { refus: { code: 'connexion.numero_illisible' } },
  });
});

test('confirmer un acte sensible par le téléphone relève la session de ce navigateur, et seulement elle', async () => {
  await navigateur.seConnecter();
  maison.avancer(6 * 60_000);
  const { corps } = await navigateur.api(contrat.elevationAuTelephone, {});
  const voleur = new NavigateurDeTest(maison.origine);
  voleur.poserCookie(`${COOKIE}_telephone`, navigateur.cookie(`${COOKIE}_telephone`) ?? '');
  const avant = navigateur.cookie(COOKIE);
  await repondre(corps.code, 'oui');
  expect((await suivre()).corps.etat).toBe('faite');
  expect(navigateur.cookie(COOKIE)).not.toBe(avant);
  expect((await suivre(voleur)).statut).toBe(410);
  expect((await navigateur.api(contrat.vueMoi, {})).statut).toBe(200);
});
