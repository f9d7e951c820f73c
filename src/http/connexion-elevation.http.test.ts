import { z } from 'zod';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import * as contrat from '#acces/contrat-session.ts';
import { exigerElevation } from '#acces/elevation.ts';
import { toutCompte } from '#acces/decision.ts';
import { unAppareil, type Appareil } from '#acces/passkey/testing.ts';
import { unPersona } from '#connectors/psc/testing.ts';
import { contrat as definir } from '#lib/contrat.ts';
import { nouvelId } from '#lib/ids.ts';
import { action } from '#socle/action.ts';
import { NavigateurDeTest, ouvrirMaisonDeTest, unMembre, type MaisonDeTest } from './connexion-testing.ts';

const COOKIE = 'cordee_essai';
const SIX_MINUTES = 6 * 60_000;
const graver = definir('essai.graver', {
  entree: z.object({ mot: z.string() }),
  sortie: z.object({ fois: z.number() }),
});
let fois = 0;
let maison: MaisonDeTest;
let navigateur: NavigateurDeTest;
let appareil: Appareil;

beforeAll(async () => {
  const module = {
    nom: 'essai',
    vues: [],
    faits: [],
    actions: [
      action(graver, {
        droit: ({ acteur }) => toutCompte(acteur),
        async faire({ acteur, maintenant }) {
          exigerElevation(acteur, maintenant);
          fois += 1;
          return { fois };
        },
      }),
    ],
  };
  maison = await ouvrirMaisonDeTest({
    modules: () => [module],
    personas: [unPersona(), unPersona({ id: 'autre', idnps: '899700000002' })],
  });
  await unMembre(maison.base);
  await unMembre(maison.base, { id: 'autre', idnps: '899700000002', prenom: 'Autre' });
});
afterAll(async () => {
  await maison[Symbol.asyncDispose]();
});
beforeEach(async () => {
  fois = 0;
  cleDuTest = nouvelId();
  navigateur = new NavigateurDeTest(maison.origine);
  appareil = unAppareil(maison.origine);
  await navigateur.seConnecter();
});

let cleDuTest = '';
const essayer = (cle = cleDuTest) => navigateur.api(graver, { mot: 'oui' }, { 'idempotency-key': cle });

async function enregistrerLAppareil(): Promise<void> {
  const question = await navigateur.api(contrat.questionNouvelleCle, {});
  const reponse = appareil.inscrire(question.corps as unknown as Parameters<Appareil['inscrire']>[0]) as { id: string };
  expect((await navigateur.api(contrat.ajouterCle, { reponse, nomDeLaCle: '' })).statut).toBe(200);
}

test('l’acte sensible passe juste après la connexion, demande une preuve six minutes plus tard, et n’a rien fait entre-temps', async () => {
  expect(await essayer('cle-immediate')).toMatchObject({ statut: 200, corps: { fois: 1 } });
  maison.avancer(SIX_MINUTES);
  expect(await essayer('cle-tardive')).toMatchObject({
    statut: 401,
    corps: { refus: { code: 'cordee.reauthentification' } },
  });
  expect(fois).toBe(1);
});

test('confirmé par sa clé, le même acte repart avec la même clé d’unicité, une seule fois, sous un nouveau secret', async () => {
  await enregistrerLAppareil();
  maison.avancer(SIX_MINUTES);
  expect((await essayer()).statut).toBe(401);
  const avant = navigateur.cookie(COOKIE) ?? '';
  const question = await navigateur.api(contrat.questionElevation, {});
  const reponse = appareil.connecter(question.corps) as { id: string };
  expect((await navigateur.api(contrat.elevationParCle, { reponse })).statut).toBe(200);
  expect(navigateur.cookie(COOKIE)).not.toBe(avant);
  expect(await essayer()).toMatchObject({ statut: 200, corps: { fois: 1 } });
  expect(await essayer()).toMatchObject({ statut: 200, corps: { fois: 1 } });
  const voleur = new NavigateurDeTest(maison.origine);
  voleur.poserCookie(COOKIE, avant);
  expect((await voleur.api(contrat.vueMoi, {})).statut).toBe(401);
});

test('qui trouve une session ouverte n’y ajoute pas sa clé et n’en retire aucune', async () => {
  await enregistrerLAppareil();
  maison.avancer(SIX_MINUTES);
  const refusee = { statut: 401, corps: { refus: { code: 'cordee.reauthentification' } } };
  expect(await navigateur.api(contrat.questionNouvelleCle, {})).toMatchObject(refusee);
  expect(await navigateur.api(contrat.retirerCle, { id: appareil.credentialId })).toMatchObject(refusee);
  const { cles } = (await navigateur.api(contrat.mesCles, {})).corps as { cles: { id: string }[] };
  expect(cles.map(({ id }) => id)).toContain(appareil.credentialId);
});

test('la clé d’une autre personne, même valable ici, ne confirme rien', async () => {
  await enregistrerLAppareil();
  const autre = new NavigateurDeTest(maison.origine);
  await autre.seConnecter('autre');
  expect((await autre.api(contrat.questionElevation, {})).statut).toBe(401);
  const sienne = unAppareil(maison.origine);
  const inscription = await autre.api(contrat.questionNouvelleCle, {});
  const cle = sienne.inscrire(inscription.corps as unknown as Parameters<Appareil['inscrire']>[0]) as { id: string };
  await autre.api(contrat.ajouterCle, { reponse: cle, nomDeLaCle: '' });
  maison.avancer(SIX_MINUTES);
  const question = await navigateur.api(contrat.questionElevation, {});
  const reponse = sienne.connecter(question.corps) as { id: string };
  expect(await navigateur.api(contrat.elevationParCle, { reponse })).toMatchObject({
    statut: 401,
    corps: { refus: { code: 'passkey.autre_compte' } },
  });
  expect((await essayer()).statut).toBe(401);
});

test('confirmé par sa carte dans un autre onglet, le même acte passe ; la carte d’un autre ne confirme rien', async () => {
  maison.avancer(SIX_MINUTES);
  const choix = await navigateur.aller('/connexion/psc?confirmer=1&retour=/demandes');
  const mauvaise = await navigateur.choisir(choix, { persona: 'autre' });
  expect(mauvaise.url.searchParams.get('motif')).toBe('connexion.autre_personne');
  expect((await essayer()).statut).toBe(401);
  const recommence = await navigateur.aller('/connexion/psc?confirmer=1');
  const { url } = await navigateur.choisir(recommence, { persona: 'medecin-essai' });
  expect(url.pathname).toBe('/connexion/confirmee');
  expect(await essayer()).toMatchObject({ statut: 200, corps: { fois: 1 } });
});

test('confirmer sans être connecté mène à une phrase, pas à une session', async () => {
  const visiteur = new NavigateurDeTest(maison.origine);
  const { url } = await visiteur.aller('/connexion/psc?confirmer=1');
  expect(url.searchParams.get('motif')).toBe('cordee.non_connecte');
  expect(visiteur.cookie(COOKIE)).toBeUndefined();
});
