import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { htmlEnTexte } from './html-en-texte.ts';

describe('texte d’un message HTML', () => {
  test.each([
    ['paragraphes', '<p>Bonjour,</p><p>Madame <b>Aubry</b> est\n tombée.</p>', 'Bonjour,\n\nMadame Aubry est tombée.'],
    ['lignes d’Outlook', '<div>Bonjour,</div><div><br></div><div>Oui.</div>', 'Bonjour,\n\nOui.'],
    ['retours à la ligne', 'un<br>deux<br/>trois', 'un\ndeux\ntrois'],
    ['liste', '<ul><li>Paracétamol</li><li>Repos</li></ul>Fin', '- Paracétamol\n- Repos\n\nFin'],
    ['tableau', '<table><tr><td>TA</td><td>13/8</td></tr><tr><td>FC</td><td>72</td></tr></table>', 'TA 13/8\nFC 72'],
    [
      'citation',
      'Oui.<blockquote><p>Mardi ?</p><blockquote>Plus ancien</blockquote></blockquote>Fin',
      'Oui.\n\n> Mardi ?\n>\n> > Plus ancien\n\nFin',
    ],
    ['citation à la ligne', '<blockquote>un<br>deux</blockquote>', '> un\n> deux'],
    ['texte préformaté', '<pre>a  b\n  c</pre>', 'a  b\n  c'],
    ['lien', 'Voir <a href="https://a.invalid/?x=1&amp;y=2">ici</a>.', 'Voir ici (https://a.invalid/?x=1&y=2).'],
    ['lien déjà écrit', '<a href="https://a.invalid/">https://a.invalid/</a>', 'https://a.invalid/'],
    ['lien d’un autre genre', '<a href="javascript:alert(1)">ici</a>', 'ici'],
    [
      'entités',
      '&eacute;t&eacute; &#8217; &#x20AC; &#146; &amp;lt; &inconnue; 5 &lt; 6&nbsp;&deg;C',
      'été ’ € ’ &lt; &inconnue; 5 < 6 °C',
    ],
    [
      'ce qui ne se lit pas',
      '<head><title>t</title></head><style>p{}</style><!--[if mso]>x<![endif]--><script>"</p>"</script>Lu<?xml x?>',
      'Lu',
    ],
    ['chevron dans un attribut', '<img alt="a > b">Lu', 'Lu'],
    ['comparaison', 'TA < 10 et K+ > 5', 'TA < 10 et K+ > 5'],
    ['balise jamais fermée', 'Lu <b', 'Lu <b'],
    ['guillemet jamais fermé', '<a href="x>un</a> <b>deux</b>', 'un deux'],
    ['espaces entre éléments', '<b>un</b> <i>deux</i><u>trois</u>', 'un deuxtrois'],
    ['vide', '<div></div>', ''],
  ])('%s', (_quoi, html, attendu) => {
    expect(htmlEnTexte(html)).toBe(attendu);
  });

  test('un texte simple échappé puis relu est identique', () => {
    const mot = fc.stringMatching(/^[a-zA-Zéèàç0-9<>&"'.,]{1,12}$/);
    fc.assert(
      fc.property(fc.array(fc.array(mot, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 6 }), (lignes) => {
        const texte = lignes.map((mots) => mots.join(' '));
        const html = texte
          .map((ligne) => `<p>${ligne.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</p>`)
          .join('');
        expect(htmlEnTexte(html)).toBe(texte.join('\n\n'));
      }),
    );
  });

  test('la taille produite reste du même ordre que la taille lue, quel que soit l’emboîtement', () => {
    const balise = fc.constantFrom(
      '<blockquote>',
      '<ul><li>',
      '<table><tr><td>',
      '<p>',
      '<pre>\n',
      '<br>',
      '</blockquote>',
      '<a href="https://a.invalid/">',
      '</a>',
      'mot ',
      '<',
      '"',
      '&amp;',
    );
    fc.assert(
      fc.property(fc.array(balise, { maxLength: 400 }), (morceaux) => {
        const html = morceaux.join('');
        expect(htmlEnTexte(html).length).toBeLessThanOrEqual(html.length * 4 + 10);
      }),
    );
  });

  test('des milliers d’emboîtements se lisent sans rien perdre du texte', () => {
    expect(htmlEnTexte(`${'<div>'.repeat(100_000)}x`)).toBe('x');
    expect(htmlEnTexte(`${'<table><tr><td>'.repeat(5000)}x`)).toBe('x');
    expect(htmlEnTexte(`${'<blockquote>'.repeat(5000)}x`)).toBe('> > > x');
  });
});
