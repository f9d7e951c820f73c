import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const CSS = readFileSync(new URL('jetons.css', import.meta.url), 'utf8');
const JETONS = new Map(
  [...CSS.matchAll(/--([\w-]+): light-dark\((#[\da-f]{6}), (#[\da-f]{6})\)/gu)].map(
    ([, nom = '', clair = '', sombre = '']) => [nom, [clair, sombre] as const],
  ),
);

function luminance(hexa: string): number {
  const [r = 0, v = 0, b = 0] = [1, 3, 5].map((i) => {
    const canal = Number.parseInt(hexa.slice(i, i + 2), 16) / 255;
    return canal <= 0.03928 ? canal / 12.92 : ((canal + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * v + 0.0722 * b;
}

/** WCAG 2.2 contrast ratio. */
function contraste(a: string, b: string): number {
  const [fort = 0, faible = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (fort + 0.05) / (faible + 0.05);
}

function jeton(nom: string, theme: 0 | 1): string {
  const couleurs = JETONS.get(nom);
  if (couleurs === undefined) throw new Error(`jeton absent : ${nom}`);
  return couleurs[theme];
}

const TEXTES = ['encre', 'encre-douce', 'bleu', 'corde', 'vert', 'rouge', 'ambre'];
const FONDS = ['papier', 'surface', 'surface-creuse'];

describe.each([
  ['clair', 0],
  ['sombre', 1],
] as const)('thème %s', (_nom, theme) => {
  test.each(TEXTES.flatMap((texte) => FONDS.map((fond) => [texte, fond])))(
    'le texte %s se lit sur %s (4,5:1)',
    (texte, fond) => {
      expect(contraste(jeton(texte, theme), jeton(fond, theme))).toBeGreaterThanOrEqual(4.5);
    },
  );

  test.each(['bleu', 'corde', 'vert', 'rouge', 'ambre'])(
    '%s, l’encre et l’encre douce se lisent sur sa teinte douce',
    (couleur) => {
      const fond = jeton(`${couleur}-doux`, theme);
      for (const texte of [couleur, 'encre', 'encre-douce'])
        expect(contraste(jeton(texte, theme), fond)).toBeGreaterThanOrEqual(4.5);
    },
  );

  test.each([
    ['sur-bleu', 'bleu'],
    ['sur-bleu', 'bleu-appuye'],
    ['sur-rouge', 'rouge'],
    ['sur-rouge', 'rouge-appuye'],
  ])('le mot d’un bouton se lit : %s sur %s', (mot, fond) => {
    expect(contraste(jeton(mot, theme), jeton(fond, theme))).toBeGreaterThanOrEqual(4.5);
  });

  test.each(FONDS)('le bord d’un champ et l’anneau de focus se voient sur %s (3:1)', (fond) => {
    for (const trait of ['bord-champ', 'bleu'])
      expect(contraste(jeton(trait, theme), jeton(fond, theme))).toBeGreaterThanOrEqual(3);
  });
});
