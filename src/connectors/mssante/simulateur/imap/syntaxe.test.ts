import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chaine, dansEnsemble, lireCommande, SyntaxeImap } from './syntaxe.ts';

describe('syntaxe IMAP du simulateur', () => {
  test.each([
    ['1 noop', { etiquette: '1', nom: 'NOOP', arguments: [] }],
    ['A login "a b" {4}', { etiquette: 'A', nom: 'LOGIN', arguments: ['a b', 'mot"'] }],
    [
      '2 uid fetch 1:* (UID BODY.PEEK[HEADER.FIELDS (From To)]<0.100> FLAGS)',
      {
        etiquette: '2',
        nom: 'UID FETCH',
        arguments: ['1:*', ['UID', 'BODY.PEEK[HEADER.FIELDS (From To)]<0.100>', 'FLAGS']],
      },
    ],
    ['3 STATUS INBOX (MESSAGES)', { etiquette: '3', nom: 'STATUS', arguments: ['INBOX', ['MESSAGES']] }],
    [String.raw`4 LOGIN "a\"b" "c\\d"`, { etiquette: '4', nom: 'LOGIN', arguments: ['a"b', String.raw`c\d`] }],
  ])('« %s » se lit', (texte, attendu) => {
    expect(lireCommande(texte, ['mot"'])).toEqual(attendu);
  });

  test.each(['', '1', '(1) NOOP', '1 LOGIN "a', `1 X ${'('.repeat(50)}`, '1 UID'])('« %s » est refusé', (texte) => {
    expect(() => lireCommande(texte, [])).toThrow(SyntaxeImap);
  });

  test('une chaîne écrite puis relue est identique', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.integer({ min: 1, max: 255 }).map((un) => String.fromCodePoint(un)) }),
        (valeur) => {
          const ecrite = chaine(valeur);
          const litteral = /^\{(\d+)\}\r\n([\s\S]*)$/.exec(ecrite);
          const relue =
            litteral === null
              ? lireCommande(`1 X ${ecrite}`, [])
              : lireCommande(`1 X {${litteral[1]}}`, [litteral[2] ?? '']);
          expect(relue.arguments).toEqual([valeur]);
        },
      ),
    );
  });

  test('un ensemble de numéros contient ce qu’il énumère et rien d’autre', () => {
    const numero = fc.integer({ min: 1, max: 30 });
    const plage = fc.oneof(
      numero.map((un) => [un, un] as const),
      fc.tuple(numero, numero),
    );
    fc.assert(
      fc.property(fc.array(plage, { minLength: 1, maxLength: 5 }), (plages) => {
        const dedans = dansEnsemble(plages.map(([a, b]) => (a === b ? String(a) : `${a}:${b}`)).join(','), 30);
        for (let valeur = 1; valeur <= 30; valeur += 1) {
          expect(dedans(valeur)).toBe(plages.some(([a, b]) => valeur >= Math.min(a, b) && valeur <= Math.max(a, b)));
        }
      }),
    );
  });

  test('« n:* » désigne toujours au moins le dernier, comme l’exige la norme', () => {
    expect(dansEnsemble('12:*', 5)(5)).toBe(true);
    expect(() => dansEnsemble('1;2', 5)).toThrow(SyntaxeImap);
  });
});
