import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { creer, ouvrirPorteDeTest, unLogiciel, unPatient, type PorteDeTest } from './testing.ts';

let porte: PorteDeTest;

beforeAll(async () => {
  porte = await ouvrirPorteDeTest();
});
afterAll(async () => {
  await porte[Symbol.asyncDispose]();
});

const SYSTEME = 'https://essai.invalid/conditionnel';
let numero = 0;
const unNumero = () => `n-${(numero += 1)}`;
const identifie = (valeur: string, changements: object = {}) =>
  unPatient({ identifier: [{ system: SYSTEME, value: valeur }], ...changements });
const criteres = (valeur: string) => `identifier=${encodeURIComponent(`${SYSTEME}|${valeur}`)}`;
const trouves = async (valeur: string) =>
  ((await porte.demander('GET', `/Patient?${criteres(valeur)}`)).corps.entry ?? []).length;

describe('Créer si rien n’existe', () => {
  const creerSi = (valeur: string, requete = criteres(valeur)) =>
    porte.demander('POST', '/Patient', { corps: identifie(valeur), entetes: { 'if-none-exist': requete } });

  test('la seconde création rend la première', async () => {
    const valeur = unNumero();
    const premiere = await creerSi(valeur);
    const seconde = await creerSi(valeur, `Patient?${criteres(valeur)}`);
    expect([premiere.statut, seconde.statut]).toEqual([201, 200]);
    expect(seconde.corps.id).toBe(premiere.corps.id);
    expect(seconde.entetes.get('location')).toBe(premiere.entetes.get('location'));
    expect(await trouves(valeur)).toBe(1);
  });

  test('vingt créations concurrentes, écrites différemment, ne font qu’une ressource', async () => {
    const valeur = unNumero();
    const requetes = [criteres(valeur), `identifier=${SYSTEME}|${valeur}`, `Patient?${criteres(valeur)}`];
    const reponses = await Promise.all(
      Array.from({ length: 20 }, (_, rang) => creerSi(valeur, requetes[rang % requetes.length])),
    );
    expect(reponses.map((r) => r.statut).filter((statut) => statut === 201)).toHaveLength(1);
    expect(reponses.map((r) => r.statut).filter((statut) => statut === 200)).toHaveLength(19);
    expect(new Set(reponses.map((r) => r.corps.id)).size).toBe(1);
    expect(await trouves(valeur)).toBe(1);
  });

  test('plusieurs réponses, aucun critère ou un critère inconnu : rien n’est créé', async () => {
    const valeur = unNumero();
    await creer(porte, identifie(valeur));
    await creer(porte, identifie(valeur));
    expect((await creerSi(valeur)).statut).toBe(412);
    expect((await creerSi(valeur, '')).statut).toBe(412);
    expect((await creerSi(valeur, 'couleur=bleu')).statut).toBe(400);
    expect((await creerSi(valeur, '_count=3')).statut).toBe(412);
    expect(await trouves(valeur)).toBe(2);
  });
});

describe('Modifier ce qui répond à des critères', () => {
  const modifierSi = (valeur: string, changements: object = {}, entetes: Record<string, string> = {}) =>
    porte.demander('PUT', `/Patient?${criteres(valeur)}`, { corps: identifie(valeur, changements), entetes });

  test('rien ne répond : on crée ; une ressource répond : on la modifie ; plusieurs : 412', async () => {
    const valeur = unNumero();
    const creee = await modifierSi(valeur);
    expect(creee.statut).toBe(201);
    const modifiee = await modifierSi(valeur, { active: false });
    expect(modifiee).toMatchObject({ statut: 200, corps: { id: creee.corps.id, active: false } });
    expect((await modifierSi(valeur, { active: true }, { 'if-match': 'W/"1"' })).statut).toBe(412);
    await creer(porte, identifie(valeur));
    expect((await modifierSi(valeur)).statut).toBe(412);
  });

  test('l’identifiant du corps sert à la création, et doit être celui de la ressource trouvée', async () => {
    const valeur = unNumero();
    const creee = await modifierSi(valeur, { id: `choisi-${valeur}` });
    expect([creee.statut, creee.corps.id]).toEqual([201, `choisi-${valeur}`]);
    expect((await modifierSi(valeur, { id: 'un-autre' })).statut).toBe(400);
  });

  test('un identifiant déjà pris par une ressource qui ne répond pas aux critères : rien n’est écrit', async () => {
    const prise = await creer(porte, identifie(unNumero()));
    const valeur = unNumero();
    const refusee = await modifierSi(valeur, { id: prise.id });
    expect([refusee.statut, refusee.corps.resourceType]).toEqual([412, 'OperationOutcome']);
    expect(await trouves(valeur)).toBe(0);
  });

  test('sans critère, un PUT à l’adresse du type est refusé', async () => {
    expect((await porte.demander('PUT', '/Patient', { corps: unPatient() })).statut).toBe(412);
  });

  test('une correction et une suppression suivent les mêmes règles', async () => {
    const valeur = unNumero();
    const adresse = `/Patient?${criteres(valeur)}`;
    const corriger = () =>
      porte.demander('PATCH', adresse, {
        corps: [{ op: 'replace', path: '/active', value: false }],
        entetes: { 'content-type': 'application/json-patch+json' },
      });
    expect((await corriger()).statut).toBe(404);
    expect((await porte.demander('DELETE', adresse)).statut).toBe(204);
    await creer(porte, identifie(valeur));
    expect(await corriger()).toMatchObject({ statut: 200, corps: { active: false } });
    const deux = await creer(porte, identifie(valeur));
    expect((await porte.demander('DELETE', adresse)).statut).toBe(412);
    await porte.demander('DELETE', `/Patient/${deux.id}`);
    expect((await porte.demander('DELETE', adresse)).statut).toBe(204);
    expect(await trouves(valeur)).toBe(0);
  });
});

test('il faut aussi le droit de chercher, et celui de créer ce qui n’existe pas', async () => {
  const valeur = unNumero();
  const corps = identifie(valeur);
  const sansRecherche = unLogiciel('system/Patient.cu', undefined, 'sans-recherche');
  const entetes = { 'if-none-exist': criteres(valeur) };
  expect((await porte.demander('POST', '/Patient', { corps, entetes, par: sansRecherche })).statut).toBe(403);
  const sansCreation = unLogiciel('system/Patient.rus', undefined, 'sans-creation');
  const adresse = `/Patient?${criteres(valeur)}`;
  expect((await porte.demander('PUT', adresse, { corps, par: sansCreation })).statut).toBe(403);
  expect(await trouves(valeur)).toBe(0);
});
