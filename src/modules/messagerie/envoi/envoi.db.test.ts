import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { accuseDeLecture } from '#connectors/mssante/simulateur/avis.ts';
import type { Transaction } from '#socle/transaction.ts';
import { ecrireMessage } from '../index.ts';
import { ADRESSE_DAC, quelquUnDAilleurs, uneCoordinatrice, type Essai } from '../testing.ts';
import { MARTIN, ouvrirEnvoi, type EnvoiDeTest } from './testing.ts';

let envoi: EnvoiDeTest;
let essai: Essai;
const fil: EnvoiDeTest['fil'] = (...quoi) => envoi.fil(...quoi);
const ecrire: EnvoiDeTest['ecrire'] = (...quoi) => envoi.ecrire(...quoi);
const etat: EnvoiDeTest['etat'] = (...quoi) => envoi.etat(...quoi);
const boiteDe: EnvoiDeTest['boiteDe'] = (...quoi) => envoi.boiteDe(...quoi);
const dernierPour: EnvoiDeTest['dernierPour'] = (...quoi) => envoi.dernierPour(...quoi);
const partir: EnvoiDeTest['partir'] = (...quoi) => envoi.partir(...quoi);
const parCordee = <T>(faire: (tx: Transaction) => Promise<T>): Promise<T> => envoi.parCordee(faire);
beforeAll(async () => {
  envoi = await ouvrirEnvoi();
  ({ essai } = envoi);
});
afterAll(() => essai.fermer());
beforeEach(() => envoi.recommencer());

test('un message écrit attend dix secondes, part, et son état se lit à chaque étape', async () => {
  const ecrit = await ecrire();
  await essai.tour();
  expect(await etat(ecrit.communication)).toMatchObject({ etat: 'attente', libelle: 'En attente de départ' });
  await partir();
  expect(await etat(ecrit.communication)).toMatchObject({ etat: 'parti' });
  const recu = await dernierPour(MARTIN);
  expect(recu.texte).toContain('Sophie Marchand, DAC du Val d’Orsène');
  expect(recu.texte).toContain('Téléphone : 03 53 01 00 01');
  expect(recu.messageId).toBe(`<${ecrit.communication.replace('Communication/', '')}@dac.mss-orsene.invalid>`);
});

test('un message repris dans les dix secondes ne part pas et son texte revient', async () => {
  const avant = (await boiteDe(MARTIN)).length;
  const ecrit = await ecrire({ texte: 'À reprendre.' });
  expect(await essai.agir('messagerie.annulerEnvoi', { communication: ecrit.communication })).toEqual({
    texte: 'À reprendre.',
  });
  await partir();
  expect(await boiteDe(MARTIN)).toHaveLength(avant);
  expect((await etat(ecrit.communication)).etat).toBe('annule');
});

test('un message déjà parti ne se reprend plus', async () => {
  const ecrit = await ecrire();
  await partir();
  await expect(essai.agir('messagerie.annulerEnvoi', { communication: ecrit.communication })).rejects.toMatchObject({
    code: 'messagerie.deja_parti',
  });
});

test('un refus définitif devient rouge au tour suivant, avec le téléphone du destinataire', async () => {
  const ecrit = await ecrire({ destinataire: 'Organization/plein' });
  await partir();
  expect(await etat(ecrit.communication)).toMatchObject({
    etat: 'non_remis',
    motif: 'La boîte du destinataire est pleine.',
    telephone: '03 53 01 00 13',
  });
  expect((await fil(ecrit.fil)).main).toMatchObject({
    qui: 'Sophie Marchand',
    prochaine: 'appeler Pharmacie pleine au 03 53 01 00 13',
    attente: 'faire',
  });
  expect(essai.carnet.incidents).toEqual([]);
});

test('un avis de non-remise reçu plus tard prend le même chemin et l’annuaire est prévenu', async () => {
  const ecrit = await ecrire({ destinataire: 'Organization/ssiad' });
  await partir();
  expect((await etat(ecrit.communication)).etat).toBe('parti');
  expect(await essai.relever()).toMatchObject({ avis: 1, ranges: 0 });
  expect(await etat(ecrit.communication)).toMatchObject({ etat: 'non_remis', telephone: '03 53 01 00 12' });
  expect(essai.carnet.incidents).toEqual(['Organization/ssiad']);
  await essai.agir('messagerie.renvoyerAutrement', {
    communication: ecrit.communication,
    moyen: 'telephone',
    note: 'Rappellent à 15 h.',
  });
  expect(await etat(ecrit.communication)).toMatchObject({ relayePar: 'Sophie Marchand' });
  expect((await fil(ecrit.fil)).main).toBeNull();
});

test('un destinataire sans adresse sécurisée se refuse avec son téléphone', async () => {
  await expect(ecrire({ destinataire: 'Organization/muet' })).rejects.toMatchObject({
    code: 'messagerie.sans_adresse',
    texte: expect.stringContaining('03 53 01 00 14'),
  });
});

test('un accusé de lecture montre « lu » et ne clôt rien', async () => {
  const ecrit = await ecrire();
  await partir();
  const original = (await dernierPour(MARTIN)).messageId;
  await essai.deposer(
    accuseDeLecture(
      { lecteur: { adresse: MARTIN, nom: 'Dr Paul Martin' }, demandePar: ADRESSE_DAC, original, sujet: 'Une question' },
      { id: 'lu-1', le: essai.horloge.maintenant() },
    ),
  );
  expect(await essai.relever()).toMatchObject({ avis: 1 });
  expect((await etat(ecrit.communication)).etat).toBe('lu');
  expect((await fil(ecrit.fil)).main).toMatchObject({ prochaine: 'réponse de Dr Paul Martin' });
});

test('le sujet d’un message ne nomme jamais la personne', async () => {
  await parCordee(async (tx) => {
    await tx.ecrire({
      resourceType: 'Patient',
      id: 'p1',
      name: [{ family: 'D’Ångström', given: ['Zoé'] }],
      birthDate: '1942-03-12',
    });
    await ecrireMessage(tx, {
      boite: ADRESSE_DAC,
      a: { adresse: MARTIN, nom: 'Dr Paul Martin' },
      objet: 'Task/demande-3',
      genre: 'demande',
      patient: 'p1',
      sujet: 'Orientation de Mme ANGSTROM',
      texte: 'Bonjour.',
      lecteurs: ['Organization/dac'],
    });
  });
  await essai.tour();
  expect((await dernierPour(MARTIN)).sujet).toBe('Message de DAC du Val d’Orsène');
});

test('le bon choix de boîte et de rôle se refuse avec une phrase', async () => {
  await expect(
    essai.agir(
      'messagerie.ecrire',
      { destinataire: 'PractitionerRole/martin', nature: 'question', texte: 'x' },
      quelquUnDAilleurs(),
    ),
  ).rejects.toMatchObject({ code: 'messagerie.pas_de_boite' });
  await expect(
    essai.agir(
      'messagerie.ecrire',
      { destinataire: 'PractitionerRole/martin', nature: 'question', texte: 'x' },
      uneCoordinatrice({ role: 'lecteur_ars' }),
    ),
  ).rejects.toMatchObject({ code: 'cordee.interdit' });
});
