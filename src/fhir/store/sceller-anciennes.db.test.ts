import { afterAll, beforeAll, expect, test } from 'vitest';
import { coffreDeTest } from '#lib/coffre/testing.ts';
import { lireCodeTerritoire, ouvrirBase, type Base } from '#lib/sql/connexion.ts';
import { creerTerritoire, enProprietaire, urlApplication } from '#lib/sql/migrer.ts';
import { baseDeTest } from '#lib/tests/base.ts';
import { patientDepuisTraits, sceauDe, scellerRessource } from '../identite/index.ts';
import { desTraitsQualifies } from '../identite/testing.ts';
import { texteAEcrire, texteEntier } from './texte.ts';
import { scellerLesAnciennes } from './sceller-anciennes.ts';

const T = lireCodeTerritoire('t0001');
const MATRICULE = '279035121518989';
const sceau = sceauDe(coffreDeTest(), T);
let urlAdministrateur: string;
let base: Base;
let fermer: () => Promise<void>;

beforeAll(async () => {
  const test = await baseDeTest();
  urlAdministrateur = test.url;
  await creerTerritoire(test.url, { code: T, nom: 'Pays d’essai', profil: 'essai', creeLe: new Date() });
  base = ouvrirBase(urlApplication(test.url), 2);
  fermer = async () => {
    await base.fermer();
    await test.fermer();
  };
});
afterAll(() => fermer());

const versions = async () =>
  (
    await base.directement(T)<{ texte: string }>({
      texte: `select contenu::text as texte from resource_history union all select contenu::text from resource`,
      valeurs: [],
    })
  ).map(({ texte }) => texte);

test('ce qui avait été écrit en clair est scellé, historique compris, une fois et sans autre changement', async () => {
  const patient = patientDepuisTraits(desTraitsQualifies(), { id: 'ancien' });
  const clair = texteEntier(texteAEcrire(patient), 1, new Date('2026-01-02T03:04:05Z'));
  await enProprietaire(urlAdministrateur, T, async (interroger) => {
    await interroger({ texte: 'update index_fhir set version = 3', valeurs: [] });
    const ligne = `select 'Patient', 'ancien', 1, now(), $1::json`;
    await interroger({
      texte: `insert into resource (type, id, version, le, contenu, patient, famille, lecteurs, toks, refs, nom_tri)
              select x.*, 'ancien', 'ADM', '{}', '{}', '{}', '' from (${ligne}) x`,
      valeurs: [clair],
    });
    await interroger({
      texte: `insert into resource_history (type, id, version, le, contenu, auteur, action, supprime)
              select x.*, 'a', 'creation', false from (${ligne}) x`,
      valeurs: [clair],
    });
  });
  expect(await scellerLesAnciennes({ base, urlAdministrateur }, T, sceau)).toBe(1);
  const textes = await versions();
  expect(textes).toHaveLength(2);
  expect(textes[0]).toBe(textes[1]);
  expect(textes.join('')).not.toContain(MATRICULE);
  const rendu = JSON.parse(textes[0] ?? '') as { identifier: { value: string }[] };
  expect(sceau.ouvrir(rendu.identifier[0]?.value ?? '', 'resource.contenu/Patient/ancien')).toBe(MATRICULE);
  expect(textes[0]?.replace(/cordee-scelle:[^"]+/, MATRICULE)).toBe(clair);
  await base.directement(T)({ texte: 'update index_fhir set version = 4', valeurs: [] });
  expect(await scellerLesAnciennes({ base, urlAdministrateur }, T, sceau)).toBe(0);
});

test('sans sceau, une ressource qui porte un matricule ne s’écrit pas', () => {
  const patient = patientDepuisTraits(desTraitsQualifies(), { id: 'sans' });
  expect(() => scellerRessource(patient, undefined)).toThrow('sans sceau');
});
