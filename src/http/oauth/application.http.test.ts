import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { TablesTerritoire } from '#socle/tables.ts';
import { NavigateurDeTest, TERRITOIRE, unMembre } from '../connexion-testing.ts';
import { BancDApplication, codeDe } from './testing-application.ts';
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

describe('Une application ouverte par une personne', () => {
  test('montre qui demande quoi, puis reçoit un jeton sur la personne choisie, et sur elle seule', async () => {
    const page = await banc.demander();
    expect(page.statut).toBe(200);
    expect(page.texte).toContain('Agenda &amp; soins');
    expect(page.texte).toContain('appli.invalid');
    expect(page.texte).toContain('AUTRE Jeanne, 12/04/1941');
    expect(page.texte).not.toContain('INCONNUE');
    expect(page.entetes.get('content-security-policy')).toContain("form-action 'self' https://appli.invalid;");
    expect(page.entetes.get('content-security-policy')).toContain("frame-ancestors 'none'");
    const retour = await banc.repondre(page, { patient: 'p1' });
    expect(retour.url.searchParams.get('state')).toBe('etat-de-l-application');
    expect(retour.url.searchParams.get('langue')).toBe('fr');
    const { statut, corps } = await banc.echanger(codeDe(retour));
    expect(statut).toBe(200);
    expect(corps).toMatchObject({
      token_type: 'Bearer',
      expires_in: 300,
      patient: 'p1',
      scope: 'launch/patient patient/*.rs',
    });
    expect(corps).not.toHaveProperty('refresh_token');
    expect(await banc.statut('Patient/p1', corps['access_token'])).toBe(200);
    expect(await banc.statut('Patient/p2', corps['access_token'])).toBe(404);
    expect(await banc.statut('Patient/p3', corps['access_token'])).toBe(404);
  });

  test('ce qu’elle lit est signé du nom de la personne, et dit par quelle application', async () => {
    const { corps } = await banc.echanger(await banc.autoriser('patient/*.rs'));
    await banc.statut('Patient/p1', corps['access_token']);
    const acteur = await banc.maison.maison.jetons.reconnaitre(String(corps['access_token']));
    expect(acteur).toMatchObject({
      genre: 'compte',
      id: 'compte:compte-lise',
      requete: expect.stringContaining(`client:${banc.appli.client.id}`),
      application: { id: banc.appli.client.id, patient: 'p1' },
    });
    const gestes = await banc.maison.base.territoire<TablesTerritoire, { action: string; patient: string | null }[]>(
      TERRITOIRE,
      (sql) =>
        sql
          .selectFrom('trace')
          .select(['trace.action', 'trace.patient'])
          .where('trace.objet', '=', `Device/${banc.appli.client.id}`)
          .where('trace.acteur', '=', 'compte:compte-lise')
          .execute(),
    );
    expect(gestes).toContainEqual({ action: 'oauth.autoriser', patient: 'p1' });
    expect(gestes).toContainEqual({ action: 'oauth.jeton', patient: 'p1' });
  });

  test('avec une permission « user », elle voit ce que la personne voit, pas plus', async () => {
    const page = await banc.demander({ scope: 'fhirUser user/Patient.rs' });
    expect(page.texte).not.toContain('Pour quelle personne');
    const { corps } = await banc.echanger(codeDe(await banc.repondre(page, {})));
    expect(corps['fhirUser']).toBe(`${banc.maison.origine}/fhir/PractitionerRole/compte-lise-0`);
    expect(await banc.statut('Patient/p1', corps['access_token'])).toBe(200);
    expect(await banc.statut('Patient/p2', corps['access_token'])).toBe(200);
    expect(await banc.statut('Patient/p3', corps['access_token'])).toBe(404);
  });

  test('sans session, passe par la connexion et retrouve sa demande, même longue', async () => {
    const inconnu = new NavigateurDeTest(banc.maison.origine);
    const long = 'x'.repeat(900);
    const reponse = await inconnu.demander(
      new URL(demandeDAutorisation(banc.maison, banc.appli.client, banc.pkce, { state: long }), banc.maison.origine),
      {},
    );
    const connexion = new URL(reponse.headers.get('location') ?? '', banc.maison.origine);
    expect(connexion.pathname).toBe('/connexion');
    const retour = connexion.searchParams.get('retour') ?? '';
    expect(retour).toMatch(/^\/oauth\/demande\?q=/);
    const page = await inconnu.seConnecter('medecin-essai', retour);
    expect(page.statut).toBe(200);
    expect(page.texte).toContain('Agenda &amp; soins');
    const fin = await repondre(inconnu, page, { patient: 'p1' });
    expect(fin.url.searchParams.get('state')).toBe(long);
    const rejeu = await inconnu.aller(retour);
    expect(rejeu.statut).toBe(400);
    expect(rejeu.texte).toContain('a déjà servi');
  });

  test('un refus revient à l’application, sans code', async () => {
    const { url } = await banc.repondre(await banc.demander(), { choix: 'refuser', patient: 'p1' });
    expect(url.searchParams.get('error')).toBe('access_denied');
    expect(url.searchParams.get('state')).toBe('etat-de-l-application');
    expect(url.searchParams.has('code')).toBe(false);
  });
});

