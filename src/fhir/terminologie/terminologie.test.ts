import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { codesDeBase, terminologieDeBase, type EnsembleDeCodes, type SystemeDeCodes } from '#fhir/definitions/index.ts';
import { RefusFhir } from '#fhir/refus.ts';
import { ouvrirRegistre } from '#fhir/validateur/paquets/registre.ts';
import { creerTerminologie, filtrer } from './index.ts';
import { etendreAvec, sourceDuRegistre } from './sources.ts';

const KIT = path.resolve(import.meta.dirname, '../../../../shared/conformance/fhir');
const SANS_KIT = existsSync(KIT) ? '' : ' (kit de conformité absent de ../shared/conformance/fhir : non joué)';

const SYSTEME: SystemeDeCodes = {
  resourceType: 'CodeSystem',
  url: 'urn:essai:metiers',
  content: 'complete',
  concept: [
    {
      code: 'soin',
      display: 'Soignant',
      concept: [
        { code: 'ide', display: 'Infirmière' },
        { code: 'med', display: 'Médecin' },
      ],
    },
    { code: 'gen', display: 'Généraliste', property: [{ code: 'parent', valueCode: 'med' }] },
    { code: 'as', display: 'Assistante sociale', property: [{ code: 'secteur', valueString: 'social' }] },
  ],
};

const ensemble = (
  url: string,
  compose: EnsembleDeCodes['compose'],
  expansion?: EnsembleDeCodes['expansion'],
): EnsembleDeCodes => ({
  resourceType: 'ValueSet',
  url,
  ...(compose === undefined ? {} : { compose }),
  ...(expansion === undefined ? {} : { expansion }),
});

function terminologie(...tenus: (EnsembleDeCodes | SystemeDeCodes)[]) {
  const parUrl = new Map([SYSTEME, ...tenus].map((r) => [r.url, r]));
  return creerTerminologie({ trouver: (url) => parUrl.get(url), urls: () => parUrl.keys() });
}

const codes = (...args: Parameters<typeof terminologie>) =>
  terminologie(...args)
    .deployer('urn:essai:vs')
    .map(({ code }) => code);
const filtre = (property: string, op: string, value: string) => ({
  include: [{ system: SYSTEME.url, filter: [{ property, op, value }] }],
});
const refus = (faire: () => unknown): RefusFhir | undefined => {
  try {
    faire();
  } catch (erreur) {
    if (erreur instanceof RefusFhir) return erreur;
    throw erreur;
  }
  return undefined;
};

describe('Le déploiement d’un jeu de valeurs', () => {
  test('énumère un système entier, dans l’ordre de son éditeur', () => {
    expect(codes(ensemble('urn:essai:vs', { include: [{ system: SYSTEME.url }] }))).toEqual([
      'soin',
      'ide',
      'med',
      'gen',
      'as',
    ]);
  });

  test.each([
    ['is-a', 'concept', 'med', ['med', 'gen']],
    ['descendent-of', 'concept', 'soin', ['ide', 'med', 'gen']],
    ['is-not-a', 'concept', 'soin', ['as']],
    ['=', 'secteur', 'social', ['as']],
    ['in', 'secteur', 'x,social', ['as']],
    ['exists', 'secteur', 'false', ['soin', 'ide', 'med', 'gen']],
  ])('suit le filtre %s', (op, property, value, attendus) => {
    expect(codes(ensemble('urn:essai:vs', filtre(property, op, value)))).toEqual(attendus);
  });

  test('croise les jeux d’une même part, réunit les parts, puis retire les exclus', () => {
    const autre = ensemble('urn:essai:autre', {
      include: [{ system: SYSTEME.url, concept: [{ code: 'ide' }, { code: 'med' }] }],
    });
    const vs = ensemble('urn:essai:vs', {
      include: [
        {
          system: SYSTEME.url,
          filter: [{ property: 'concept', op: 'is-a', value: 'soin' }],
          valueSet: ['urn:essai:autre'],
        },
        { system: SYSTEME.url, concept: [{ code: 'as' }] },
      ],
      exclude: [{ system: SYSTEME.url, concept: [{ code: 'ide' }] }],
    });
    expect(codes(autre, vs)).toEqual(['med', 'as']);
  });

  test('prend les libellés du système quand la liste n’en donne pas', () => {
    const vs = ensemble('urn:essai:vs', {
      include: [{ system: SYSTEME.url, concept: [{ code: 'ide' }, { code: 'as', display: 'AS' }] }],
    });
    expect(
      terminologie(vs)
        .deployer('urn:essai:vs')
        .map(({ display }) => display),
    ).toEqual(['Infirmière', 'AS']);
  });

  test('reprend un déploiement publié, sans ses têtes de chapitre', () => {
    const vs = ensemble('urn:essai:vs', undefined, {
      contains: [
        {
          system: 's',
          code: 'tete',
          abstract: true,
          contains: [
            { system: 's', code: 'a' },
            { system: 's', code: 'b' },
          ],
        },
      ],
    });
    expect(codes(vs)).toEqual(['a', 'b']);
  });

  test.each([
    ['un jeu inconnu', 404, [ensemble('urn:essai:x', undefined)]],
    ['un système inconnu', 404, [ensemble('urn:essai:vs', { include: [{ system: 'urn:ailleurs' }] })]],
    [
      'un système tenu en partie',
      422,
      [
        { ...SYSTEME, url: 'urn:p', content: 'fragment' } satisfies SystemeDeCodes,
        ensemble('urn:essai:vs', { include: [{ system: 'urn:p' }] }),
      ],
    ],
    ['une propriété qui n’est pas tenue', 422, [ensemble('urn:essai:vs', filtre('inconnue', '=', 'x'))]],
    ['un filtre qui n’est pas servi', 422, [ensemble('urn:essai:vs', filtre('code', 'regex', '(a+)+'))]],
    [
      'un déploiement publié en partie',
      422,
      [ensemble('urn:essai:vs', undefined, { total: 900, contains: [{ system: 's', code: 'a' }] })],
    ],
    ['un jeu qui se contient lui-même', 422, [ensemble('urn:essai:vs', { include: [{ valueSet: ['urn:essai:vs'] }] })]],
    ['une définition vide', 422, [ensemble('urn:essai:vs', undefined)]],
  ] as const)('refuse %s en le disant', (_, statut, tenus) => {
    expect(refus(() => codes(...tenus))?.statut).toBe(statut);
  });

  test('ne renvoie pas une liste que personne ne lira jusqu’au bout', () => {
    const concept = Array.from({ length: 20_001 }, (_, i) => ({ code: `c${i}` }));
    const vs = ensemble('urn:essai:vs', { include: [{ system: 'urn:g' }] });
    const erreur = refus(() => codes({ resourceType: 'CodeSystem', url: 'urn:g', content: 'complete', concept }, vs));
    expect(erreur).toMatchObject({ statut: 422, code: 'fhir.too-costly' });
  });

  test('chaque jeu de la norme se déploie, ou dit pourquoi il ne le peut pas', () => {
    const base = creerTerminologie();
    const jeux = [...terminologieDeBase()].filter((url) => codesDeBase(url)?.resourceType === 'ValueSet');
    const refuses = jeux.filter((url) => refus(() => base.deployer(url)) !== undefined);
    const vides = jeux.filter((url) => !refuses.includes(url) && base.deployer(url).length === 0);
    // Published by HL7 without any code: empty is their exact answer.
    expect(vides).toEqual([
      'http://hl7.org/fhir/ValueSet/message-events',
      'http://terminology.hl7.org/ValueSet/v3-policyHolderRole',
    ]);
    expect(jeux.length - refuses.length).toBeGreaterThan(1_000);
  });
});

