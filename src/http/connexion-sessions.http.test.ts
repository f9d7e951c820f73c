import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import * as contrat from '#acces/contrat-session.ts';
import type { TablesAcces } from '#acces/tables.ts';
import { unPersona } from '#connectors/psc/testing.ts';
import { NavigateurDeTest, ouvrirMaisonDeTest, unMembre, type MaisonDeTest } from './connexion-testing.ts';

const COOKIE = 'cordee_essai';
const MINUTE = 60_000;
let maison: MaisonDeTest;
let bureau: NavigateurDeTest;
let telephone: NavigateurDeTest;

beforeAll(async () => {
  maison = await ouvrirMaisonDeTest({
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
  await maison.base.commun<TablesAcces, unknown>((sql) => sql.updateTable('compte').set({ etat: 'actif' }).execute());
  bureau = new NavigateurDeTest(maison.origine);
  telephone = new NavigateurDeTest(maison.origine);
});

const estLa = async (qui: NavigateurDeTest, entetes: Record<string, string> = {}): Promise<boolean> =>
  (await qui.api(contrat.vueMoi, {}, entetes)).statut === 200;

test('la personne voit chaque endroit où elle est entrée, et ferme celui qui n’est pas elle', async () => {
  await bureau.seConnecter();
  await telephone.seConnecter();
  const { sessions } = (await bureau.api(contrat.mesSessions, {})).corps;
  expect(sessions).toHaveLength(2);
  expect(sessions.filter(({ celleCi }) => celleCi)).toHaveLength(1);
  const autre = sessions.find(({ celleCi }) => !celleCi);
  expect((await bureau.api(contrat.fermerUneSession, { id: autre?.id ?? '' })).corps).toEqual({ fermees: 1 });
  expect(await estLa(telephone)).toBe(false);
  expect(await estLa(bureau)).toBe(true);
});

test('un poste ouvert apprend aussitôt, sans être rechargé, que le compte s’ouvre ailleurs', async () => {
  await bureau.seConnecter();
  expect((await bureau.api(contrat.vueMoi, {})).corps.autresSessions).toBe(0);
  const flux = await bureau.demander(new URL('/evenements', maison.origine), {});
  const lecteur = flux.body?.getReader();
  let recu = '';
  while (!recu.includes('event: session')) {
    const morceau = await lecteur?.read();
    if (morceau === undefined || morceau.done) break;
    const avant = recu;
    recu += new TextDecoder().decode(morceau.value);
    if (recu.includes('event: pret') && !avant.includes('event: pret')) await telephone.seConnecter();
  }
  await lecteur?.cancel();
  expect(recu).toContain('event: session');
  expect(recu).not.toContain('event: fin');
  expect((await bureau.api(contrat.vueMoi, {})).corps.autresSessions).toBe(1);
  expect((await telephone.api(contrat.vueMoi, {})).corps.autresSessions).toBe(1);
});

test('« fermer partout ailleurs » ne ferme que les siennes, et garde celle-ci', async () => {
  await bureau.seConnecter();
  await telephone.seConnecter();
  const inconnu = new NavigateurDeTest(maison.origine);
  await inconnu.seConnecter('autre');
  expect((await bureau.api(contrat.fermerUneSession, {})).corps).toEqual({ fermees: 1 });
  expect([await estLa(bureau), await estLa(telephone), await estLa(inconnu)]).toEqual([true, false, true]);
  const sienne = (await inconnu.api(contrat.mesSessions, {})).corps.sessions[0];
  expect((await bureau.api(contrat.fermerUneSession, { id: sienne?.id ?? '' })).statut).toBe(404);
  expect(await estLa(inconnu)).toBe(true);
});

test('sur un poste partagé, quinze minutes sans rien faire ferment la session, et rien n’est retenu', async () => {
  await bureau
    .aller('/connexion/psc?retour=/&partage=1')
    .then((page) => bureau.choisir(page, { persona: 'medecin-essai' }));
  expect(bureau.cookie(`${COOKIE}_connu`)).toBeUndefined();
  expect((await bureau.api(contrat.vueMoi, {})).corps.session).toMatchObject({ inactiviteMinutes: 15, partage: true });
  maison.avancer(14 * MINUTE);
  expect(await estLa(bureau)).toBe(true);
  maison.avancer(15 * MINUTE);
  expect(await estLa(bureau)).toBe(false);
});

test('un écran laissé ouvert qui se rafraîchit seul ne garde pas la session ouverte', async () => {
  await bureau.seConnecter();
  for (let minutes = 0; minutes < 28; minutes += 4) {
    maison.avancer(4 * MINUTE);
    expect(await estLa(bureau, { 'x-cordee-arriere-plan': '1' })).toBe(true);
  }
  maison.avancer(4 * MINUTE);
  expect(await estLa(bureau, { 'x-cordee-arriere-plan': '1' })).toBe(false);
});

test('un secret posé d’avance par quelqu’un d’autre ne devient jamais une session', async () => {
  bureau.poserCookie(COOKIE, 'x'.repeat(43));
  await bureau.seConnecter();
  expect(bureau.cookie(COOKIE)).not.toBe('x'.repeat(43));
  telephone.poserCookie(COOKIE, 'x'.repeat(43));
  expect(await estLa(telephone)).toBe(false);
});

test.each<[string, (compte: string) => Promise<unknown>]>([
  [
    'compte suspendu',
    (compte) =>
      maison.base.commun<TablesAcces, unknown>((sql) =>
        sql.updateTable('compte').set({ etat: 'suspendu' }).where('compte.id', '=', compte).execute(),
      ),
  ],
  [
    'session fermée depuis un autre appareil',
    async () => {
      await telephone.seConnecter();
      return telephone.api(contrat.fermerUneSession, {});
    },
  ],
  [
    'activité terminée',
    (compte) =>
      maison.base.commun<TablesAcces, unknown>((sql) =>
        sql.updateTable('affectation').set({ fin: '2026-01-02' }).where('affectation.compte', '=', compte).execute(),
      ),
  ],
])('%s : l’écran ouvert l’apprend aussitôt, sans attendre le prochain battement', async (_titre, changer) => {
  await bureau.seConnecter();
  const flux = await bureau.demander(new URL('/evenements', maison.origine), {});
  const lecteur = flux.body?.getReader();
  let recu = '';
  let change = false;
  for (;;) {
    const morceau = await lecteur?.read();
    if (morceau === undefined || morceau.done) break;
    recu += new TextDecoder().decode(morceau.value);
    if (change || !recu.includes('event: pret')) continue;
    change = true;
    await changer('compte-lise');
  }
  expect(recu).toContain('event: fin');
  expect(recu).not.toContain('event: battement');
  await maison.base.commun<TablesAcces, unknown>((sql) => sql.updateTable('affectation').set({ fin: null }).execute());
});

test('l’appareil se souvient du moyen et du prénom, jamais de quoi entrer ; on l’oublie d’un geste', async () => {
  await bureau.seConnecter();
  await bureau.api(contrat.actionFermerSession, {});
  expect((await bureau.api(contrat.vueEtatSession, {})).corps.connu).toEqual({ prenom: 'Lise', moyen: 'psc' });
  expect(await estLa(bureau)).toBe(false);
  await bureau.api(contrat.oublierAppareil, {});
  expect((await bureau.api(contrat.vueEtatSession, {})).corps.connu).toBeUndefined();
  for (const faux of ['', 'pas-du-base64!', Buffer.from('{"prenom":1}').toString('base64url'), 'A'.repeat(5000)]) {
    telephone.poserCookie(`${COOKIE}_connu`, faux);
    expect((await telephone.api(contrat.vueEtatSession, {})).corps.connu).toBeUndefined();
  }
});
