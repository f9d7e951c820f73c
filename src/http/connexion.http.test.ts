import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import * as contrat from '#acces/contrat-session.ts';
import type { TablesAcces } from '#acces/tables.ts';
import { unPersona } from '#connectors/psc/testing.ts';
import { NavigateurDeTest, ouvrirMaisonDeTest, unMembre, type MaisonDeTest } from './connexion-testing.ts';

const COOKIE = 'cordee_essai';
const persona = (rang: number, prenom: string) =>
  unPersona({ id: `p${rang}`, idnps: `89970000000${rang}`, prenom, nom: 'Exemple' });
let maison: MaisonDeTest;
let navigateur: NavigateurDeTest;

beforeAll(async () => {
  maison = await ouvrirMaisonDeTest({
    personas: [unPersona(), persona(2, 'Inconnue'), persona(3, 'Deux'), persona(4, 'Suspendu'), persona(5, 'Partie')],
  });
  await unMembre(maison.base);
  await unMembre(maison.base, {
    id: 'deux',
    idnps: '899700000003',
    affectations: [
      { role: 'infirmier', nom: 'Cabinet des Dunes' },
      { role: 'coordinateur_appui', structure: 'Organization/dac', nom: 'DAC' },
    ],
  });
  await unMembre(maison.base, { id: 'suspendu', idnps: '899700000004', etat: 'suspendu' });
  await unMembre(maison.base, {
    id: 'partie',
    idnps: '899700000005',
    affectations: [{ role: 'medecin', fin: '2026-02-01' }],
  });
});
afterAll(async () => {
  await maison[Symbol.asyncDispose]();
});
beforeEach(() => {
  navigateur = new NavigateurDeTest(maison.origine);
});

const refusAffiche = (url: URL): string | null =>
  url.pathname === '/connexion/refus' ? url.searchParams.get('motif') : null;
const sessions = (compte: string) =>
  maison.base.commun<TablesAcces, number>(async (sql) => {
    const lignes = await sql
      .selectFrom('session')
      .select('session.empreinte')
      .where('session.compte', '=', compte)
      .execute();
    return lignes.length;
  });

test('un médecin entre par sa carte, voit qui il est, se déconnecte des deux côtés, et son ancien cookie ne vaut plus rien', async () => {
  const arrivee = await navigateur.seConnecter('medecin-essai', '/demandes/12?onglet=fil');
  expect(`${arrivee.url.pathname}${arrivee.url.search}`).toBe('/demandes/12?onglet=fil');
  const moi = await navigateur.api(contrat.vueMoi, {});
  expect(moi).toMatchObject({
    statut: 200,
    corps: {
      id: 'compte-lise',
      nom: 'Lise Exemple',
      role: 'Médecin',
      structure: 'Cabinet du Port',
      territoire: 'Pays d’Essai',
      essai: true,
    },
  });
  const secret = navigateur.cookie(COOKIE) ?? '';
  const sortie = await navigateur.api(contrat.actionFermerSession, {});
  expect(sortie.entetes.get('clear-site-data')).toContain('"storage"');
  expect(navigateur.cookie(COOKIE)).toBeUndefined();
  const fin = await navigateur.aller(sortie.corps.suite ?? '');
  expect(fin.url.href).toBe(`${maison.origine}/connexion`);
  navigateur.poserCookie(COOKIE, secret);
  expect((await navigateur.api(contrat.vueMoi, {})).statut).toBe(401);
  const evenements = await navigateur.demander(new URL('/evenements', maison.origine), {});
  expect(evenements.status).toBe(401);
});

test('les cookies sont illisibles par les scripts, liés au site, et ne contiennent aucun jeton de la carte', async () => {
  await navigateur.seConnecter();
  const poses = navigateur.poses.filter((p) => p.startsWith(COOKIE) && !/max-age=0/i.test(p));
  expect(poses).toHaveLength(3);
  for (const pose of poses) expect(pose).toMatch(/;( Max-Age=(600|15552000);)? Path=\/; HttpOnly; SameSite=Lax$/);
  expect(navigateur.cookie(COOKIE)).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(navigateur.cookie(`${COOKIE}_psc`)).toBeUndefined();
});

test('une professionnelle inconnue lit que sa carte est reconnue mais qu’elle n’est membre d’aucun territoire', async () => {
  const { url } = await navigateur.seConnecter('p2');
  expect(refusAffiche(url)).toBe('connexion.inconnu');
  expect(navigateur.cookie(COOKIE)).toBeUndefined();
  expect(maison.lignes.join()).not.toContain('899700000002');
});