test('une version qui n’est pas tenue n’est pas remplacée par une autre', () => {
  const base = creerTerminologie();
  const sexes = 'http://hl7.org/fhir/ValueSet/administrative-gender';
  expect(base.deployer(`${sexes}|4.0.1`)).toHaveLength(4);
  expect(refus(() => base.deployer(`${sexes}|5.0.0`))?.statut).toBe(404);
});

test('un jeu de valeurs se retrouve par la fin de son adresse, quand un seul la porte', () => {
  const deux = terminologie(ensemble('urn:a/ValueSet/double', undefined), ensemble('urn:b/ValueSet/double', undefined));
  expect(deux.canoniqueDe('administrative-gender')).toBe('http://hl7.org/fhir/ValueSet/administrative-gender');
  expect(deux.canoniqueDe('double')).toBeUndefined();
  expect(deux.canoniqueDe('inconnu')).toBeUndefined();
});

test('une recherche suit un jeu de valeurs tenu, et lui seul', () => {
  const etendre = etendreAvec(creerTerminologie());
  expect(etendre('http://hl7.org/fhir/ValueSet/administrative-gender')?.[0]).toEqual({
    systeme: 'http://hl7.org/fhir/administrative-gender',
    code: 'male',
  });
  expect(etendre('urn:inconnu')).toBeUndefined();
});

test.skipIf(SANS_KIT !== '')(`les jeux français se déploient, ou disent ce qui leur manque${SANS_KIT}`, () => {
  const registre = ouvrirRegistre([KIT]);
  const francaise = creerTerminologie(sourceDuRegistre(() => registre));
  const urls = new Set(registre.paquets.flatMap(({ codes }) => codes.map(({ url }) => url)));
  const jeux = [...urls].filter((url) => registre.codes(url, [])?.lire().resourceType === 'ValueSet');
  const deployes = jeux.filter((url) => refus(() => francaise.deployer(url)) === undefined);
  expect([jeux.length, deployes.length]).toEqual([133, 126]);
});

test('une personne trouve un code par le début de ses mots, sans accents', () => {
  const tenue = terminologie(ensemble('urn:essai:vs', { include: [{ system: SYSTEME.url }] }));
  const trouver = (texte: string) => filtrer(tenue.deployer('urn:essai:vs'), texte).map(({ code }) => code);
  expect(trouver('medecin')).toEqual(['med']);
  expect(trouver('SOC ass')).toEqual(['as']);
  expect(trouver('ide')).toEqual(['ide']);
  expect(trouver('eraliste')).toEqual([]);
});
