import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { evalFhirPath } from '@medplum/core';
import type { Resource } from '@medplum/fhirtypes';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normaliser } from '#lib/texte/index.ts';
import { estTenu, TYPES_TENUS } from '../types-tenus.ts';
import { lireTgz } from '../validateur/paquets/archive.ts';
import { compilerChemin, repeter } from './chemin.ts';
import { extraire, parametresIndexes, parametresParMoteur, type Extrait } from './index.ts';

const KIT = path.resolve(import.meta.dirname, '../../../../shared/conformance/fhir');
const SANS_KIT = existsSync(KIT)
  ? ''
  : ' (kit de conformité absent de ../shared/conformance/fhir : exemples de la maison seuls)';

const cles = ({ nomsDeCles }: Extrait, param: string) =>
  nomsDeCles.filter((c) => c.startsWith(`${param}=`)).map((c) => c.slice(param.length + 1));

const EXEMPLES: readonly Resource[] = [
  {
    resourceType: 'Observation',
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: '29463-7', display: 'Poids' }], text: 'Poids du matin' },
    subject: { reference: 'Patient/p1' },
    effectivePeriod: { start: '2026-11-01', end: '2026-11-02T10:00:00+01:00' },
    valueQuantity: { value: 72.5, unit: 'kg', system: 'http://unitsofmeasure.org', code: 'kg' },
    component: [{ code: { text: 'x' }, valueCodeableConcept: { coding: [{ code: 'c' }] } }],
  },
  {
    resourceType: 'Condition',
    subject: { reference: 'Patient/p1' },
    onsetAge: { value: 3, system: 'http://unitsofmeasure.org', code: 'a' },
    abatementString: 'Après l’été',
  },
  {
    resourceType: 'Task',
    status: 'requested',
    intent: 'order',
    for: { identifier: { system: 'urn:ins', value: '123' }, type: 'Patient' },
    owner: { reference: 'https://ailleurs.example/fhir/Practitioner/9' },
    focus: { reference: 'ServiceRequest/s1/_history/4' },
    instantiatesCanonical: 'https://protocole.example/avc|2.1',
  },
  {
    resourceType: 'Composition',
    status: 'final',
    type: { text: 'Fiche' },
    date: '2026-11-28',
    title: 'Fiche de liaison',
    author: [{ reference: 'Practitioner/a' }],
    relatesTo: [
      { code: 'replaces', targetReference: { reference: 'Composition/c0' } },
      { code: 'appends', targetIdentifier: { value: 'i0' } },
    ],
  },
  { resourceType: 'Patient', deceasedDateTime: '2026-01-01', telecom: [{ system: 'email', value: 'a@b.invalid' }] },
];

describe('Chaque chemin compilé lit comme le moteur FHIRPath', () => {
  const ressources = [...EXEMPLES, ...exemplesDuKit()];

  test(`sur ${ressources.length} ressources${SANS_KIT}`, () => {
    let compares = 0;
    for (const ressource of ressources) {
      const type = ressource.resourceType;
      for (const { expression = '' } of parametresIndexes(type)) {
        // The engine reads an unresolved reference as nothing: those paths have their own cases below.
        for (const partie of expression.split('|').map((e) => e.trim())) {
          if (!new RegExp(`^\\(*${type}\\.`).test(partie) || partie.includes('resolve()')) continue;
          const lues: unknown[] = [];
          const chemin = compilerChemin<unknown[]>(type, partie, (valeur, ou) => ou.push(valeur));
          if (chemin === undefined) continue;
          const objet = ressource as unknown as Record<string, unknown>;
          for (const racine of chemin.racines)
            if (objet[racine] !== undefined) repeter(objet[racine], lues, chemin.suite);
          expect(lues, `${type} : ${partie}`).toEqual(evalFhirPath(partie, ressource));
          compares += 1;
        }
      }
    }
    expect(compares).toBeGreaterThan(100);
  });

  test('seuls ces paramètres demandent le moteur', () => {
    const parMoteur = Object.keys(TYPES_TENUS).flatMap((type) =>
      parametresParMoteur(type).map((code) => `${type}.${code}`),
    );
    expect(parMoteur).toEqual(['Bundle.composition', 'Bundle.message']);
  });
});