test('un compte suspendu n’entre pas, et une session ouverte meurt dès la suspension', async () => {
  expect(refusAffiche((await navigateur.seConnecter('p4')).url)).toBe('connexion.suspendu');
  expect(await sessions('suspendu')).toBe(0);
  await navigateur.seConnecter();
  const suspendre = (etat: 'actif' | 'suspendu') =>
    maison.base.commun<TablesAcces, unknown>((sql) =>
      sql.updateTable('compte').set({ etat }).where('compte.id', '=', 'compte-lise').execute(),
    );
  await suspendre('suspendu');
  const moi = await navigateur.api(contrat.vueMoi, {});
  await suspendre('actif');
  expect(moi.statut).toBe(401);
});

test('une personne dont l’activité est finie n’entre pas', async () => {
  expect(refusAffiche((await navigateur.seConnecter('p5')).url)).toBe('connexion.sans_situation');
});

test('avec deux activités, on choisit avant d’entrer, et l’on revient à la page voulue', async () => {
  const arrivee = await navigateur.seConnecter('p3', '/annuaire');
  expect(`${arrivee.url.pathname}${arrivee.url.search}`).toBe('/connexion?retour=%2Fannuaire');
  const avant = await navigateur.api(contrat.vueMoi, {});
  expect(avant).toMatchObject({ statut: 401, corps: { refus: { code: 'connexion.situation_a_choisir' } } });
  const etat = await navigateur.api(contrat.vueEtatSession, {});
  expect(etat.corps.personne?.situation).toBeUndefined();
  expect(etat.corps.personne?.situations.map((s) => [s.role, s.structure])).toEqual([
    ['Infirmier, infirmière', 'Cabinet des Dunes'],
    ['Coordinateur d’appui du DAC', 'DAC'],
  ]);
  expect((await navigateur.api(contrat.actionChoisirSituation, { situation: 'deux-1' })).statut).toBe(200);
  expect((await navigateur.api(contrat.vueMoi, {})).corps).toMatchObject({
    codeRole: 'coordinateur_appui',
    plusieursSituations: true,
  });
});

test('on ne choisit que parmi ses propres activités', async () => {
  await navigateur.seConnecter('p3');
  const refus = await navigateur.api(contrat.actionChoisirSituation, { situation: 'compte-lise-0' });
  expect(refus).toMatchObject({ statut: 403, corps: { refus: { code: 'connexion.situation_inconnue' } } });
});

test('se connecter donne toujours un nouveau secret et tue celui que le navigateur avait (fixation)', async () => {
  navigateur.poserCookie(COOKIE, 'x'.repeat(43));
  await navigateur.seConnecter();
  const premier = navigateur.cookie(COOKIE) ?? '';
  expect(premier).not.toBe('x'.repeat(43));
  await navigateur.seConnecter();
  expect(navigateur.cookie(COOKIE)).not.toBe(premier);
  const voleur = new NavigateurDeTest(maison.origine);
  voleur.poserCookie(COOKIE, premier);
  expect((await voleur.api(contrat.vueMoi, {})).statut).toBe(401);
});

test('le retour commencé dans un autre navigateur est refusé, et ne sert qu’une fois dans le bon', async () => {
  const choix = await navigateur.aller('/connexion/psc');
  const retour = await navigateur.choisir(
    choix,
    { persona: 'medecin-essai' },
    (url) => url.pathname === '/connexion/psc/retour',
  );
  const victime = new NavigateurDeTest(maison.origine);
  expect(refusAffiche((await victime.aller(retour.url)).url)).toMatch(/^psc\./);
  expect(victime.cookie(COOKIE)).toBeUndefined();
  const cookie = navigateur.cookie(`${COOKIE}_psc`) ?? '';
  expect((await navigateur.aller(retour.url)).url.pathname).toBe('/');
  navigateur.poserCookie(`${COOKIE}_psc`, cookie);
  expect(refusAffiche((await navigateur.aller(retour.url)).url)).toMatch(/^psc\./);
});

test('un niveau d’authentification trop faible se lit comme tel', async () => {
  const { url } = await navigateur.seConnecter('medecin-essai', '/', { panne: 'acr_trop_faible' });
  expect(refusAffiche(url)).toBe('psc.niveau_insuffisant');
  expect(navigateur.cookie(COOKIE)).toBeUndefined();
});

