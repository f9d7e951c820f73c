import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { patientDepuisTraits, sceauDe } from '#fhir/identite/index.ts';
import { desTraitsQualifies } from '#fhir/identite/testing.ts';
import { reindexer } from '#fhir/store/reindexer.ts';
import { ouvrirPorteDeTest, TERRITOIRE, type PorteDeTest, type ReponseDeTest } from './testing.ts';

const MATRICULE = '279035121518989';
const OID = 'urn:oid:1.2.250.1.213.1.4.10';
const QUALIFIEE = patientDepuisTraits(desTraitsQualifies(), { id: 'qualifiee' });
/** What another software may send: a matricule with an identity that is not qualified. */
const PROVISOIRE = {
  ...patientDepuisTraits(desTraitsQualifies({}, { statut: 'PROV' }), { id: 'provisoire' }),
  identifier: [
    ...(QUALIFIEE.identifier ?? []),
    {
      system: 'urn:oid:1.2.3',
      value: 'local-1',
      type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'PI' }] },
    },
  ],
};

let porte: PorteDeTest;
let reponses: readonly ReponseDeTest[];
const lire = (chemin: string) => porte.demander('GET', chemin);
const poser = (type: string, id: string, corps: object) =>
  porte.demander('PUT', `/${type}/${id}`, { corps: { resourceType: type, ...corps, id } });

/** Every text column of every table of the territory. */
async function toutLaBase(): Promise<string> {
  const interroger = porte.base.directement(TERRITOIRE);
  const tables = ['resource', 'resource_history', 'recherche', 'trace', 'fait', 'envoi', 'ins_connue', 'main_ouverte'];
  const lignes = await Promise.all(
    tables.map((table) =>
      interroger<{ texte: string }>({ texte: `select t::text as texte from ${table} t`, valeurs: [] }),
    ),
  );
  return lignes
    .flat()
    .map(({ texte }) => texte)
    .join('\n');
}

beforeAll(async () => {
  porte = await ouvrirPorteDeTest();
  reponses = [await poser('Patient', 'qualifiee', QUALIFIEE), await poser('Patient', 'provisoire', PROVISOIRE)];
  const sujet = { reference: 'Patient/qualifiee', identifier: { system: OID, value: MATRICULE } };
  await poser('Observation', 'mesure', { status: 'final', code: { text: 'Poids' }, subject: sujet });
});
afterAll(async () => {
  await porte[Symbol.asyncDispose]();
});

