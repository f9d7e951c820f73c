import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { changerSuspension } from '#acces/clients/depot-clients.ts';
import { NavigateurDeTest } from '../connexion-testing.ts';
import { BancDApplication, chezLAppli, codeDe } from './testing-application.ts';
import { demandeDAutorisation, repondre } from './testing.ts';

let banc: BancDApplication;

beforeAll(async () => {
  banc = await BancDApplication.ouvrir();
});
afterAll(async () => {
  await banc.maison[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await banc.reconnecter();
});

describe('Une demande d’autorisation hostile', () => {
  test.each<[string, Record<string, string | undefined>, RegExp]>([
    ['d’une application inconnue', { client_id: 'inconnue' }, /n’est pas raccordée/],
    ['sans application', { client_id: undefined }, /n’est pas raccordée/],
    ['vers une autre adresse', { redirect_uri: 'https://voleur.invalid/' }, /adresse de retour/],
    [
      'vers une adresse presque pareille',
      { redirect_uri: 'https://appli.invalid/retour?langue=fr&x=1' },
      /adresse de retour/,
    ],
    [
      'vers un sous-domaine',
      { redirect_uri: 'https://appli.invalid.voleur.invalid/retour?langue=fr' },
      /adresse de retour/,
    ],
    ['sans adresse', { redirect_uri: undefined }, /adresse de retour/],
  ])('%s reste ici, sur une page qui le dit', async (_nom, autres, texte) => {
    const page = await banc.demander(autres);
    expect(page.statut).toBe(400);
    expect(page.url.origin).toBe(banc.maison.origine);
    expect(page.texte).toMatch(texte);
  });

  test.each<[string, Record<string, string | undefined>, string]>([
    ['par un autre chemin que le code', { response_type: 'token' }, 'unsupported_response_type'],
    ['sans état', { state: undefined }, 'invalid_request'],
    ['sans PKCE', { code_challenge: undefined, code_challenge_method: undefined }, 'invalid_request'],
    ['avec PKCE en clair', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['avec PKCE sans méthode', { code_challenge_method: undefined }, 'invalid_request'],
    ['pour un autre serveur', { aud: 'https://autre.invalid/fhir' }, 'invalid_request'],
    ['sans dire pour qui', { aud: undefined }, 'invalid_request'],
    ['avec une permission de trop', { scope: 'user/Task.rs' }, 'invalid_scope'],
    ['avec une permission de système', { scope: 'system/*.rs' }, 'invalid_scope'],
    ['avec une permission illisible', { scope: 'patient/Licorne.rs' }, 'invalid_scope'],
    ['sans permission', { scope: 'openid profile' }, 'invalid_scope'],
    ['avec un lancement inventé', { scope: 'launch patient/*.rs', launch: 'A'.repeat(43) }, 'invalid_request'],
    ['avec un lancement sans le dire', { launch: 'A'.repeat(43) }, 'invalid_request'],
  ])('%s revient à l’application avec l’erreur', async (_nom, autres, error) => {
    const { url } = await banc.demander(autres);
    expect(url.origin).toBe('https://appli.invalid');
    expect(url.searchParams.get('error')).toBe(error);
    expect(url.searchParams.get('error_description')).toMatch(/^\p{Lu}/u);
    expect(url.searchParams.get('state')).toBe('state' in autres ? null : 'etat-de-l-application');
  });

  test('un paramètre donné deux fois ne passe pas', async () => {
    const adresse = demandeDAutorisation(banc.maison, banc.appli.client, banc.pkce);
    const page = await banc.navigateur.aller(`${adresse}&redirect_uri=https%3A%2F%2Fvoleur.invalid%2F`, chezLAppli);
    expect(page.statut).toBe(400);
    const { url } = await banc.navigateur.aller(`${adresse}&scope=patient%2F*.cruds`, chezLAppli);
    expect(url.searchParams.get('error')).toBe('invalid_request');
  });

  test('une application suspendue ne s’ouvre plus', async () => {
    const autre = await banc.autreApplication();
    const page = await banc.demander({}, autre);
    await changerSuspension(banc.maison.base, autre.client.id, banc.maison.maison.horlogeReelle.maintenant());
    expect((await banc.repondre(page, { patient: 'p1' })).url.searchParams.get('error')).toBe('unauthorized_client');
    const apres = await banc.demander({}, autre);
    expect([apres.statut, apres.texte]).toEqual([400, expect.stringContaining('suspendu')]);
  });

  test('la réponse d’un autre site, d’une autre session ou rejouée ne compte pas', async () => {
    const page = await banc.demander();
    const deLoin = await banc.repondre(page, { patient: 'p1' }, { 'sec-fetch-site': 'cross-site' });
    expect(deLoin.statut).toBe(403);
    expect((await banc.repondre(page, { patient: 'p1' }, { origin: 'https://voleur.invalid' })).statut).toBe(403);
    const voleur = new NavigateurDeTest(banc.maison.origine);
    await voleur.seConnecter();
    expect((await repondre(voleur, page, { patient: 'p1' })).statut).toBe(400);
    expect((await banc.repondre(page, { patient: 'p1' })).statut).toBe(400);
    const bonne = await banc.demander();
    expect(codeDe(await banc.repondre(bonne, { patient: 'p1' }))).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect((await banc.repondre(bonne, { patient: 'p1' })).statut).toBe(400);
  });

  test('une personne hors de portée ne se choisit pas', async () => {
    for (const champs of [{ patient: 'p3' }, { patient: '' }, {}] as Record<string, string>[]) {
      const { url } = await banc.repondre(await banc.demander(), champs);
      expect(url.searchParams.get('error')).toBe('access_denied');
    }
  });
});
