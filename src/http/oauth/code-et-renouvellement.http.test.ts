import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as session from '#acces/contrat-session.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import { TERRITOIRE } from '../connexion-testing.ts';
import { BancDApplication, codeDe } from './testing-application.ts';
import { poster, unPatient, unPkce } from './testing.ts';

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

describe('Un code', () => {
  const invalide = {
    statut: 400,
    corps: { error: 'invalid_grant', error_description: expect.stringMatching(/\p{Lu}/u) },
  };

  test('ne sert qu’une fois ; le montrer encore ferme ce qu’il avait ouvert', async () => {
    const code = await banc.autoriser('offline_access patient/*.rs');
    const { corps } = await banc.echanger(code);
    expect(await banc.statut('Patient/p1', corps['access_token'])).toBe(200);
    expect(await banc.echanger(code)).toMatchObject(invalide);
    await expect.poll(() => banc.statut('Patient/p1', corps['access_token'])).toBe(401);
    const suite = await banc.appli.demander('/oauth/token', {
      grant_type: 'refresh_token',
      refresh_token: String(corps['refresh_token']),
    });
    expect(suite).toMatchObject(invalide);
  });

  test('montré dix fois en même temps, il n’ouvre rien qui dure', async () => {
    const code = await banc.autoriser('patient/*.rs');
    const essais = await Promise.all(Array.from({ length: 10 }, () => banc.echanger(code)));
    const donnes = essais.filter((e) => e.statut === 200);
    expect(donnes.length).toBeLessThanOrEqual(1);
    for (const { corps } of donnes) await expect.poll(() => banc.statut('Patient/p1', corps['access_token'])).toBe(401);
  });

  test.each<[string, (code: string) => Promise<unknown>]>([
    ['avec une autre preuve PKCE', (code) => banc.echanger(code, { code_verifier: unPkce().verificateur })],
    ['avec le défi pour preuve', (code) => banc.echanger(code, { code_verifier: banc.pkce.defi })],
    ['avec une preuve trop courte', (code) => banc.echanger(code, { code_verifier: 'court' })],
    ['à une autre adresse', (code) => banc.echanger(code, { redirect_uri: 'https://appli.invalid/retour' })],
    [
      'par une autre application',
      async (code) => {
        const autre = await banc.autreApplication(banc.appli.client.retours);
        return poster(`${banc.maison.origine}/oauth/token`, {
          grant_type: 'authorization_code',
          client_id: autre.client.id,
          code,
          redirect_uri: banc.appli.client.retours[0] ?? '',
          code_verifier: banc.pkce.verificateur,
        });
      },
    ],
    [
      'après une minute',
      (code) => {
        banc.maison.avancer(61_000);
        return banc.echanger(code);
      },
    ],
  ])('présenté %s est refusé, et brûlé', async (_nom, presenter) => {
    const code = await banc.autoriser('patient/*.rs');
    expect(await presenter(code)).toMatchObject(invalide);
    expect(await banc.echanger(code)).toMatchObject(invalide);
  });

  test('sans preuve PKCE, la demande est incomplète', async () => {
    const code = await banc.autoriser('patient/*.rs');
    expect((await banc.echanger(code, { code_verifier: '' })).corps['error']).toBe('invalid_request');
    expect((await banc.echanger('inconnu')).corps['error']).toBe('invalid_grant');
  });

  test('ne vaut plus rien si la personne est partie entre-temps', async () => {
    const code = await banc.autoriser('patient/*.rs');
    await banc.navigateur.api(session.actionFermerSession, {});
    expect(await banc.echanger(code)).toMatchObject(invalide);
  });

  test('d’une application qui a une clé ne s’échange qu’avec sa signature', async () => {
    const signee = await banc.autreApplication(['https://appli.invalid/signee'], false);
    const page = await banc.demander({}, signee);
    const code = codeDe(await banc.repondre(page, { patient: 'p1' }));
    const champs = {
      grant_type: 'authorization_code',
      code,
      redirect_uri: 'https://appli.invalid/signee',
      code_verifier: banc.pkce.verificateur,
    };
    const nu = await poster(`${banc.maison.origine}/oauth/token`, { ...champs, client_id: signee.client.id });
    expect(nu).toMatchObject({ statut: 401, corps: { error: 'invalid_client' } });
    expect((await signee.demander('/oauth/token', champs)).statut).toBe(200);
  });
});

