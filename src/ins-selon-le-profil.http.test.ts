import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientInsi } from '#connectors/insi/index.ts';
import { APPELANT_DESSAI, demarrerSimulateurInsi } from '#connectors/insi/simulateur/simulateur.ts';
import { dominique } from '#connectors/insi/testing.ts';
import { ouvrirPorteDeTest, TERRITOIRE, type PorteDeTest } from '#http/fhir/testing.ts';
import { lireDatamatrixIns, lireOidIns, type ProfilExecution } from '#lib/identifiants/index.ts';
import type { Jour } from '#lib/temps/index.ts';
import { SORTIES_LOCALES } from '#lib/sorties/testing.ts';

/** INS-03, the table whole: four kinds of identities, two kinds of houses, every road by which an identity comes in. */
const RACINE = '1.2.250.1.213.1.4.';
const AUJOURDHUI = '2026-11-28' as Jour;
const MATRICULE = '279035121518989';
const TABLE: readonly (readonly [fin: string, nature: string, profil: ProfilExecution, admis: boolean])[] = [
  ['8', 'NIR d’une personne réelle', 'essai', false],
  ['9', 'NIA d’une personne réelle', 'essai', false],
  ['10', 'identité de test', 'essai', true],
  ['11', 'identité de démonstration', 'essai', true],
  ['8', 'NIR d’une personne réelle', 'production', true],
  ['9', 'NIA d’une personne réelle', 'production', true],
  ['10', 'identité de test', 'production', false],
  ['11', 'identité de démonstration', 'production', false],
];

let porte: PorteDeTest;
let numero = 0;

beforeAll(async () => {
  porte = await ouvrirPorteDeTest();
});
afterAll(() => porte[Symbol.asyncDispose]());

const prouvee = (oid: string) => ({
  resourceType: 'Patient',
  identifier: [{ system: `urn:oid:${oid}`, value: MATRICULE }],
  name: [{ use: 'official', family: 'PAT-TROIS', given: ['DOMINIQUE'] }],
});

/** Each road of the FHIR door: refused, the answer says which identities this house keeps. */
const PAR_FHIR: readonly (readonly [
  string,
  (oid: string, id: string) => Promise<{ statut: number; corps: unknown }>,
])[] = [
  ['une création', (oid) => porte.demander('POST', '/Patient', { corps: prouvee(oid) })],
  ['un remplacement', (oid, id) => porte.demander('PUT', `/Patient/${id}`, { corps: { ...prouvee(oid), id } })],
  [
    'une transaction',
    (oid) =>
      porte.demander('POST', '/', {
        corps: {
          resourceType: 'Bundle',
          type: 'transaction',
          entry: [{ resource: prouvee(oid), request: { method: 'POST', url: 'Patient' } }],
        },
      }),
  ],
  [
    'un proche',
    (oid) =>
      porte.demander('POST', '/RelatedPerson', {
        corps: { ...prouvee(oid), resourceType: 'RelatedPerson', patient: { reference: 'Patient/quelqu-un' } },
      }),
  ],
  [
    'une personne rangée dans une tâche',
    (oid) =>
      porte.demander('POST', '/Task', {
        corps: {
          resourceType: 'Task',
          status: 'requested',
          intent: 'order',
          contained: [{ ...prouvee(oid), id: 'p' }],
          for: { reference: '#p' },
        },
      }),
  ],
];

describe.each(TABLE)('OID .%s (%s), maison en profil %s, admis : %s', (fin, _nature, profil, admis) => {
  const oid = `${RACINE}${fin}`;

  test.each(PAR_FHIR)('par la porte FHIR, %s', async (_route, envoyer) => {
    Object.assign(porte.maison, { profil: profil === 'essai' ? 'essai' : 'territoire' });
    numero += 1;
    const { statut, corps } = await envoyer(oid, `p-${numero}`);
    if (admis) expect([200, 201]).toContain(statut);
    else {
      expect(statut).toBe(422);
      expect(JSON.stringify(corps)).toMatch(/plateforme (réelle|d’essai)/);
    }
  });

  test('par le datamatrix d’un document', () => {
    const texte = `IS010000000000000000000000S1${MATRICULE}S2${oid}\u001DS3DOMINIQUE MARIE-LOUISE\u001DS4PAT-TROIS\u001DS5FS628-03-1979S751215`;
    const lu = lireDatamatrixIns(texte, profil, AUJOURDHUI);
    expect(lu.ok).toBe(admis);
    if (!lu.ok) expect(lu.texte).toMatch(/identité réelle en essai, ou de test en réel/);
  });

  test('par la réponse du téléservice INSi', async () => {
    const [essai, production] = [lireOidIns(oid, 'essai'), lireOidIns(oid, 'production')];
    const lue = essai.ok ? essai : production;
    if (!lue.ok) throw new Error(oid);
    const personne = dominique();
    const service = await demarrerSimulateurInsi({
      personnes: [{ ...personne, ins: { ...personne.ins, oid: lue.valeur } }],
    });
    const insi = clientInsi({ adresse: service.adresse, profil, appelant: APPELANT_DESSAI, sorties: SORTIES_LOCALES });
    const reponse = insi.rechercher(personne.traits, { id: '00000000-0000-4000-8000-000000000001' });
    if (admis) await expect(reponse).resolves.toMatchObject({ issue: 'trouvee' });
    else await expect(reponse).rejects.toThrow(/./);
    await service.arreter();
  });

  test('et la base elle-même ne la garde que dans un territoire de ce profil', async () => {
    numero += 1;
    await porte.base.commun<{ territoire: { code: string; profil: string } }, unknown>((sql) =>
      sql
        .updateTable('territoire')
        .set({ profil: profil === 'essai' ? 'essai' : 'reel' })
        .where('code', '=', TERRITOIRE)
        .execute(),
    );
    const ecrire = porte.base.directement(TERRITOIRE)({
      texte: `insert into ins_connue (id, patient, matricule, aveugle, oid, origine, etat, depuis)
              values ($1, $1, 'scelle', 'aveugle', $2, 'insi', 'recuperee', now()) returning id`,
      valeurs: [`i-${numero}`, oid],
    });
    if (admis) await expect(ecrire).resolves.toHaveLength(1);
    else await expect(ecrire).rejects.toMatchObject({ code: 'CD003' });
  });
});