describe('le matricule, dans la base et dehors', () => {
  test('la base ne contient le matricule nulle part : ni ressource, ni historique, ni clé, ni trace', async () => {
    const base = await toutLaBase();
    expect(base).toContain('cordee-scelle:1:');
    expect(base).not.toContain(MATRICULE);
    expect(porte.lignes.join('\n')).not.toContain(MATRICULE);
  });

  test('la réponse à une écriture suit la même règle que la lecture', () => {
    expect(reponses.map(({ texte }) => texte.includes(MATRICULE))).toEqual([true, false]);
  });

  test('une identité qualifiée le montre ; une autre garde le reste de ses identifiants et le cache', async () => {
    expect((await lire('/Patient/qualifiee')).corps['identifier']).toEqual(QUALIFIEE.identifier);
    const { corps, texte } = await lire('/Patient/provisoire');
    expect(corps['identifier']).toEqual([expect.objectContaining({ value: 'local-1' })]);
    expect(texte).not.toContain('cordee-scelle');
  });

  test('aucune sortie ne montre le matricule d’une identité non qualifiée, ni une valeur scellée', async () => {
    const chemins = [
      '/Patient/provisoire/_history',
      '/Patient/provisoire/_history/1',
      '/Patient?_id=provisoire',
      '/Patient?_id=provisoire&_elements=identifier',
      '/Patient?_id=provisoire&_summary=true',
      '/Patient/provisoire?_format=xml',
      '/_history?_count=50',
      '/Observation/mesure',
      '/Observation?_id=mesure&_include=Observation:subject',
    ];
    for (const chemin of chemins) {
      const { statut, texte } = await lire(chemin);
      expect([chemin, statut]).toEqual([chemin, 200]);
      expect([chemin, texte.includes('cordee-scelle')]).toEqual([chemin, false]);
      const provisoires = texte.split('"resourceType":"Patient"').filter((part) => part.includes('"id":"provisoire"'));
      expect([chemin, provisoires.some((part) => part.includes(MATRICULE))]).toEqual([chemin, false]);
    }
    expect((await lire('/Observation/mesure')).corps['subject']).toEqual({ reference: 'Patient/qualifiee' });
  });

  test.each([
    `identifier=${OID}|${MATRICULE}`,
    `identifier=${MATRICULE}`,
    `identifier=2 79 03 51 215 189 89`,
    `identifier:of-type=https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0203|INS-NIR-TEST|${MATRICULE}`,
  ])('on retrouve la personne par %s', async (critere) => {
    const { corps } = await lire(`/Patient?${encodeURI(critere)}`);
    expect(corps.entry?.map(({ resource }) => resource?.id).toSorted()).toEqual(['provisoire', 'qualifiee']);
  });

  test('une observation se retrouve par l’identité écrite dans sa référence', async () => {
    const { corps } = await lire(`/Observation?subject:identifier=${encodeURIComponent(`${OID}|${MATRICULE}`)}`);
    expect(corps.entry?.map(({ resource }) => resource?.id)).toEqual(['mesure']);
  });

  test('une valeur scellée recopiée ailleurs ne s’ouvre pas', async () => {
    const [ligne] = await porte.base.directement(TERRITOIRE)<{ texte: string }>({
      texte: `select r.contenu::text as texte from resource r where r.type = 'Patient' and r.id = 'qualifiee'`,
      valeurs: [],
    });
    const scelle = /cordee-scelle:1:[^"]+/.exec(ligne?.texte ?? '')?.[0] ?? '';
    const volee = { ...QUALIFIEE, identifier: [{ ...QUALIFIEE.identifier?.[0], value: scelle }] };
    const { texte } = await poser('Patient', 'voleur', volee);
    expect(texte).not.toContain(MATRICULE);
    expect(texte).not.toContain('cordee-scelle');
  });

  test('une transaction et une correction partielle gardent le matricule scellé', async () => {
    const corps = {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [{ request: { method: 'PUT', url: 'Patient/lot' }, resource: { ...QUALIFIEE, id: 'lot' } }],
    };
    expect((await porte.demander('POST', '', { corps })).statut).toBe(200);
    const corrigee = await porte.demander('PATCH', '/Patient/lot', {
      corps: [{ op: 'replace', path: '/active', value: false }],
      entetes: { 'content-type': 'application/json-patch+json' },
    });
    expect(corrigee.statut).toBe(200);
    expect((await lire('/Patient/lot')).texte).toContain(MATRICULE);
    expect(await toutLaBase()).not.toContain(MATRICULE);
  });

  test('un OID d’identité réelle est refusé en essai, avec sa raison (INS-03)', async () => {
    const reelle = {
      ...QUALIFIEE,
      identifier: [{ ...QUALIFIEE.identifier?.[0], system: 'urn:oid:1.2.250.1.213.1.4.8' }],
    };
    const { statut, texte } = await poser('Patient', 'reelle', reelle);
    expect(statut).toBe(422);
    expect(texte).toContain('personne réelle');
    expect(texte).not.toContain(MATRICULE);
  });

  test('refaire l’index retrouve les mêmes personnes, sans rien écrire en clair', async () => {
    const interroger = porte.base.directement(TERRITOIRE);
    await interroger({ texte: 'update index_fhir set version = 0', valeurs: [] });
    await reindexer(porte.base, TERRITOIRE, sceauDe(porte.maison.socle.coffre, TERRITOIRE));
    const { corps } = await lire(`/Patient?identifier=${encodeURIComponent(`${OID}|${MATRICULE}`)}`);
    expect(corps.entry?.map(({ resource }) => resource?.id)).toContain('qualifiee');
    expect(await toutLaBase()).not.toContain(MATRICULE);
  });
});
