import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { typesDeRessource, structureDuType, type ElementDeStructure } from '../../definitions/index.ts';
import { Passage, type Objet } from '../passage.ts';
import { comparerDates } from './lecture.ts';
import { parMoteur } from './moteur.ts';
import { NATIVES } from './natives.ts';
import { PHRASES } from './phrases.ts';

/** What the engine answers otherwise than the official validator does, and why ours is right. */
const ECARTS: Readonly<Record<string, string>> = {
  'ref-1': 'une référence sans adresse ne répond ni oui ni non au moteur, ce qu’il compte pour une faute',
  'bdl-8': 'une entrée sans adresse : même raison',
  'obs-7': 'le moteur compare les codes par identité d’objet, jamais égaux',
  'dom-3': 'le moteur ne voit pas les références sous un choix',
  'ctm-1': 'le moteur ne suit pas une référence',
  'per-1': 'deux dates de précisions différentes : le moteur les dit fausses, la norme ne tranche pas',
  'inv-1': 'même raison que per-1',
};

/** Every rule of base R4, with the element it stands on. */
const regles = [
  ...typesDeRessource(),
  'ContactPoint',
  'Quantity',
  'SimpleQuantity',
  'Period',
  'Attachment',
  'Expression',
  'Timing',
  'Reference',
].flatMap((type) =>
  (structureDuType(type)?.snapshot?.element ?? []).flatMap((element) =>
    (element.constraint ?? []).flatMap(({ key, expression }) =>
      expression !== undefined && NATIVES.has(expression) ? [{ key, expression, element, type }] : [],
    ),
  ),
);
const uniques = [...new Map(regles.map((regle) => [regle.expression, regle])).values()];

const codage = fc.record({ system: fc.constantFrom('s1', 's2'), code: fc.constantFrom('a', 'b') });
/** A value for any property a rule may look at: kinds are right, contents are few so that they meet. */
const VALEURS: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  reference: fc.constantFrom('Patient/1', '#c1', '#c9'),
  status: fc.constantFrom('proposed', 'booked', 'cancelled'),
  type: fc.constantFrom('document', 'message', 'searchset', 'history', 'batch', 'transaction', 'batch-response'),
  mode: fc.constantFrom('working', 'changes', 'snapshot'),
  use: fc.constantFrom('home', 'work'),
  start: fc.constantFrom('2026-01-01', '2026-03-04', '2025-12-31'),
  end: fc.constantFrom('2026-01-01', '2026-03-04'),
  identifier: fc.record({ system: fc.constant('s'), value: fc.constant('v') }, { requiredKeys: [] }),
  contained: fc.array(
    fc.record(
      {
        resourceType: fc.constant('Patient'),
        id: fc.constantFrom('c1', 'c2'),
        meta: fc.record({ versionId: fc.constant('1'), security: fc.constant([{ code: 'R' }]) }, { requiredKeys: [] }),
        contained: fc.constant([{ resourceType: 'Patient', id: 'x' }]),
      },
      { requiredKeys: ['resourceType', 'id'] },
    ),
    { minLength: 1, maxLength: 2 },
  ),
  entry: fc.array(
    fc.record(
      {
        fullUrl: fc.constantFrom('u1', 'u2'),
        resource: fc.record({ resourceType: fc.constantFrom('Composition', 'MessageHeader', 'Patient') }),
        request: fc.constant({ method: 'GET' }),
        response: fc.constant({ status: '200' }),
        search: fc.constant({ mode: 'match' }),
        deleted: fc.constant(true),
        date: fc.constant('2026'),
      },
      { requiredKeys: [] },
    ),
    { minLength: 1, maxLength: 3 },
  ),
  component: fc.array(fc.record({ code: fc.record({ coding: fc.array(codage, { maxLength: 2 }) }) }), {
    minLength: 1,
    maxLength: 2,
  }),
};
const AUTRES = fc.constantFrom<unknown>('x', [{ text: 'x' }], { text: 'x' });