describe('Un accès qui dure', () => {
  test('se renouvelle sans la personne, en tournant, et peut se réduire', async () => {
    const { corps: premier } = await banc.echanger(await banc.autoriser('offline_access patient/*.cruds'));
    await banc.navigateur.api(session.actionFermerSession, {});
    banc.maison.avancer(3_600_000);
    const { statut, corps: second } = await banc.renouveler(premier['refresh_token'], { scope: 'patient/Patient.rs' });
    expect(statut).toBe(200);
    expect(second).toMatchObject({ patient: 'p1', scope: 'offline_access patient/Patient.rs' });
    expect(second['refresh_token']).not.toBe(premier['refresh_token']);
    expect(await banc.statut('Patient/p1', second['access_token'])).toBe(200);
    expect((await banc.renouveler(second['refresh_token'], { scope: 'patient/*.cruds' })).corps['error']).toBe(
      'invalid_scope',
    );
    expect((await banc.renouveler(second['refresh_token'])).statut).toBe(200);
  });

  test('finit si un ancien jeton de renouvellement reparaît', async () => {
    const { corps: premier } = await banc.echanger(await banc.autoriser('offline_access patient/*.rs'));
    const { corps: second } = await banc.renouveler(premier['refresh_token']);
    expect(await banc.renouveler(premier['refresh_token'])).toMatchObject({ corps: { error: 'invalid_grant' } });
    expect(await banc.renouveler(second['refresh_token'])).toMatchObject({ corps: { error: 'invalid_grant' } });
    await expect.poll(() => banc.statut('Patient/p1', second['access_token'])).toBe(401);
  });

  test('finit après 90 jours, même renouvelé', async () => {
    let { corps } = await banc.echanger(await banc.autoriser('offline_access patient/*.rs'));
    for (let jours = 0; jours < 87; jours += 29) {
      banc.maison.avancer(29 * 86_400_000);
      ({ corps } = await banc.renouveler(corps['refresh_token']));
      expect(corps['error']).toBeUndefined();
    }
    banc.maison.avancer(4 * 86_400_000);
    expect((await banc.renouveler(corps['refresh_token'])).corps['error']).toBe('invalid_grant');
  });

  test('lié à la session, finit avec elle', async () => {
    const { corps } = await banc.echanger(await banc.autoriser('online_access patient/*.rs'));
    const { corps: second } = await banc.renouveler(corps['refresh_token']);
    expect(second['error']).toBeUndefined();
    await banc.navigateur.api(session.actionFermerSession, {});
    expect((await banc.renouveler(second['refresh_token'])).corps['error']).toBe('invalid_grant');
  });

  test('rendu par l’application, tout ce qu’il ouvrait se ferme', async () => {
    const { corps } = await banc.echanger(await banc.autoriser('offline_access patient/*.rs'));
    expect((await banc.appli.demander('/oauth/revoke', { token: String(corps['refresh_token']) })).statut).toBe(200);
    await expect.poll(() => banc.statut('Patient/p1', corps['access_token'])).toBe(401);
    expect((await banc.renouveler(corps['refresh_token'])).corps['error']).toBe('invalid_grant');
  });

  test('n’est pas donné à une application qui n’y est pas inscrite, ni par un jeton d’accès', async () => {
    const autre = await banc.autreApplication();
    const { url } = await banc.demander({ scope: 'offline_access patient/*.rs' }, autre);
    expect(url.searchParams.get('error')).toBe('invalid_scope');
    const { corps } = await banc.echanger(await banc.autoriser('patient/*.rs'));
    expect((await banc.renouveler(corps['access_token'])).corps['error']).toBe('invalid_grant');
  });

  test('un jeton de renouvellement n’ouvre pas la porte FHIR', async () => {
    const { corps } = await banc.echanger(await banc.autoriser('offline_access patient/*.rs'));
    expect(await banc.statut('Patient/p1', corps['refresh_token'])).toBe(401);
  });
});

describe('La fin d’un droit', () => {
  test('une activité terminée coupe le jeton en cinq secondes au plus', async () => {
    const { corps } = await banc.echanger(await banc.autoriser('patient/*.rs'));
    expect(await banc.statut('Patient/p1', corps['access_token'])).toBe(200);
    const changer = (etat: 'actif' | 'suspendu') =>
      banc.maison.base.commun<{ compte: { id: string; etat: string } }, unknown>((sql) =>
        sql.updateTable('compte').set({ etat }).where('compte.id', '=', 'compte-lise').execute(),
      );
    await changer('suspendu');
    banc.maison.avancer(5_000);
    expect(await banc.statut('Patient/p1', corps['access_token'])).toBe(401);
    await changer('actif');
  });

  test('la personne qui quitte le cercle : l’application perd le dossier au même instant', async () => {
    await unPatient(banc.maison, { id: 'p9', nom: 'Brève', membre: 'Practitioner/compte-lise' });
    const { corps } = await banc.echanger(await banc.autoriser('patient/*.rs', { patient: 'p9' }));
    expect(await banc.statut('Patient/p9', corps['access_token'])).toBe(200);
    await banc.maison.base.territoire<TablesTerritoire, unknown>(TERRITOIRE, (sql) =>
      sql.updateTable('cercle_membre').set({ ouvert: false }).where('cercle_membre.patient', '=', 'p9').execute(),
    );
    expect(await banc.statut('Patient/p9', corps['access_token'])).toBe(404);
  });
});