test.each([
  '//ailleurs.invalid',
  '/\\ailleurs.invalid',
  'https://ailleurs.invalid/',
  'javascript:alert(1)',
  '/%2f%2failleurs.invalid',
  '\t//ailleurs.invalid',
  '/@ailleurs.invalid/../..//x',
])('après la connexion, on ne quitte jamais le site (%#)', async (retour) => {
  const { url } = await navigateur.seConnecter('medecin-essai', retour);
  expect(url.origin).toBe(maison.origine);
  expect(navigateur.cookie(COOKIE)).toBeDefined();
});

test('une autre page du web ne peut ni déconnecter, ni choisir, ni poser de question', async () => {
  await navigateur.seConnecter();
  const attaques: Record<string, string>[] = [
    { origin: 'https://ailleurs.invalid' },
    { origin: 'null' },
    { origin: maison.origine.replace('http:', 'https:') },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'x-cordee': '' },
  ];
  for (const entetes of attaques) {
    expect((await navigateur.api(contrat.actionFermerSession, {}, entetes)).statut).toBe(403);
    expect((await navigateur.api(contrat.questionCle, {}, entetes)).statut).toBe(403);
  }
  const formulaire = await navigateur.demander(new URL('/api/session/deconnexion', maison.origine), {
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body: '{}',
  });
  expect(formulaire.status).toBe(403);
  const lecture = await navigateur.demander(new URL('/api/session/deconnexion', maison.origine), {});
  expect(lecture.status).not.toBe(200);
  expect((await navigateur.api(contrat.vueMoi, {})).statut).toBe(200);
});

test('trente minutes sans rien faire ferment la session', async () => {
  await navigateur.seConnecter();
  maison.avancer(29 * 60_000);
  expect((await navigateur.api(contrat.vueMoi, {})).statut).toBe(200);
  maison.avancer(31 * 60_000);
  expect((await navigateur.api(contrat.vueMoi, {})).statut).toBe(401);
});

test('douze heures ferment la session, même en travaillant sans arrêt', async () => {
  await navigateur.seConnecter();
  for (let minutes = 0; minutes < 11 * 60; minutes += 20) {
    maison.avancer(20 * 60_000);
    expect((await navigateur.api(contrat.vueMoi, {})).statut).toBe(200);
  }
  for (let minutes = 0; minutes < 60; minutes += 20) {
    maison.avancer(20 * 60_000);
    await navigateur.api(contrat.vueMoi, {});
  }
  expect((await navigateur.api(contrat.vueMoi, {})).statut).toBe(401);
});

test('une personne non connectée apprend les moyens de connexion, et rien d’autre', async () => {
  const etat = await navigateur.api(contrat.vueEtatSession, {});
  expect(etat.corps).toEqual({ essai: true, moyens: { psc: true, cle: true, telephone: true } });
  expect((await navigateur.api(contrat.vueMoi, {})).statut).toBe(401);
  expect((await navigateur.api(contrat.mesCles, {})).statut).toBe(401);
});

test('quand Pro Santé Connect ne répond plus, on le dit, et l’on peut encore se déconnecter', async () => {
  let panne = false;
  const { refus } = await import('#connectors/psc/refus.ts');
  await using autre = await ouvrirMaisonDeTest({
    remplacerPsc: (vrai) => ({
      ...vrai,
      demarrer: (o) => (panne ? Promise.reject(refus.service_injoignable()) : vrai.demarrer(o)),
      terminer: (u, a) => vrai.terminer(u, a),
      deconnexion: (j) => (panne ? Promise.reject(refus.service_injoignable()) : vrai.deconnexion(j)),
    }),
  });
  await unMembre(autre.base);
  const visiteur = new NavigateurDeTest(autre.origine);
  await visiteur.seConnecter();
  panne = true;
  const sortie = await visiteur.api(contrat.actionFermerSession, {});
  expect(sortie).toMatchObject({ statut: 200, corps: {} });
  expect(visiteur.cookie(COOKIE)).toBeUndefined();
  expect(refusAffiche((await visiteur.aller('/connexion/psc')).url)).toBe('psc.service_injoignable');
});

test('au-delà de ce qu’un endroit commence en une minute, on attend', async () => {
  await using autre = await ouvrirMaisonDeTest({ debutsParMinute: 3 });
  const visiteur = new NavigateurDeTest(autre.origine);
  for (let i = 0; i < 3; i += 1) expect((await visiteur.api(contrat.questionCle, {})).statut).toBe(200);
  expect((await visiteur.api(contrat.questionCle, {})).statut).toBe(429);
  expect(refusAffiche((await visiteur.aller('/connexion/psc')).url)).toBe('connexion.trop_d_essais');
  autre.avancer(61_000);
  expect((await visiteur.api(contrat.questionCle, {})).statut).toBe(200);
});