/** Objects with the properties the expression names, each there or not; `type` of a Bundle is never left out, R4 requires it. */
function objets(expression: string, type: string): fc.Arbitrary<Objet> {
  const noms = [...new Set([...expression.matchAll(/\b[a-z][A-Za-z]*\b/g)].map(([nom]) => nom))];
  const champs = noms.map((nom) => [
    nom === 'value' && type !== 'ContactPoint' ? 'valueString' : nom,
    VALEURS[nom] ?? AUTRES,
  ]);
  const modele = { ...Object.fromEntries(champs), resourceType: fc.constant(type) };
  return fc.record(modele, {
    requiredKeys: ['resourceType', ...(type === 'Bundle' && noms.includes('type') ? ['type'] : [])],
  });
}

const verdict = (regle: ReturnType<typeof parMoteur>, valeur: Objet): boolean =>
  regle(valeur, new Passage(valeur, ['X']));

describe('Les règles écrites à la main', () => {
  test('sont toutes des règles de la norme ou des profils français, et couvrent l’essentiel', () => {
    expect(NATIVES.size).toBeGreaterThanOrEqual(45);
    expect(uniques.length).toBeGreaterThanOrEqual(38);
  });

  test.each(uniques.filter(({ key }) => ECARTS[key] === undefined))(
    '$key répond comme le moteur FHIRPath',
    ({ expression, element, type }) => {
      const nomme = typeDe(element, type);
      const moteur = parMoteur(expression, nomme);
      const native = NATIVES.get(expression)!;
      fc.assert(
        fc.property(objets(expression, nomme), (valeur) => {
          expect({ valeur, tenue: verdict(native, valeur) }).toEqual({ valeur, tenue: verdict(moteur, valeur) });
        }),
      );
    },
  );

  test('chaque phrase française est celle d’une règle écrite à la main', () => {
    const cles = new Set(regles.map(({ key }) => key));
    // These stand on French profiles, or on the text itself.
    const ailleurs = ['vs-2', 'vs-3', 'dom-3', 'bdl-8', 'ipn-1', 'txt-1', 'txt-2', 'sqty-1'];
    expect(Object.keys(PHRASES).filter((cle) => !cles.has(cle) && !ailleurs.includes(cle))).toEqual([]);
  });

  test('une période se juge à la précision que ses deux dates partagent', () => {
    const juger = (start: string, end: string) =>
      verdict(NATIVES.get('start.hasValue().not() or end.hasValue().not() or (start <= end)')!, { start, end });
    expect(juger('2026-03', '2026-02-28')).toBe(false);
    expect(juger('2026', '2026-02-28')).toBe(true);
    expect(juger('2026-03-01T10:00:00+01:00', '2026-03-01T09:30:00Z')).toBe(true);
    expect(juger('2026-03-01T10:00:00+01:00', '2026-03-01T08:30:00Z')).toBe(false);
  });

  test('l’ordre des dates est un ordre, et l’inverse d’un avant est un après', () => {
    const date = fc.oneof(
      fc
        .date({ noInvalidDate: true, min: new Date('1900-01-01'), max: new Date('2100-01-01') })
        .map((d) => d.toISOString()),
      fc
        .date({ noInvalidDate: true, min: new Date('1900-01-01'), max: new Date('2100-01-01') })
        .map((d) => d.toISOString().slice(0, 10)),
      fc.integer({ min: 1900, max: 2100 }).map(String),
    );
    fc.assert(
      fc.property(date, date, (a, b) => {
        const [ab, ba] = [comparerDates(a, b), comparerDates(b, a)];
        expect(ab === undefined ? undefined : Math.sign(ab) + 0).toBe(ba === undefined ? undefined : 0 - Math.sign(ba));
      }),
    );
  });
});

function typeDe(element: ElementDeStructure, type: string): string {
  return element.id.includes('.') ? (element.type?.[0]?.code ?? 'BackboneElement') : type;
}
