import { describe, expect, test } from 'vitest';
import { RefusFhir } from '../refus.ts';
import { TYPES_TENUS } from '../types-tenus.ts';
import { catalogueDeBase } from './catalogue.ts';
import { lire } from './epreuve/testing.ts';
import type { OptionsDeLecture } from './lire.ts';

type Genre = 'string' | 'token' | 'reference' | 'uri' | 'date' | 'number' | 'quantity' | 'composite' | 'special';

const OPTIONS: Partial<OptionsDeLecture> = {
  etendre: () => [{ systeme: 'urn:s', code: 'a' }],
  parente: (systeme, code) => (systeme === 'urn:s' ? [{ systeme, code }] : undefined),
};

/** Modifiers of FHIR R4, search, « Modifiers », and a value that each may take. */
const MODIFICATEURS: Readonly<Record<string, string>> = {
  missing: 'true',
  exact: 'x',
  contains: 'x',
  text: 'x',
  not: 'x',
  above: 'urn:s|a',
  below: 'urn:s|a',
  in: 'urn:liste',
  'not-in': 'urn:liste',
  'of-type': 'urn:s|a|1',
  identifier: 'urn:s|a',
  iterate: 'x',
  Patient: 'p1',
};

/** Which R4 gives to which kind of parameter. Source: FHIR R4, search.html#modifiers. */
const ATTENDUS: Readonly<Record<Genre, readonly string[]>> = {
  string: ['missing', 'exact', 'contains'],
  token: ['missing', 'text', 'not', 'above', 'below', 'in', 'not-in', 'of-type'],
  reference: ['missing', 'identifier', 'above', 'below', 'Patient'],
  uri: ['missing', 'above', 'below'],
  date: ['missing'],
  number: ['missing'],
  quantity: ['missing'],
  composite: [],
  special: [],
};

/** Answered only where it has a meaning: the others are refused. */
const SELON_LE_PARAMETRE = new Set(['of-type', 'above', 'below', 'Patient']);
/** Columns of their own, always there. */
const EN_COLONNE = new Set(['_id', '_lastUpdated']);

const PREFIXES = ['eq', 'ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb', 'ap'];
const ORDONNES: Readonly<Partial<Record<Genre, string>>> = { date: '2026-01', number: '5', quantity: '5|urn:s|a' };

/** Read, or refused in a sentence at 400: there is no third way. */
function issue(requete: string): 'lue' | 'refusee' {
  try {
    expect(lire(requete, OPTIONS).criteres.length).toBeGreaterThan(0);
    return 'lue';
  } catch (erreur) {
    if (!(erreur instanceof RefusFhir)) throw erreur;
    expect(erreur.statut).toBe(400);
    expect(erreur.issues[0]?.expression).toMatch(/^http\./);
    expect(erreur.texte).toMatch(/[a-zé]{3}.*\.$/);
    return 'refusee';
  }
}

const TYPES = Object.keys(TYPES_TENUS);

describe('Les modificateurs de FHIR R4', () => {
  test.each(TYPES)('%s : chaque paramètre prend ceux de son genre, et refuse les autres avec une phrase', (type) => {
    expect(catalogueDeBase().duType(type).length).toBeGreaterThan(5);
    for (const parametre of catalogueDeBase().duType(type))
      for (const [modificateur, valeur] of Object.entries(MODIFICATEURS)) {
        const trouvee = issue(`${type}?${parametre.code}:${modificateur}=${encodeURIComponent(valeur)}`);
        const attendu = ATTENDUS[parametre.type].includes(modificateur);
        const dit = `${type}.${parametre.code}:${modificateur}`;
        if (!attendu && !EN_COLONNE.has(parametre.code)) expect([dit, trouvee]).toEqual([dit, 'refusee']);
        if (attendu && !SELON_LE_PARAMETRE.has(modificateur) && !EN_COLONNE.has(parametre.code))
          expect([dit, trouvee]).toEqual([dit, 'lue']);
      }
  });

  test('ceux qui dépendent du paramètre sont servis où ils ont un sens', () => {
    expect(issue('Patient?identifier:of-type=urn:s|a|1')).toBe('lue');
    expect(issue('Condition?code:below=urn:s|a')).toBe('lue');
    expect(issue('Condition?code:above=urn:s|a')).toBe('lue');
    expect(issue('Condition?code:below=urn:inconnu|a')).toBe('refusee');
    expect(issue('Condition?code:below=a')).toBe('refusee');
    expect(issue('Location?partof:below=Location/1')).toBe('lue');
    expect(issue('Organization?partof:above=1')).toBe('lue');
    expect(issue('Condition?subject:below=Patient/1')).toBe('refusee');
    expect(issue('Task?subject:Patient=p1')).toBe('lue');
  });
});

describe('Les préfixes de FHIR R4', () => {
  test.each(TYPES)('%s : les neuf sur ce qui s’ordonne, aucun autre', (type) => {
    expect(issue(`${type}?_lastUpdated=ge2026`)).toBe('lue');
    for (const parametre of catalogueDeBase().duType(type)) {
      const valeur = ORDONNES[parametre.type];
      if (valeur === undefined) continue;
      for (const prefixe of PREFIXES)
        expect(issue(`${type}?${parametre.code}=${prefixe}${encodeURIComponent(valeur)}`)).toBe('lue');
      for (const prefixe of ['po', 'xx', 'EQ', 'g'])
        expect(issue(`${type}?${parametre.code}=${prefixe}${encodeURIComponent(valeur)}`)).toBe('refusee');
    }
  });
});

describe('Les paramètres de toutes les ressources', () => {
  test.each([
    ['_filter=active%20eq%20true', 'lue'],
    ['_list=l1', 'lue'],
    ['_list=$current-problems', 'refusee'],
    ['_id=a&_text=chute', 'lue'],
    ['_id=a&_content=chute', 'lue'],
    ['_text=chute', 'refusee'],
    ['_content=chute', 'refusee'],
    ['_text:exact=x', 'refusee'],
    ['_query=current', 'refusee'],
    ['_contained=true', 'refusee'],
    ['_containedType=container', 'refusee'],
    ['_score=1', 'refusee'],
  ])('%s est %s', (requete, attendue) => {
    expect(issue(`Patient?${requete}`)).toBe(attendue);
  });
});
