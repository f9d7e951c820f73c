import { existsSync } from 'node:fs';
import path from 'node:path';
import type { CommunicationRequest, DocumentReference, Encounter, Resource } from '@medplum/fhirtypes';
import { patientDepuisTraits } from '#fhir/identite/index.ts';
import { desTraitsQualifies } from '#fhir/identite/testing.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Acteur } from '#acces/acteur.ts';
import { SYSTEME_FAMILLE } from '#fhir/index/index.ts';
import { creerValidateur } from '#fhir/validateur/index.ts';
import type { Identifiee } from '#fhir/types.ts';
import { ouvrirSalle, unPatient, type SalleDeTest } from './testing.ts';
import { ouvrirReceveur, type Receveur } from './testing-receveur.ts';
import { CODES_NDE, EXT_EVENEMENT } from './vocabulaire-nde.ts';

/** The national packages are not in the repository: where they are absent, only the shape is checked, and the run says so. */
const KIT = path.resolve(import.meta.dirname, '../../../../shared/conformance/fhir');
const valide = existsSync(KIT) ? creerValidateur({ paquets: [KIT] }) : undefined;
const avecProfils = valide === undefined ? ' (kit national absent : profils non vérifiés)' : '';

const INS = { system: 'urn:oid:1.2.250.1.213.1.4.10', value: '279035121518989' };
const FINESS = { system: 'https://finess.esante.gouv.fr', value: '010000024' };
const NDE = 'https://interop.esante.gouv.fr/ig/fhir/nde/StructureDefinition';

let salle: SalleDeTest;
let receveur: Receveur;
let client: Acteur;
let rang = 0;

beforeAll(async () => {
  salle = await ouvrirSalle();
  await salle.ecrire(
    // Only a qualified person's matricule leaves (INS-04).
    patientDepuisTraits(desTraitsQualifies(), { id: 'p1' }),
  );
  await salle.ecrire(unPatient('p2'));
  await salle.ecrire({ resourceType: 'Organization', id: 'hopital', name: 'Hôpital d’essai', identifier: [FINESS] });
  await salle.ecrire({ resourceType: 'Organization', id: 'autre', name: 'Autre hôpital' });
});
afterAll(() => salle.fermer());
beforeEach(async () => {
  rang += 1;
  receveur = await ouvrirReceveur();
  client = await salle.logiciel(`c${rang}`, 'system/*.cruds');
});
afterEach(async () => {
  await salle.suspendre(`c${rang}`);
  await receveur.fermer();
});

const extension = (nom: string, valeur: object) => ({ url: `${NDE}/${nom}`, ...valeur });

/** As the national guide shows it: who and what are contained in the subscription. */
function unAbonnementNde(
  code: string,
  autre: { patient?: object; organisation?: object; plus?: object; canal?: object } = {},
) {
  return {
    resourceType: 'Subscription',
    meta: { profile: [`${NDE}/nde-subscription`] },
    contained: [
      { resourceType: 'Patient', id: 'pat1', identifier: [INS], ...autre.patient },
      {
        resourceType: 'Organization',
        id: 'org1',
        name: 'Hôpital d’essai',
        identifier: [FINESS],
        ...autre.organisation,
      },
      { resourceType: 'Practitioner', id: 'pract1', name: [{ use: 'official', family: 'Durand', given: ['Pierre'] }] },
    ],
    extension: [
      extension('start', { valueDateTime: '2026-11-01T00:00:00+01:00' }),
      extension('subject', { valueReference: { reference: '#pat1' } }),
      extension('declarant', { valueReference: { reference: '#org1' } }),
      extension('event-type', { valueCodeableConcept: { coding: [{ system: CODES_NDE.system, code }] } }),
      extension('subscriber', { valueReference: { reference: '#pract1' } }),
    ],
    status: 'requested',
    reason: 'essai',
    criteria: `CommunicationRequest?event-type=${code}`,
    channel: { type: 'rest-hook', endpoint: receveur.adresse, ...autre.canal },
    ...autre.plus,
  };
}

const abonner = (code: string, autre: Parameters<typeof unAbonnementNde>[1] = {}) =>
  salle.faire(client, 'abonnement.creer', { ressource: unAbonnementNde(code, autre) });

const unDocument = (id: string, autre: Partial<DocumentReference> = {}): Identifiee<DocumentReference> => ({
  resourceType: 'DocumentReference',
  id,
  status: 'current',
  subject: { reference: 'Patient/p1' },
  custodian: { reference: 'Organization/hopital', display: 'Hôpital d’essai' },
  content: [{ attachment: { contentType: 'text/plain', data: 'SGVsbG8=', title: 'Compte rendu très personnel' } }],
  ...autre,
});

const unSejour = (id: string, status: Encounter['status'], autre: Partial<Encounter> = {}): Identifiee<Encounter> => ({
  resourceType: 'Encounter',
  id,
  status,
  class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' },
  subject: { reference: 'Patient/p1' },
  serviceProvider: { reference: 'Organization/hopital', display: 'Hôpital d’essai' },
  ...autre,
});

const ordres = () => receveur.recus.map(({ corps }) => JSON.parse(corps) as CommunicationRequest);
const codes = () =>
  ordres().map((o) => o.extension?.find((e) => e.url === EXT_EVENEMENT)?.valueCodeableConcept?.coding?.[0]?.code);

function exigerConforme(ressource: Resource): void {
  const erreurs = valide?.valider(ressource).issues.filter((i) => i.severity === 'error') ?? [];
  expect(erreurs).toEqual([]);
}

