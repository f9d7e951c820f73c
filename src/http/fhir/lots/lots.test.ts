import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RefusFhir } from '#fhir/refus.ts';
import { dansLOrdre, lireLot, METHODES } from './lire-lot.ts';
import { citeUneDe, racineDe, reecrireLiens, referencesConditionnelles, retablir } from './references.ts';

const BASE = 'https://cordee.invalid/fhir';
const lot = (entry: unknown, type = 'transaction') => lireLot({ resourceType: 'Bundle', type, entry }, BASE);

describe('Lire un Bundle', () => {
  test('une entrée garde sa méthode, son adresse sous la base et ses conditions', () => {
    const { entrees } = lot([
      { request: { method: 'GET', url: `${BASE}/Patient?name=a?b` } },
      { request: { method: 'DELETE', url: '/Patient/x', ifMatch: 'W/"2"' } },
    ]);
    expect(entrees).toMatchObject([
      { rang: 0, methode: 'GET', chemin: 'Patient', requete: 'name=a?b' },
      { rang: 1, methode: 'DELETE', chemin: 'Patient/x', requete: '', ifMatch: 'W/"2"' },
    ]);
  });

  test.each([
    [{}],
    [null],
    ['texte'],
    [{ request: { method: 'TRACE', url: 'Patient' } }],
    [{ request: { method: 'POST', url: 'Patient' } }],
    [{ request: { method: 'PUT', url: 'Patient/x' }, resource: [] }],
    [{ request: { method: 'GET' } }],
  ])('l’entrée %j est refusée seule, avec sa place', (entree) => {
    const { entrees } = lot([entree, { request: { method: 'GET', url: 'Patient/x' } }]);
    expect(entrees[0]).toBeInstanceOf(RefusFhir);
    expect((entrees[0] as RefusFhir).issues[0]?.expression).toMatch(/^Bundle\.entry\[0\]/);
    expect(entrees[1]).toMatchObject({ chemin: 'Patient/x' });
  });

  test('un Bundle d’un autre type, trop long ou sans liste est refusé', () => {
    expect(() => lot([], 'document')).toThrow(expect.objectContaining({ statut: 400 }));
    expect(() => lot({})).toThrow(expect.objectContaining({ statut: 400 }));
    expect(() => lot(Array.from({ length: 1001 }, () => ({})))).toThrow(expect.objectContaining({ statut: 413 }));
    for (const corps of [null, 3, 'x', [], { resourceType: 'Patient' }])
      expect(() => lireLot(corps, BASE)).toThrow(RefusFhir);
  });

  test('les suppressions passent d’abord, les lectures en dernier, chaque sorte dans l’ordre reçu', () => {
    const sorte = (m: string) => 'DELETE POST PUT,PATCH GET,HEAD'.split(' ').findIndex((s) => s.includes(m));
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...METHODES)), (methodes) => {
        const rangees = dansLOrdre(methodes.map((methode, rang) => ({ methode, rang })));
        const cles = rangees.map((e) => sorte(e.methode) * 1000 + e.rang);
        expect(cles).toEqual(cles.toSorted((a, b) => a - b));
      }),
    );
  });
});

describe('Réécrire les liens d’un Bundle', () => {
  const adresses = new Map([
    ['urn:uuid:1', 'Patient/p'],
    ['https://hopital.example/fhir/Patient/9', 'Patient/q'],
  ]);

  test('références, urls et liens du texte suivent ; un identifiant garde sa valeur', () => {
    const ressource = {
      resourceType: 'DocumentReference',
      identifier: [{ system: 'urn:ietf:rfc:3986', value: 'urn:uuid:1' }],
      subject: { reference: 'urn:uuid:1' },
      author: [{ reference: 'https://hopital.example/fhir/Patient/9#tel' }, { reference: 'Practitioner/autre' }],
      content: [{ attachment: { url: 'urn:uuid:1' } }],
      extension: [{ url: 'urn:uuid:2', valueUri: 'urn:uuid:1' }],
      text: { div: '<div><a href="urn:uuid:1">urn:uuid:1</a></div>' },
    };
    reecrireLiens(ressource, adresses, undefined);
    expect(ressource).toEqual({
      resourceType: 'DocumentReference',
      identifier: [{ system: 'urn:ietf:rfc:3986', value: 'urn:uuid:1' }],
      subject: { reference: 'Patient/p' },
      author: [{ reference: 'Patient/q#tel' }, { reference: 'Practitioner/autre' }],
      content: [{ attachment: { url: 'Patient/p' } }],
      extension: [{ url: 'urn:uuid:2', valueUri: 'Patient/p' }],
      text: { div: '<div><a href="Patient/p">urn:uuid:1</a></div>' },
    });
  });

  test('une référence relative se lit depuis l’adresse de son entrée', () => {
    const tache = { for: { reference: 'Patient/9' }, owner: { reference: 'Patient/8' } };
    reecrireLiens(tache, adresses, racineDe('https://hopital.example/fhir/Task/1'));
    expect(tache).toEqual({ for: { reference: 'Patient/q' }, owner: { reference: 'Patient/8' } });
    expect(racineDe('urn:uuid:1')).toBeUndefined();
  });

  test('ce qui a été réécrit se rétablit, quelle que soit la ressource', () => {
    const lien = fc.constantFrom('urn:uuid:1', 'https://hopital.example/fhir/Patient/9', 'Patient/9', 'texte');
    const noeud = fc.letrec((tie) => ({
      valeur: fc.oneof(
        { depthSize: 'small' },
        lien,
        fc.boolean(),
        fc.array(tie('valeur'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom('reference', 'url', 'value', 'div', 'author'), tie('valeur'), { maxKeys: 3 }),
      ),
    }));
    fc.assert(
      fc.property(noeud.valeur, (valeur) => {
        const ressource = { valeur };
        const avant = JSON.stringify(ressource);
        retablir(reecrireLiens(ressource, adresses, 'https://hopital.example/fhir/'));
        expect(JSON.stringify(ressource)).toBe(avant);
      }),
    );
  });

  test('on sait si une ressource cite une des adresses', () => {
    const cite = (r: object) => citeUneDe({ ...r }, new Set(['Goal/1']));
    expect(cite({ focus: { reference: 'Goal/1' } })).toBe(true);
    expect(cite({ a: [{ valueUri: 'Goal/1#x' }] })).toBe(true);
    expect(cite({ identifier: [{ value: 'Goal/1' }], focus: { reference: 'Goal/12' } })).toBe(false);
  });

  test('les références à résoudre par une recherche sont trouvées, chacune une fois', () => {
    const r = {
      a: [{ reference: 'Patient?identifier=x|1' }, { reference: 'Patient?identifier=x|1' }],
      b: { reference: 'Patient/1' },
    };
    expect([...referencesConditionnelles(r)]).toEqual(['Patient?identifier=x|1']);
  });
});
