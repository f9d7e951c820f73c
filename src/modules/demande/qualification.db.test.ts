import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Acteur } from '#acces/acteur.ts';
import { acteurDuLien } from '#acces/liens.ts';
import { coffreDeTest } from '#lib/coffre/testing.ts';
import { horlogeReglable } from '#lib/horloge.ts';
import { nouvelId } from '#lib/ids.ts';
import { lireCodeTerritoire, ouvrirBase } from '#lib/sql/connexion.ts';
import { creerTerritoire, urlApplication } from '#lib/sql/migrer.ts';
import { baseDeTest } from '#lib/tests/base.ts';
import { unActeur } from '#modules/cercle/testing.ts';
import { ouvrirLesSalles } from '#modules/index.ts';
import { ecrireReglage } from '#modules/territoire/index.ts';
import { consulter, executer, type Socle } from '#socle/executer.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import type { DetailDemande } from './contract.ts';

const TERRITOIRE = lireCodeTerritoire('t0001');
const DAC = { ref: 'Organization/dac', nom: 'DAC Orsène' };
const horloge = horlogeReglable(new Date('2026-11-24T09:00:00+01:00'));
const salles = ouvrirLesSalles({ profil: 'essai', horlogeEssai: undefined });

const duDac = (role: 'coordinateur_appui' | 'secretariat_dac', nom: string) =>
  unActeur(role, `PractitionerRole/${nom}`, { nom, structure: DAC, refs: [`PractitionerRole/${nom}`, DAC.ref] });
const sophie = duDac('coordinateur_appui', 'sophie');
const secretaire = duDac('secretariat_dac', 'lea');
const martin = unActeur('medecin', 'PractitionerRole/martin');

let socle: Socle;
let fermer: () => Promise<void>;

beforeAll(async () => {
  const clone = await baseDeTest();
  await creerTerritoire(clone.url, { code: 't0001', nom: 'Essai', profil: 'essai', creeLe: horloge.maintenant() });
  const base = ouvrirBase(urlApplication(clone.url), 4);
  socle = { base, horloge, nouvelId, origine: 'https://cordee.invalid', coffre: coffreDeTest() };
  fermer = async () => {
    await base.fermer();
    await clone.fermer();
  };
  const porteurs = [
    { ref: 'PractitionerRole/sophie', nom: 'Sophie Marchand', telephone: '0199001010' },
    { ref: 'PractitionerRole/helene', nom: 'Hélène Vidal', telephone: '0199001011' },
  ];
  await base.territoire<TablesTerritoire, void>(TERRITOIRE, (sql) =>
    ecrireReglage(
      sql,
      'files',
      { dac: { nom: 'Accueil du DAC', structure: DAC.ref, porteurs } },
      'test',
      horloge.maintenant(),
    ),
  );
});
afterAll(() => fermer());

function trouver<V>(table: ReadonlyMap<string, V>, nom: string): V {
  const chose = table.get(nom);
  if (chose === undefined) throw new Error(`${nom} n’existe pas`);
  return chose;
}
const faire = async <T>(acteur: Acteur, nom: string, entree: unknown) =>
  (await executer(socle, acteur, trouver(salles.actions, nom), entree)) as T;
const voir = async <T>(acteur: Acteur, nom: string, entree: unknown) =>
  (await consulter(socle, acteur, trouver(salles.vues, nom), entree)) as T;
const detail = (acteur: Acteur, id: string) => voir<DetailDemande>(acteur, 'demande.detail', { id });

const DEPOT = {
  personne: { nom: 'Aubry', prenom: 'Jeanne', naissance: '1942' },
  texte: 'Chute.',
  urgence: 'U3',
  accord: 'informee',
};
const deposer = (acteur: Acteur = martin, suite: object = {}) =>
  faire<{ id: string; suivi: string }>(acteur, 'demande.deposer', { ...DEPOT, ...suite });
async function porteurDuLien(adresse: string): Promise<Acteur> {
  const acteur = await acteurDuLien(socle.base, adresse.split('/r/')[1] ?? '', horloge.maintenant());
  if (acteur === undefined) throw new Error('le lien ne s’ouvre pas');
  return acteur;
}

