import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parseAst } from 'vite';
import { estExponentielle } from '#lib/tests/retour-arriere.ts';

const RACINE = import.meta.dirname;

interface Expression {
  readonly ou: string;
  readonly motif: string;
  readonly drapeaux: string;
}

function sources(dossier: string): string[] {
  return readdirSync(dossier, { withFileTypes: true }).flatMap((e) => {
    const chemin = path.join(dossier, e.name);
    if (e.isDirectory()) return sources(chemin);
    return /(?<!\.d)\.tsx?$/.test(e.name) && !/\.test\.tsx?$/.test(e.name) && !chemin.includes('testing')
      ? [chemin]
      : [];
  });
}

const estObjet = (valeur: unknown): valeur is Readonly<Record<string, unknown>> =>
  typeof valeur === 'object' && valeur !== null;

/** Text of a string or of a template, with « x » where a value goes; undefined when it is neither. */
function texteDe(noeud: unknown): string | undefined {
  if (!estObjet(noeud)) return undefined;
  if (noeud['type'] === 'Literal' && typeof noeud['value'] === 'string') return noeud['value'];
  if (noeud['type'] !== 'TemplateLiteral' || !Array.isArray(noeud['quasis'])) return undefined;
  const morceaux = noeud['quasis'].map((q: unknown) =>
    estObjet(q) && estObjet(q['value']) ? q['value']['cooked'] : '',
  );
  return morceaux.join('x');
}

function expressionsDe(ou: string, noeud: unknown): readonly Expression[] {
  if (Array.isArray(noeud)) return noeud.flatMap((n: unknown) => expressionsDe(ou, n));
  if (!estObjet(noeud)) return [];
  const { type, regex, callee } = noeud;
  if (type === 'Literal' && estObjet(regex))
    return [{ ou, motif: String(regex['pattern']), drapeaux: String(regex['flags']) }];
  const dedans = Object.values(noeud).flatMap((n) => expressionsDe(ou, n));
  const appelee = type === 'NewExpression' || type === 'CallExpression';
  if (!appelee || !estObjet(callee) || callee['name'] !== 'RegExp' || !Array.isArray(noeud['arguments'])) return dedans;
  const [motif, drapeaux] = noeud['arguments'].map(texteDe);
  return [...dedans, { ou, motif: motif ?? 'ILLISIBLE(', drapeaux: drapeaux ?? '' }];
}

const lues = sources(RACINE).flatMap((fichier) => {
  const texte = readFileSync(fichier, 'utf8');
  const lang = fichier.endsWith('x') ? 'tsx' : 'ts';
  return expressionsDe(path.relative(RACINE, fichier), parseAst(texte, { lang }));
});

/** A pattern built from another expression’s text or from a value is judged where it is made: none is allowed to escape the reader. */
const COMPOSEES_A_L_EXECUTION: Readonly<Record<string, string>> = {
  'lib/tests/retour-arriere.ts': 'relit une classe d’une expression déjà écrite, un caractère à la fois',
};

test('aucune expression des sources ne peut prendre un temps exponentiel', () => {
  expect(lues.length).toBeGreaterThan(500);
  const jugees = lues.filter(({ ou }) => !(ou in COMPOSEES_A_L_EXECUTION));
  const fautives = jugees.filter(({ motif, drapeaux }) => estExponentielle(motif, drapeaux));
  expect(fautives.map(({ ou, motif }) => `${ou} : /${motif}/`)).toEqual([]);
});

test('celles qu’un fichier compose de plusieurs textes sont jugées entières', async () => {
  const composees: Expression[] = [];
  const DeLaMachine = globalThis.RegExp;
  const { readdirSync: lister } = await import('node:fs');
  const dossier = path.join(RACINE, 'modules/demande/lecture-message');
  globalThis.RegExp = new Proxy(DeLaMachine, {
    construct: (cible, [motif, drapeaux]: [string | RegExp, string?]) => {
      const faite = new cible(motif, drapeaux);
      composees.push({ ou: 'lecture-message', motif: faite.source, drapeaux: faite.flags });
      return faite;
    },
  });
  try {
    for (const nom of lister(dossier).filter((n) => n.endsWith('.ts') && !n.includes('test')))
      await import(path.join(dossier, nom));
  } finally {
    globalThis.RegExp = DeLaMachine;
  }
  expect(composees.length).toBeGreaterThan(5);
  expect(composees.filter(({ motif, drapeaux }) => estExponentielle(motif, drapeaux))).toEqual([]);
});

test.each([
  ['(a+)+', true],
  ['(a*)*', true],
  ['(a|a)*', true],
  ['(a|ab|b)*c', true],
  ['(\\w+\\s?)*$', true],
  ['^(([a-z])+.)+[A-Z]([a-z])+$', true],
  ['(x+x+)+y', true],
  ['(\\d{1,9})*', true],
  ['(.*)*', true],
  ['(a?a?)*b', true],
  ['(?:é|\\p{L})+', true],
  ['(?:[^"]|\\\\.|\\\\)*"', true],
  ['((x+)\\2)*', true],
  ["(?:d'|de |un |d'un )*avc", true],
  ["(?:d'|de |un )*avc", false],
  ['(.)\\1+', false],
  ['(?=(a+)+)b', true],
  ['a*a*', false],
  ['(a|b)*', false],
  ['(?:\\d{1,3}\\.){3}\\d{1,3}', false],
  ['([0-9a-f]{2})*', false],
  ['"(?:[^"\\\\]|\\\\.)*"', false],
  ['^\\s+|\\s+$', false],
  ['(?:a{2}b)*', false],
  ['(?:[^a]|a(?!b))*', false],
  ['(\\w+)(?:-\\w+)*', false],
])('/%s/ : exponentielle ? %s', (motif, attendu) => {
  expect(estExponentielle(motif, 'u')).toBe(attendu);
});
