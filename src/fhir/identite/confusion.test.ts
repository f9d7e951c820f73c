import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DateNaissance } from '#lib/identifiants/index.ts';
import { patientDepuisTraits, rapprochementAutomatique, rapprocher, type TraitsIdentite } from './index.ts';
import { desTraits, desTraitsQualifies } from './testing.ts';

const LETTRES = 'ABCDEFGHIJKLMNOPRSTUVZ'.split('');
const nom = fc.array(fc.constantFrom(...LETTRES), { minLength: 4, maxLength: 9 }).map((lettres) => lettres.join(''));
const deuxChiffres = (min: number, max: number) => fc.integer({ min, max }).map((n) => String(n).padStart(2, '0'));
const jour = fc
  .tuple(fc.integer({ min: 1920, max: 2020 }), deuxChiffres(1, 12), deuxChiffres(1, 28))
  .map(([annee, mois, quantieme]) => `${annee}-${mois}-${quantieme}`);
/** A birth date known to the day, the month or the year. */
const date = fc
  .tuple(jour, fc.constantFrom(4, 7, 10))
  .map(([entiere, longueur]) => entiere.slice(0, longueur) as DateNaissance);

const qualifiee = (changements: Partial<TraitsIdentite>) => desTraitsQualifies(changements);

describe('des personnes qu’on pourrait confondre', () => {
  test('des jumeaux ne se rapprochent jamais seuls, et sont montrés avec un avertissement', () => {
    fc.assert(
      fc.property(nom, fc.uniqueArray(nom, { minLength: 2, maxLength: 2 }), jour, (famille, prenoms, naissance) => {
        const [a, b] = prenoms.map((prenom) =>
          qualifiee({
            nomNaissance: famille,
            nomUtilise: famille,
            prenomsNaissance: [prenom],
            prenomUtilise: prenom,
            dateNaissance: naissance as DateNaissance,
          }),
        );
        if (a === undefined || b === undefined) return;
        expect(rapprochementAutomatique(a, b)).toBe(false);
        const { ins: _ins, ...sansMatricule } = a;
        const [trouve] = rapprocher(sansMatricule, [patientDepuisTraits(b, { id: 'b' })]);
        // Two first names one letter apart may be a typing error: shown without the warning, never decided.
        if (trouve?.conflits.some((conflit) => conflit.startsWith('prénom différent')) === true)
          expect(trouve.conflits[0]).toBe('jumeaux possibles');
      }),
    );
  });

  test('un seul trait strict qui diffère suffit à demander une personne, matricule égal ou non', () => {
    const changements = fc.oneof(
      nom.map((nomNaissance) => ({ nomNaissance })),
      nom.map((prenom) => ({ prenomsNaissance: [prenom] })),
      date.map((dateNaissance) => ({ dateNaissance })),
      fc.constant({ sexe: 'masculin' as const }),
    );
    const depart = qualifiee({});
    fc.assert(
      fc.property(changements, (changement) => {
        const autre = { ...depart, ...changement };
        const pareil = Object.entries(changement).every(
          ([trait, valeur]) => JSON.stringify(depart[trait as keyof TraitsIdentite]) === JSON.stringify(valeur),
        );
        expect(rapprochementAutomatique(depart, autre)).toBe(pareil);
      }),
    );
  });

  test('une date lunaire ne vaut jamais la date entière, et ne la contredit pas', () => {
    fc.assert(
      fc.property(jour, fc.constantFrom(4, 7), (entiere, longueur) => {
        const lunaire = entiere.slice(0, longueur) as DateNaissance;
        const [a, b] = [qualifiee({ dateNaissance: entiere as DateNaissance }), qualifiee({ dateNaissance: lunaire })];
        expect(rapprochementAutomatique(a, b)).toBe(false);
        const dossier = patientDepuisTraits(desTraits({ dateNaissance: lunaire }), { id: 'l' });
        const [trouve] = rapprocher(desTraits({ dateNaissance: entiere as DateNaissance }), [dossier]);
        expect(trouve?.conflits.filter((conflit) => conflit.includes('date')) ?? []).toEqual([]);
      }),
    );
  });

  test('l’ordre des dossiers ne change ni les propositions ni leur ordre', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(nom, nom, date), { minLength: 1, maxLength: 8 }), (gens) => {
        const dossiers = gens.map(([famille, prenom, dateNaissance], rang) =>
          patientDepuisTraits(
            desTraits({
              nomNaissance: famille,
              nomUtilise: famille,
              prenomsNaissance: [prenom],
              prenomUtilise: prenom,
              dateNaissance,
            }),
            { id: `d${rang}` },
          ),
        );
        const [famille, prenom, dateNaissance] = gens[0] ?? ['', '', undefined];
        const candidat = { nomNaissance: famille, prenomUtilise: prenom, ...(dateNaissance ? { dateNaissance } : {}) };
        const ids = (liste: typeof dossiers) => rapprocher(candidat, liste).map(({ patient }) => patient.id);
        expect(ids(dossiers.toReversed())).toEqual(ids(dossiers));
      }),
    );
  });
});
