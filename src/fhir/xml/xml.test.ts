import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Patient, Resource } from '@medplum/fhirtypes';
import { RefusFhir } from '#fhir/refus.ts';
import { lireTgz } from '#fhir/validateur/paquets/archive.ts';
import { depuisXml, LIMITES_XML, versXml } from './index.ts';
import { arbitraireDeRessource } from './testing.ts';

const KIT = path.resolve(import.meta.dirname, '../../../../shared/conformance/fhir');
const SANS_KIT = existsSync(KIT) ? '' : ' (kit de conformité absent de ../shared/conformance/fhir : non joué)';

const patient = (enfants: string): string => `<Patient xmlns="http://hl7.org/fhir">${enfants}</Patient>`;
const refus = (xml: string): RefusFhir => refusDe(() => depuisXml(xml));
const refusDe = (faire: () => unknown): RefusFhir => {
  try {
    faire();
  } catch (erreur) {
    if (erreur instanceof RefusFhir) return erreur;
    throw erreur;
  }
  throw new Error('aurait dû être refusé');
};

describe('Une ressource en XML', () => {
  test('s’écrit dans l’ordre de la norme, quel que soit celui du JSON', () => {
    const ressource: Patient = {
      birthDate: '1936-04-12',
      resourceType: 'Patient',
      name: [{ given: ['Rose', 'Anne'], family: 'D’Essai & fils' }],
      id: 'p1',
      active: true,
    };
    expect(versXml(ressource)).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><Patient xmlns="http://hl7.org/fhir"><id value="p1"/><active value="true"/>' +
        '<name><family value="D’Essai &amp; fils"/><given value="Rose"/><given value="Anne"/></name>' +
        '<birthDate value="1936-04-12"/></Patient>',
    );
  });

  test('garde les compléments à leur rang, les extensions, l’identifiant des éléments et le texte lisible', () => {
    const ressource = {
      resourceType: 'Patient',
      text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml"><p>Rose<br/></p></div>' },
      contained: [{ resourceType: 'Organization', id: 'o', name: 'Cabinet' }],
      extension: [{ url: 'https://essai.invalid/rang', valueInteger: 3 }],
      name: [
        {
          id: 'n1',
          given: ['Rose', null, 'Anne'],
          _given: [null, { extension: [{ url: 'u', valueCode: 'x' }] }, null],
        },
      ],
      _birthDate: { id: 'b', extension: [{ url: 'https://essai.invalid/absente', valueBoolean: true }] },
    } as unknown as Resource;
    const xml = versXml(ressource);
    expect(xml).toContain('<given><extension url="u"><valueCode value="x"/></extension></given>');
    expect(xml).toContain('<contained><Organization><id value="o"/>');
    expect(depuisXml(xml)).toEqual(ressource);
  });

  test('n’oublie jamais un élément qu’elle ne connaît pas : elle le dit', () => {
    const faux = { resourceType: 'Patient', name: [{ nom: 'Rose' }] } as unknown as Resource;
    expect(refusDe(() => versXml(faux)).texte).toMatch(/« nom » n’est pas un élément de HumanName/);
    const inconnue = { resourceType: 'Inconnu' } as unknown as Resource;
    expect(refusDe(() => versXml(inconnue)).texte).toMatch(/resourceType/);
  });

  test.each([
    [
      'un texte lisible mal fermé',
      { text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml"><p></div>' } },
    ],
    [
      'une entité que XML n’a pas',
      { text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">&nbsp;</div>' } },
    ],
    ['un caractère de contrôle', { language: 'f\u0001r' }],
    ['une moitié de caractère', { language: '\uD800' }],
  ])('refuse d’écrire %s plutôt que d’envoyer du XML faux', (_, contenu) => {
    const ressource = { resourceType: 'Patient', ...contenu } as unknown as Resource;
    expect(refusDe(() => versXml(ressource)).statut).toBe(422);
  });

  test('tout ce que la norme permet revient identique après un passage par XML', () => {
    fc.assert(
      fc.property(arbitraireDeRessource(), (ressource) => {
        expect(depuisXml(versXml(ressource as unknown as Resource))).toEqual(ressource);
      }),
      { numRuns: 300 },
    );
  });

  test.skipIf(SANS_KIT !== '')(
    `les exemples français reviennent identiques après un passage par XML${SANS_KIT}`,
    () => {
      let vus = 0;
      for (const paquet of readdirSync(KIT).filter((nom) => nom.endsWith('.tgz')))
        for (const { nom, contenu } of lireTgz(readFileSync(path.join(KIT, paquet)))) {
          if (!/\/example\/.*\.json$/.test(nom)) continue;
          const ressource = JSON.parse(contenu.toString('utf8')) as Resource;
          if (nom.includes('.index')) continue;
          expect(depuisXml(versXml(ressource)), `${paquet} ${nom}`).toEqual(ressource);
          vus += 1;
        }
      expect(vus).toBeGreaterThanOrEqual(96);
    },
  );
});

describe('Un document XML reçu', () => {
  test('est lu avec ses nombres et ses booléens typés', () => {
    const xml = `<?xml version="1.0" encoding="UTF-8"?>
      <!-- envoyé par un logiciel -->
      <Observation xmlns="http://hl7.org/fhir" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a b">
        <status value="final"/>
        <code><text value="Poids &#233; &quot;x&quot;"/></code>
        <valueQuantity><value value="72.5"/><unit value="kg"/></valueQuantity>
      </Observation>`;
    expect(depuisXml(`\uFEFF${xml}`)).toEqual({
      resourceType: 'Observation',
      status: 'final',
      code: { text: 'Poids é "x"' },
      valueQuantity: { value: 72.5, unit: 'kg' },
    });
  });

  test.each([
    ['un élément inconnu', patient('<nom value="x"/>'), /<nom> n’est pas un élément de Patient/],
    ['un attribut inconnu', patient('<active valeur="true"/>'), /pas d’attribut « valeur »/],
    [
      'un ordre qui n’est pas celui de la norme',
      patient('<active value="true"/><id value="x"/>'),
      /<id> n’est pas à sa place/,
    ],
    ['un élément seul écrit deux fois', patient('<active value="true"/><active value="true"/>'), /qu’une fois/],
    ['un booléen qui n’en est pas un', patient('<active value="oui"/>'), /« oui » n’est pas un booléen/],
    ['un nombre qui n’en est pas un', patient('<multipleBirthInteger value="1.5"/>'), /n’est pas un nombre/],
    ['un nombre vide', patient('<multipleBirthInteger value=""/>'), /n’est pas un nombre/],
    ['un élément sans rien', patient('<birthDate/>'), /ni valeur ni extension/],
    ['un groupe sans rien', patient('<name/>'), /<name> est vide/],
    ['du texte hors des attributs', patient('<active value="true"/>bonjour'), /hors d’un attribut/],
    ['un autre espace de noms', '<Patient xmlns="urn:hl7-org:v3"/>', /doit porter xmlns/],
    ['aucun espace de noms', '<Patient/>', /doit porter xmlns/],
    ['un élément d’un autre espace', patient('<name xmlns="urn:x"><text value="a"/></name>'), /espace de noms/],
    ['un préfixe', '<f:Patient xmlns:f="http://hl7.org/fhir"/>', /n’est pas un élément FHIR/],
    ['un type inconnu', '<Malade xmlns="http://hl7.org/fhir"/>', /n’est pas un type de ressource/],
    ['une DTD', `<!DOCTYPE Patient [<!ENTITY a "b">]>${patient('')}`, /DOCTYPE/],
    ['une entité inconnue', patient('<id value="&xxe;"/>'), /entité/],
    ['un bloc CDATA', patient('<![CDATA[x]]>'), /CDATA/],
    ['une instruction', patient('<?php x?>'), /n’est pas un élément FHIR/],
    ['un nom piégé', patient('<__proto__ value="x"/>'), /pas admis/],
    ['deux racines', `${patient('')}${patient('')}`, /racine/],
    ['un document coupé', '<Patient xmlns="http://hl7.org/fhir"><id', /mal formé/],
    ['du texte lisible sans son espace', patient('<text><status value="empty"/><div>x</div></text>'), /xmlns/],
    [
      'deux ressources contenues ensemble',
      patient('<contained><Basic/><Basic/></contained>'),
      /une ressource et une seule/,
    ],
    ['rien', '', /mal formé/],
  ])('%s est refusé avec sa raison', (_, xml, raison) => {
    const erreur = refus(xml);
    expect(erreur.statut).toBe(400);
    expect(erreur.texte).toMatch(raison);
  });

  test('l’erreur dit la ligne, la colonne et l’élément', () => {
    const erreur = refus(patient('\n  <name>\n    <prenom value="Rose"/>\n  </name>\n'));
    expect(erreur.issues[0]).toMatchObject({ expression: 'Patient.name[0].prenom' });
    expect(erreur.texte).toContain('ligne 3, colonne 5');
  });

  test('trop grand ou trop profond, il est refusé sans être lu', () => {
    expect(refus(' '.repeat(LIMITES_XML.caracteres + 1)).statut).toBe(413);
    const profond = '<extension url="u">'.repeat(5_000) + '</extension>'.repeat(5_000);
    expect(refus(patient(profond)).texte).toMatch(/l’un dans l’autre/);
  });

  test('abîmé n’importe où, un document donne une ressource ou un refus, jamais une autre erreur', () => {
    const bout = fc.oneof(
      fc.constantFrom('', '<', '>', '"', '&', '</', '/>', ' value=', '<a/>', '\u0000', '\uD800'),
      fc.string(),
    );
    fc.assert(
      fc.property(
        arbitraireDeRessource(['Patient', 'Bundle', 'Questionnaire']),
        fc.nat(),
        fc.nat(40),
        bout,
        (r, ou, n, mis) => {
          const xml = versXml(r as unknown as Resource);
          const place = ou % (xml.length + 1);
          try {
            depuisXml(xml.slice(0, place) + mis + xml.slice(place + n));
          } catch (erreur) {
            expect(erreur).toBeInstanceOf(RefusFhir);
          }
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test('n’importe quel texte donne une ressource ou un refus, jamais une autre erreur', () => {
    const bouts = fc.constantFrom(
      '<Patient xmlns="http://hl7.org/fhir">',
      '</Patient>',
      '<',
      '>',
      '/>',
      '&',
      '"',
      "'",
      ' ',
      '\n',
      '<id value="a"/>',
      '<text>',
      '<div xmlns="http://www.w3.org/1999/xhtml">',
      '</div>',
      '</text>',
      '<!--',
      '-->',
      '<?xml version="1.0"?>',
      '&#0;',
      '&#xD800;',
      '&amp;',
      '\u0000',
      '=',
      'value',
      '<name>',
      '</name>',
      '<contained>',
      '<![CDATA[',
      ']]>',
      'é',
      '\r',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof({ weight: 6, arbitrary: bouts }, fc.string()), { maxLength: 25 }), (morceaux) => {
        try {
          depuisXml(morceaux.join(''));
        } catch (erreur) {
          expect(erreur).toBeInstanceOf(RefusFhir);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