test('corriger l’urgence comprise rapproche l’échéance et s’écrit dans l’histoire', async () => {
  const { id } = await deposer();
  const avant = await detail(sophie, id);
  await faire(sophie, 'demande.preciser', { id, urgence: 'U1', attente: 'evaluation', motifs: ['AID', 'MAD'] });
  const apres = await detail(sophie, id);
  expect(apres).toMatchObject({ urgence: 'U1', attente: 'evaluation', motifs: ['AID', 'MAD'] });
  expect(Date.parse(apres.main.dueLe ?? '')).toBeLessThan(Date.parse(avant.main.dueLe ?? ''));
  expect(apres.histoire[0]).toMatchObject({ par: 'sophie', detail: 'Aidant épuisé, Maintien à domicile menacé' });
});

test('seule la coordination corrige ; le secrétariat voit qui ressemble avant de créer un dossier', async () => {
  const { id } = await deposer();
  await expect(
    faire(secretaire, 'demande.preciser', { id, urgence: 'U1', attente: 'conseil', motifs: ['AUT'] }),
  ).rejects.toMatchObject({ statut: 403 });
  const { patient } = await faire<{ patient: string }>(secretaire, 'demande.confirmerPersonne', {
    id,
    creer: { nom: 'Aubry', prenom: 'Jeanne', naissance: '1942-03-12', sexe: 'female' },
  });
  const autre = await deposer(martin, { personne: { nom: 'Aubry', prenom: 'Jeanne', naissance: '1942-03-12' } });
  const vue = await detail(secretaire, autre.id);
  expect(vue.ferme['confirmer']).toBeUndefined();
  expect(vue.ferme['preciser']).toContain('réservé');
  expect(vue.rapprochements.map((r) => r.patient)).toContain(patient);
});

test('confirmer une demande au nom d’une personne qui n’y ressemble pas est refusé, et n’ouvre pas son identité', async () => {
  const ailleurs = unActeur('infirmier', 'PractitionerRole/ailleurs', { refs: ['PractitionerRole/ailleurs'] });
  const traits = { nom: 'Delmas', prenom: 'Irène', naissance: '1950-07-02', sexe: 'female' };
  const { recherche } = await voir<{ recherche: string }>(ailleurs, 'dossier.rechercherIdentite', traits);
  const { patient } = await faire<{ patient: string }>(ailleurs, 'dossier.creer', { recherche, traits });
  const { id } = await deposer();
  for (const nommee of [patient, 'absente'])
    await expect(faire(sophie, 'demande.confirmerPersonne', { id, patient: nommee })).rejects.toMatchObject({
      code: 'cordee.introuvable',
    });
  expect((await detail(sophie, id)).patient).toBeUndefined();
  await expect(voir(sophie, 'dossier.identite', { patient })).rejects.toMatchObject({ code: 'cordee.introuvable' });
});

test('chaque geste fermé dit pourquoi, avec les mots des règles', async () => {
  const { id } = await deposer();
  const deposee = await detail(sophie, id);
  expect(deposee.ferme['prendre']).toBeUndefined();
  expect(deposee.ferme['decider']).toContain('Prenez d’abord');
  await faire(sophie, 'demande.prendre', { id });
  const prise = await detail(sophie, id);
  expect(prise.ferme['prendre']).toBe('Vous avez déjà cette demande.');
  expect(prise.ferme['decider:evaluation']).toContain('Confirmez d’abord');
  expect(prise.ferme['decider:information_conseil']).toBeUndefined();
  expect(prise.ferme['complement']).toContain('ni adresse sécurisée, ni téléphone');
  const martinVoit = await detail(martin, id);
  expect(Object.values(martinVoit.ferme).some((raison) => raison.includes('réservé'))).toBe(true);
});