describe(`Notification d’évènements${avecProfils}`, () => {
  test('un document déposé est notifié à l’abonné, dans la forme nationale, sans poignée de main', async () => {
    const { id } = await abonner('DOC');
    expect(await salle.statutDe(id)).toBe('active');
    await salle.ecrire(unDocument(`d${rang}`));
    await salle.tour();
    const [ordre] = ordres();
    expect(ordres()).toHaveLength(1);
    expect(ordre).toMatchObject({
      resourceType: 'CommunicationRequest',
      status: 'active',
      basedOn: [{ reference: `https://cordee.invalid/fhir/Subscription/${id}` }],
      subject: { reference: '#personne' },
      recipient: [{ reference: '#abonne' }],
    });
    expect(ordre?.contained).toMatchObject([
      { resourceType: 'Patient', identifier: [INS] },
      { resourceType: 'Organization', name: 'Hôpital d’essai' },
      { resourceType: 'Practitioner', name: [{ family: 'Durand' }] },
    ]);
    expect(receveur.recus[0]?.corps).not.toContain('très personnel');
    if (ordre === undefined) return;
    exigerConforme(ordre);
    // The judge is awake: the same order without its channel is refused.
    const { medium: _canal, ...sansCanal } = ordre;
    if (valide !== undefined) expect(valide.valider(sansCanal).valide).toBe(false);
  });

  test('l’abonnement gardé est lui-même conforme au profil national', async () => {
    const { id } = await abonner('DOC');
    const gardee = await salle.lireAbonnement(id);
    expect(gardee?.meta?.profile).toEqual([`${NDE}/nde-subscription`]);
    if (gardee !== undefined) exigerConforme(gardee);
  });

  test('admission puis sortie : chacune à qui l’a demandée, une fois', async () => {
    await abonner('ADM');
    await abonner('SOR');
    const id = `s${rang}`;
    await salle.ecrire(unSejour(id, 'planned'));
    await salle.ecrire(unSejour(id, 'in-progress'), 1);
    await salle.ecrire(unSejour(id, 'onleave'), 2);
    await salle.ecrire(unSejour(id, 'in-progress'), 3);
    await salle.ecrire(unSejour(id, 'finished'), 4);
    await salle.ecrire(unSejour(id, 'finished', { period: { end: '2026-11-24' } }), 5);
    await salle.tour();
    expect(codes().toSorted((a = '', b = '') => a.localeCompare(b))).toEqual(['ADM', 'SOR']);
    ordres().forEach(exigerConforme);
  });

  test('une note du cahier de liaison n’est pas un document, ni l’inverse', async () => {
    await abonner('NOT');
    const type = {
      coding: [{ system: 'https://mos.esante.gouv.fr/NOS/TRE_R234-TypeNote/FHIR/TRE-R234-TypeNote', code: 'GEN' }],
    };
    await salle.ecrire(unDocument(`n${rang}`, { type }));
    await salle.ecrire(unDocument(`nd${rang}`));
    await salle.tour();
    expect(codes()).toEqual(['NOT']);
  });

  test.each([
    ['une autre personne', { subject: { reference: 'Patient/p2' } }],
    ['un autre déclarant', { custodian: { reference: 'Organization/autre' } }],
  ])('%s n’est pas notifiée', async (_cas, autre) => {
    await abonner('DOC');
    await salle.ecrire(unDocument(`a${rang}`, autre));
    await salle.tour();
    expect(ordres()).toEqual([]);
  });

  test('avant son début, l’abonnement ne dit rien', async () => {
    const debut = new Date(salle.horloge.maintenant().getTime() + 3_600_000).toISOString();
    const ressource = unAbonnementNde('DOC');
    ressource.extension[0] = extension('start', { valueDateTime: debut });
    await salle.faire(client, 'abonnement.creer', { ressource });
    await salle.ecrire(unDocument(`av${rang}`));
    salle.horloge.avancer(3_600_001);
    await salle.ecrire(unDocument(`ap${rang}`));
    await salle.tour();
    expect(ordres()).toHaveLength(1);
  });

  test('si l’identité de la personne n’est plus lisible au moment de l’envoi, rien ne part', async () => {
    await abonner('DOC');
    await salle.ecrire(unDocument(`i${rang}`));
    await salle.distribuer();
    await salle.changerPatient('p1', { security: [{ system: SYSTEME_FAMILLE, code: 'SEN' }] });
    await salle.tour();
    expect(ordres()).toEqual([]);
    await salle.changerPatient('p1', {});
  });

  test.each([
    ['une personne inconnue', { patient: { identifier: [{ ...INS, value: 'inconnu' }] } }, /La personne/],
    ['une personne sans identifiant', { patient: { identifier: [] } }, /La personne/],
    ['un déclarant inconnu', { organisation: { identifier: [] } }, /Le déclarant/],
    [
      'un critère qui dit autre chose',
      { plus: { criteria: 'CommunicationRequest?event-type=SOR' } },
      /criteria doit être/,
    ],
    ['un courriel', { canal: { type: 'email', endpoint: 'mailto:x@y.invalid' } }, /rest-hook/],
    ['sans extension', { plus: { extension: [] } }, /est attendue une fois/],
  ])('%s : refusé avec sa raison', async (_cas, autre, raison) => {
    await expect(abonner('DOC', autre)).rejects.toMatchObject({ statut: 422, texte: expect.stringMatching(raison) });
  });

  test('un évènement hors de la liste nationale est refusé', async () => {
    await expect(abonner('XXX')).rejects.toMatchObject({ statut: 422, texte: expect.stringMatching(/event-type/) });
  });
});
