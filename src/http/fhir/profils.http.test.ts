import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ouvrirPorteDeTest, unPatient, type PorteDeTest } from './testing.ts';

const TROUSSE = path.resolve(import.meta.dirname, '../../../../shared/conformance/fhir');
const absente = existsSync(TROUSSE)
  ? ''
  : ' (écarté : la trousse de conformité ../shared/conformance/fhir n’est pas là)';
const PROFIL = 'https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-patient-ins';

let porte: PorteDeTest;

beforeAll(async () => {
  porte = await ouvrirPorteDeTest({ paquets: absente === '' ? [TROUSSE] : [] });
});
afterAll(async () => {
  await porte[Symbol.asyncDispose]();
});

test.skipIf(absente !== '')(`ce qui annonce un profil français est jugé par lui${absente}`, async () => {
  const envoyer = (corps: object) => porte.demander('POST', '/Patient', { corps });
  const muet = await envoyer({ resourceType: 'Patient', meta: { profile: [PROFIL] }, gender: 'female' });
  expect(muet.statut).toBe(422);
  expect(JSON.stringify(muet.corps.issue)).toContain(PROFIL);
  const inconnue = unPatient({ extension: [{ url: 'https://inconnue.invalid/extension', valueString: 'x' }] });
  expect((await envoyer(inconnue)).statut).toBe(422);
  expect((await envoyer(unPatient())).statut).toBe(201);
});

test('une extension que personne ne définit passe quand aucun paquet n’est chargé', async () => {
  await using seule = await ouvrirPorteDeTest();
  const corps = unPatient({ extension: [{ url: 'https://inconnue.invalid/extension', valueString: 'x' }] });
  expect((await seule.demander('POST', '/Patient', { corps })).statut).toBe(201);
});
