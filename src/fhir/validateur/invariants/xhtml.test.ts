import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fauteDeXhtml } from './xhtml.ts';

const dans = (contenu: string): string => `<div xmlns="http://www.w3.org/1999/xhtml">${contenu}</div>`;

test('un texte mis en forme, avec titres, tableaux, liens et images, est permis', () => {
  expect(
    fauteDeXhtml(
      dans('<h2>Titre</h2><table class="grid"><tr><td colspan=\'2\'>é &amp; à</td></tr></table><br/><!-- note -->'),
    ),
  ).toBeUndefined();
  expect(fauteDeXhtml(dans('<a href="https://exemple.invalid">lien</a>'))).toBeUndefined();
  expect(fauteDeXhtml(dans('<img src="#photo" alt="photo"/>'))).toBeUndefined();
});

test('rien qui s’exécute ni qui sorte de la mise en forme', () => {
  for (const contenu of [
    '<script>x</script>',
    '<p onclick="x()">a</p>',
    '<a href=" javascript:x()">a</a>',
    '<iframe src="x"/>',
    '<form>a</form>',
  ])
    expect({ contenu, faute: fauteDeXhtml(dans(contenu)) }).toMatchObject({
      faute: expect.stringMatching(/pas permis/),
    });
});

test('bien écrit, d’un seul tenant, et quelque chose à lire', () => {
  for (const texte of [
    'bonjour',
    '<p>a</p>',
    dans('<p>a'),
    dans('a</p>'),
    dans('a < b'),
    dans(' '),
    `${dans('a')}b`,
    dans('a') + dans('b'),
    '<div>a</div>',
    dans('<!DOCTYPE x>a'),
  ])
    expect({ texte, faute: fauteDeXhtml(texte) }).toMatchObject({ faute: expect.any(String) });
});

test('n’importe quel texte reçoit une réponse, et vite', () => {
  const morceaux = fc.constantFrom(
    '<div',
    ' xmlns="http://www.w3.org/1999/xhtml"',
    '>',
    '</div>',
    '<p a="',
    '"',
    '<!--',
    '-->',
    'x',
    ' ',
    '&',
  );
  fc.assert(
    fc.property(fc.array(morceaux, { maxLength: 40 }), (parts) => {
      expect(['string', 'undefined']).toContain(typeof fauteDeXhtml(parts.join('')));
    }),
  );
  expect(fauteDeXhtml(`<p ${'a="b" '.repeat(20_000)}`)).toBeDefined();
});