describe('Ce qu’une ressource dit, une recherche le retrouve', () => {
  test('jetons : avec leur système, sans système, et seuls', () => {
    const { toks } = extraire({
      resourceType: 'Patient',
      active: false,
      identifier: [
        { system: 'urn:a', value: '1', type: { coding: [{ system: 'urn:t', code: 'PI' }] } },
        { value: '2' },
      ],
      meta: { tag: [{ system: 'urn:tag', code: 'essai' }], profile: ['https://profil.example/p'] },
    });
    for (const jeton of [
      'identifier=urn:a|1',
      'identifier=1',
      'identifier=|2',
      'identifier=2',
      'identifier:of-type=urn:t|PI|1',
      'active=false',
      'deceased=false',
      '_tag=urn:tag|essai',
      '_profile=https://profil.example/p',
    ])
      expect(toks).toContain(jeton);
  });

  test('références : d’ici, d’ailleurs, canoniques, par identifiant', () => {
    const { refs } = extraire(EXEMPLES[2] ?? { resourceType: 'Basic', code: {} });
    expect(refs).toEqual(
      expect.arrayContaining([
        'patient=:identifier|urn:ins|123',
        'subject=:identifier=123',
        'owner=https://ailleurs.example/fhir/Practitioner/9',
        'focus=ServiceRequest/s1',
      ]),
    );
  });

  test('quantités : seules, avec leur unité, avec leur code', () => {
    const { nomsDeCles } = extraire(EXEMPLES[0] ?? { resourceType: 'Basic', code: {} });
    const params = nomsDeCles.filter((c) => c.startsWith('value-quantity')).map((c) => c.slice(0, c.lastIndexOf('=')));
    expect(params.sort()).toEqual([
      'value-quantity',
      'value-quantity|http://unitsofmeasure.org|kg',
      'value-quantity||kg',
    ]);
  });

  test('noms : chaque partie et l’ensemble, sans accents, quel que soit le nom', () => {
    const mot = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 15 });
    fc.assert(
      fc.property(mot, fc.array(mot, { maxLength: 3 }), (family, given) => {
        const trouves = new Set(cles(extraire({ resourceType: 'Patient', name: [{ family, given }] }), 'name'));
        const attendus = [family, ...given, [family, ...given].join(' ')].map(normaliser).filter((cle) => cle !== '');
        expect(attendus.filter((cle) => !trouves.has(cle))).toEqual([]);
      }),
    );
  });

  test('deux graphies d’une même clé sont gardées toutes deux, pour la recherche exacte', () => {
    const { cles: lignes } = extraire({ resourceType: 'Patient', name: [{ given: ['Zoé', 'Zoe', 'zoe'] }] });
    expect(lignes.find((c) => c.param === 'given')).toEqual({
      param: 'given',
      cle: 'zoe',
      fin: 'Zoé\u001FZoe\u001Fzoe',
    });
  });

  test('une clé est unique, courte, et porte le nom de son paramètre', () => {
    const texte = fc.string({ unit: 'grapheme', maxLength: 2000 });
    fc.assert(
      fc.property(fc.array(texte, { maxLength: 5 }), (line) => {
        const { cles: lignes, nomsDeCles } = extraire({ resourceType: 'Patient', address: [{ line }] });
        expect(new Set(nomsDeCles).size).toBe(nomsDeCles.length);
        expect(nomsDeCles).toEqual(lignes.map(({ param, cle }) => `${param}=${cle}`));
        expect(lignes.every(({ cle }) => cle.length <= 400)).toBe(true);
      }),
    );
  });

  test('n’importe quel contenu s’indexe sans faute, même mal formé', () => {
    const champs = [
      'name',
      'identifier',
      'telecom',
      'address',
      'qualification',
      'meta',
      'subject',
      'code',
      'effectivePeriod',
      'valueQuantity',
    ];
    const contenu = fc.dictionary(fc.constantFrom(...champs), fc.anything({ maxDepth: 4 }));
    const type = fc.constantFrom('Practitioner', 'Observation', 'Task', 'PractitionerRole', 'Composition');
    fc.assert(
      fc.property(type, contenu, (resourceType, reste) => {
        const ressource = JSON.parse(JSON.stringify({ ...reste, resourceType, id: 'x' })) as Resource;
        const { nomsDeCles } = extraire(ressource);
        expect(new Set(nomsDeCles).size).toBe(nomsDeCles.length);
      }),
    );
  });
});

function exemplesDuKit(): readonly Resource[] {
  if (SANS_KIT !== '') return [];
  const paquets = readdirSync(KIT).filter((nom) => nom.endsWith('.tgz') && !nom.startsWith('kit.'));
  return paquets.flatMap((paquet) =>
    lireTgz(readFileSync(path.join(KIT, paquet)))
      .filter(({ nom }) => /example\/.*\.json$/.test(nom) && !nom.endsWith('.index.json'))
      .map(({ contenu }) => JSON.parse(contenu.toString('utf8')) as Resource)
      .filter(({ resourceType }) => estTenu(resourceType)),
  );
}
