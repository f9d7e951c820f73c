import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RefusFhir } from '#fhir/refus.ts';
import { lireCorrection } from './index.ts';

type Op = Readonly<Record<string, unknown>>;

const zoe = () => ({
  resourceType: 'Patient',
  id: 'zoe',
  birthDate: '1950-04-02',
  deceasedBoolean: false,
  name: [
    { use: 'official', family: 'Hélénard', given: ['Zoé', 'Anne'] },
    { use: 'usual', family: 'Zoé' },
  ],
  contact: [{ name: { family: 'Martin' } }],
  extension: [{ url: 'urn:e', valueString: 'a' }],
});

const code = (name: string, valueCode: string) => ({ name, valueCode });
const texte = (name: string, valueString: string) => ({ name, valueString });
const entier = (name: string, valueInteger: number) => ({ name, valueInteger });

/** `value` holds `valueX` or `part`; the rest are the other parts of the operation. */
function operation({ type, path, name, value, ...rangs }: Op) {
  return {
    name: 'operation',
    part: [
      code('type', String(type)),
      texte('path', String(path)),
      ...(name === undefined ? [] : [texte('name', name as string)]),
      ...(value === undefined ? [] : [{ name: 'value', ...(value as object) }]),
      ...Object.entries(rangs).map(([nom, rang]) => entier(nom, Number(rang))),
    ],
  };
}

const corriger = (...operations: readonly Op[]) =>
  lireCorrection({
    genre: 'ressource',
    valeur: { resourceType: 'Parameters', parameter: operations.map(operation) },
  })(zoe());