describe('Une application ouverte depuis un dossier', () => {
  const lancer = async (entree: object, qui = banc.navigateur): Promise<{ statut: number; adresse?: string }> => {
    const reponse = await qui.demander(new URL('/oauth/lancement', banc.maison.origine), {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-cordee': '1', origin: banc.maison.origine },
      body: JSON.stringify(entree),
    });
    return { statut: reponse.status, ...((await reponse.json()) as object) };
  };

  test('s’ouvre sur cette personne sans la redemander, une seule fois', async () => {
    const { adresse = '' } = await lancer({ application: banc.appli.client.id, patient: 'p2' });
    const ouverte = new URL(adresse);
    expect(ouverte.searchParams.get('iss')).toBe(`${banc.maison.origine}/fhir`);
    const launch = ouverte.searchParams.get('launch') ?? '';
    const scope = 'launch patient/*.rs';
    const page = await banc.demander({ scope, launch });
    expect(page.texte).toContain('AUTRE Jeanne');
    expect(page.texte).not.toContain('Pour quelle personne');
    const encore = await banc.demander({ scope, launch });
    const { corps } = await banc.echanger(codeDe(await banc.repondre(page, {})));
    expect(corps['patient']).toBe('p2');
    expect(await banc.statut('Patient/p2', corps['access_token'])).toBe(200);
    expect(await banc.statut('Patient/p1', corps['access_token'])).toBe(404);
    const rejeu = await banc.repondre(encore, {});
    expect(rejeu.url.searchParams.get('error')).toBe('invalid_request');
    expect((await banc.demander({ scope, launch })).url.searchParams.get('error')).toBe('invalid_request');
  });

  test('ne s’ouvre pas sur une personne hors de portée, ni une application inconnue, ni d’un autre site', async () => {
    expect((await lancer({ application: banc.appli.client.id, patient: 'p3' })).statut).toBe(404);
    expect((await lancer({ application: 'inconnue', patient: 'p1' })).statut).toBe(404);
    expect(
      (await lancer({ application: banc.appli.client.id }, new NavigateurDeTest(banc.maison.origine))).statut,
    ).toBe(401);
    const etranger = await banc.navigateur.demander(new URL('/oauth/lancement', banc.maison.origine), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ application: banc.appli.client.id, patient: 'p1' }),
    });
    expect(etranger.status).toBe(403);
  });

  test('un lancement expire en cinq minutes et ne sert pas à un autre', async () => {
    await unMembre(banc.maison.base, { id: 'autre-medecin', idnps: '899700000099', prenom: 'Marc' });
    const launch =
      new URL((await lancer({ application: banc.appli.client.id, patient: 'p1' })).adresse ?? '').searchParams.get(
        'launch',
      ) ?? '';
    const autre = await banc.autreApplication();
    const volee = await banc.demander({ scope: 'launch patient/*.rs', launch }, autre);
    expect(volee.url.searchParams.get('error')).toBe('invalid_request');
    banc.maison.avancer(301_000);
    const tard = await banc.demander({ scope: 'launch patient/*.rs', launch });
    expect(tard.url.searchParams.get('error')).toBe('invalid_request');
    const liste = await banc.navigateur.demander(new URL('/oauth/applications', banc.maison.origine), {
      method: 'POST',
      headers: { 'x-cordee': '1' },
    });
    expect(await liste.json()).toEqual({ applications: [{ id: banc.appli.client.id, nom: 'Agenda & soins' }] });
  });
});

describe('La session des écrans à la porte FHIR', () => {
  test('lit ce que la personne lit, mais n’écrit pas depuis un autre site', async () => {
    const lire = await banc.navigateur.demander(new URL('/fhir/Patient/p1', banc.maison.origine), {});
    expect(lire.status).toBe(200);
    const ecrire = await banc.navigateur.demander(new URL('/fhir/Patient', banc.maison.origine), {
      method: 'POST',
      headers: { 'content-type': 'application/fhir+json', origin: 'https://voleur.invalid' },
      body: JSON.stringify({ resourceType: 'Patient' }),
    });
    expect(ecrire.status).toBe(403);
    expect(await ecrire.json()).toMatchObject({ resourceType: 'OperationOutcome' });
  });
});