test('une question à qui rien ne permet de joindre est refusée, et rien n’est écrit', async () => {
  const { id } = await deposer();
  await faire(sophie, 'demande.prendre', { id });
  await expect(faire(sophie, 'demande.demanderComplement', { id, question: 'Vit-elle seule ?' })).rejects.toMatchObject(
    { code: 'demande.demandeur_injoignable', statut: 409 },
  );
  expect(await detail(sophie, id)).toMatchObject({ statut: 'en_qualification', complements: [] });
});

test('à un demandeur qui n’a qu’un téléphone, la question devient un appel à passer, et le délai court toujours', async () => {
  const { id, suivi } = await deposer(martin, { demandeur: { nom: 'Mme Petit', telephone: '06 39 98 01 02' } });
  await faire(sophie, 'demande.prendre', { id });
  const question = { id, question: 'Vit-elle seule ?' };
  expect(await faire<object>(sophie, 'demande.demanderComplement', question)).toMatchObject({
    canal: 'telephone',
    telephone: '06 39 98 01 02',
  });
  const vue = await detail(sophie, id);
  expect(vue).toMatchObject({ statut: 'complement_demande', suspendue: false, main: { qui: 'sophie' } });
  expect(vue.main.prochaine).toBe('Appeler Mme Petit : une question à lui poser');
  const page = await voir<{ main: { prochaine: string } }>(await porteurDuLien(suivi), 'demande.suivi', {});
  expect(page.main.prochaine).toBe('Notre appel');
  horloge.avancer(3_600_000);
  await faire(sophie, 'demande.noterComplement', { id, reponse: 'Oui, seule.' });
  expect(await detail(sophie, id)).toMatchObject({ statut: 'en_qualification', suspendueMs: 0 });
});

test('sans année de naissance le dépôt dit quoi écrire', async () => {
  await expect(deposer(martin, { personne: { nom: 'Aubry' } })).rejects.toMatchObject({
    champs: { 'personne.naissance': 'Écrivez la date de naissance, ou au moins l’année.' },
  });
});

test('le lien de suivi montre l’étape datée sans ses mots, et rien d’autre ne s’ouvre avec lui', async () => {
  const { id, suivi } = await deposer();
  await faire(sophie, 'demande.prendre', { id });
  await faire(sophie, 'demande.confirmerPersonne', { id, creer: { nom: 'Aubry', naissance: '1942', sexe: 'female' } });
  await faire(sophie, 'demande.noterAccord', { id, accord: 'accord' });
  await faire(sophie, 'demande.decider', {
    id,
    decision: 'evaluation',
    retour: 'Nous irons la voir.',
    prevenuParTelephone: true,
    prochaineEtape: { texte: 'Bilan de la démence à domicile', le: '2026-12-01T09:00:00Z' },
  });
  const porteur = await porteurDuLien(suivi);
  const page = await voir<{ main: { prochaine: string }; rendezVous: boolean }>(porteur, 'demande.suivi', {});
  expect(page.main.prochaine).toBe('La visite');
  expect(page.rendezVous).toBe(true);
  expect(JSON.stringify(page)).not.toMatch(/démence|Aubry|Chute/u);
  await expect(detail(porteur, id)).rejects.toMatchObject({ statut: 403 });
});

test('demander depuis le dossier d’une personne ne demande plus de qui il s’agit ; sans accès au dossier, c’est refusé', async () => {
  const { id } = await deposer();
  await faire(sophie, 'demande.prendre', { id });
  const creer = { nom: 'Bellec', naissance: '1950', sexe: 'female' };
  const { patient } = await faire<{ patient: string }>(sophie, 'demande.confirmerPersonne', { id, creer });
  await faire(sophie, 'demande.decider', {
    id,
    decision: 'orientation_en_cours',
    retour: 'Vu.',
    prevenuParTelephone: true,
  });
  const autre = await deposer(sophie, { patient });
  expect((await detail(sophie, autre.id)).patient?.id).toBe(patient);
  const etranger = unActeur('infirmier', 'PractitionerRole/ailleurs', { refs: ['PractitionerRole/ailleurs'] });
  await expect(deposer(etranger, { patient })).rejects.toMatchObject({ statut: 404 });
});