describe('Une correction FHIRPath Patch', () => {
  test.each<[string, Op, object]>([
    [
      'ajoute un élément simple',
      { type: 'add', path: 'Patient', name: 'gender', value: { valueCode: 'female' } },
      { gender: 'female' },
    ],
    [
      'ajoute au bout d’une liste',
      { type: 'add', path: 'Patient.name[0]', name: 'given', value: { valueString: 'Léa' } },
      { name: [{ given: ['Zoé', 'Anne', 'Léa'] }, {}] },
    ],
    [
      'ajoute un groupe fait de parts',
      {
        type: 'add',
        path: 'Patient',
        name: 'contact',
        value: {
          part: [
            { name: 'name', valueHumanName: { family: 'Durand' } },
            { name: 'gender', valueCode: 'male' },
          ],
        },
      },
      { contact: [{}, { name: { family: 'Durand' }, gender: 'male' }] },
    ],
    [
      'remplace',
      { type: 'replace', path: 'Patient.birthDate', value: { valueDate: '1951-01-01' } },
      { birthDate: '1951-01-01' },
    ],
    [
      'remplace ce que « where » désigne',
      { type: 'replace', path: "Patient.name.where(use = 'official').family", value: { valueString: 'Martin' } },
      { name: [{ family: 'Martin' }, { family: 'Zoé' }] },
    ],
    [
      'change le type d’un élément à choix',
      { type: 'replace', path: 'Patient.deceased', value: { valueDateTime: '2026-11-01' } },
      { deceasedDateTime: '2026-11-01', deceasedBoolean: undefined },
    ],
    ['enlève', { type: 'delete', path: 'Patient.birthDate' }, { birthDate: undefined }],
    [
      'enlève la dernière d’une liste',
      { type: 'delete', path: "Patient.extension('urn:e')" },
      { extension: undefined },
    ],
    ['n’a rien à enlever', { type: 'delete', path: 'Patient.photo' }, zoe()],
    [
      'insère à un rang',
      { type: 'insert', path: 'Patient.name[0].given', index: 1, value: { valueString: 'Eve' } },
      { name: [{ given: ['Zoé', 'Eve', 'Anne'] }, {}] },
    ],
    [
      'déplace',
      { type: 'move', path: 'Patient.name', source: 1, destination: 0 },
      { name: [{ use: 'usual' }, { use: 'official' }] },
    ],
  ])('%s', (_, op, attendu) => {
    const absents = { birthDate: undefined, deceasedBoolean: undefined, extension: undefined };
    expect({ ...absents, ...corriger(op) }).toMatchObject(attendu);
  });

  test.each<[Op, RegExp]>([
    [{ type: 'replace', path: 'Patient.id', value: { valueId: 'autre' } }, /identifiant/],
    [{ type: 'delete', path: 'Patient' }, /toute la ressource/],
    [{ type: 'replace', path: 'Patient.name', value: { valueHumanName: {} } }, /2 éléments/],
    [{ type: 'replace', path: 'Patient.photo', value: { valueAttachment: {} } }, /aucun élément/],
    [{ type: 'add', path: 'Patient', name: 'birthDate', value: { valueDate: '1950' } }, /existe déjà/],
    [{ type: 'add', path: 'Patient', name: 'couleur', value: { valueString: 'bleu' } }, /couleur/],
    [{ type: 'add', path: 'Patient', name: '__proto__', value: { valueString: 'x' } }, /__proto__/],
    [{ type: 'add', path: 'Patient', name: 'multipleBirth', value: { valueString: 'x' } }, /multipleBirth/],
    [{ type: 'add', path: 'Patient.birthDate', name: 'x', value: { valueString: 'x' } }, /valeur simple/],
    [{ type: 'insert', path: 'Patient.name', index: 9, value: { valueHumanName: {} } }, /dépasse/],
    [{ type: 'move', path: 'Patient.name', source: 0, destination: 2 }, /dépasse/],
    [{ type: 'move', path: 'Patient.birthDate', source: 0, destination: 0 }, /liste/],
    [{ type: 'delete', path: 'Patient.descendants()' }, /chemin/],
    [{ type: 'delete', path: "Patient.name.where(family.matches('.*'))" }, /chemin/],
  ])('%j est refusée', (op, phrase) => {
    expect(() => corriger(op)).toThrow(
      expect.objectContaining({ statut: 422, texte: expect.stringMatching(phrase) as unknown }),
    );
  });

  test('une opération mal écrite est refusée avec son rang', () => {
    expect(() => corriger({ type: 'delete', path: 'Patient.photo' }, { type: 'add', path: 'Patient' })).toThrow(
      expect.objectContaining({ statut: 400, texte: expect.stringContaining('Opération 2') as unknown }),
    );
    expect(() => corriger({ type: 'autre', path: 'Patient' })).toThrow(RefusFhir);
  });

  test('enlever ce qui vient d’être ajouté rend la ressource d’avant', () => {
    fc.assert(
      fc.property(fc.constantFrom('gender', 'telecom', 'language', 'photo'), (name) => {
        const value =
          name === 'gender' || name === 'language'
            ? { valueCode: 'x' }
            : name === 'telecom'
              ? { valueContactPoint: { value: '1' } }
              : { valueAttachment: { url: 'x' } };
        expect(
          corriger({ type: 'add', path: 'Patient', name, value }, { type: 'delete', path: `Patient.${name}` }),
        ).toEqual(zoe());
      }),
    );
  });

  test('n’importe quel chemin est suivi ou refusé, jamais une panne', () => {
    const morceau = fc.constantFrom(
      'Patient',
      '.name',
      '[0]',
      '.given',
      ".where(use = 'official')",
      '.first()',
      '.ofType(string)',
      '.contact',
      '(',
      "'",
      '.',
      '.deceased',
      '.birthDate',
    );
    fc.assert(
      fc.property(
        fc.array(morceau, { maxLength: 6 }),
        fc.constantFrom('add', 'insert', 'delete', 'replace', 'move'),
        (morceaux, type) => {
          const op = {
            type,
            path: morceaux.join(''),
            name: 'family',
            value: { valueString: 'x' },
            index: 0,
            source: 0,
            destination: 0,
          };
          expect(faiteOuRefusee(op)).toBe(true);
        },
      ),
    );
  });
});

function faiteOuRefusee(op: Op): boolean {
  try {
    return corriger(op)['id'] === 'zoe';
  } catch (erreur) {
    return erreur instanceof RefusFhir;
  }
}
