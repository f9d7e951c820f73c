import type { Famille } from '#fhir/types.ts';
import { jourEnMots, type Ligne } from './lisible.ts';

/** The themes of the page, in the order a person reads them. */
const THEMES: readonly (readonly [Famille, string])[] = [
  ['ADM', 'Qui vous êtes'],
  ['COO', 'Qui vous accompagne, et comment'],
  ['MED', 'Votre santé'],
  ['SEN', 'Ce que vous avez confié de plus personnel'],
  ['SOC', 'Votre vie de tous les jours'],
  ['PLN', 'Votre plan'],
  ['FIL', 'Messages et appels à votre sujet'],
];

export interface PageDuDossier {
  readonly nom: string;
  readonly le: Date;
  readonly lignes: readonly Ligne[];
  /** Were some things left out because somebody else said them, or is meant? Said without counting. */
  readonly sansTiers: boolean;
  /** Who receives it in her place, by name; absent: herself. */
  readonly pour?: string | undefined;
}

/** One page on its own, to print or to read on a screen: large letters, no script, nothing from elsewhere. */
export function pageDuDossier({ nom, le, lignes, sansTiers, pour }: PageDuDossier): string {
  const themes = THEMES.flatMap(([famille, titre]) =>
    theme(
      titre,
      lignes.filter((l) => l.famille === famille),
    ),
  );
  return document(
    'Votre dossier',
    `<p>${html(nom)}</p>
${pour === undefined ? '' : `<p>Remis à ${html(pour)}.</p>\n`}<p>Préparé le ${html(jourEnMots(le))}.</p>
<p>Voici ce que les professionnels ont écrit sur vous dans Cordée. Si quelque chose est faux, dites-le : vous pouvez demander une correction.</p>
${themes.join('\n')}
${lignes.length === 0 ? '<p>Il n’y a rien d’écrit dans votre dossier.</p>' : ''}
${sansTiers ? '<p>Ce que d’autres personnes ont dit, ou ce qui les concerne, n’est pas dans ce document : la loi les protège aussi.</p>' : ''}
<footer><p>Une question, un désaccord ? Parlez-en au professionnel qui vous a remis ce document. Vous pouvez aussi écrire à la CNIL : 3 place de Fontenoy, TSA 80715, 75334 Paris cedex 07.</p></footer>`,
  );
}

/** One sheet: the title is text, the body is HTML already written with `html`. */
export function document(titre: string, corps: string): string {
  return `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${html(titre)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${html(titre)}</h1>
${corps}
</main>
</body>
</html>
`;
}

function theme(titre: string, lignes: readonly Ligne[]): readonly string[] {
  if (lignes.length === 0) return [];
  const tries = [...lignes].sort((a, b) => (b.le?.getTime() ?? 0) - (a.le?.getTime() ?? 0));
  return [`<section>\n<h2>${html(titre)}</h2>\n${tries.map(element).join('\n')}\n</section>`];
}

function element({ sorte, texte, le, par }: Ligne): string {
  const dit = [le === undefined ? undefined : `Le ${jourEnMots(le)}`, par === undefined ? undefined : `par ${par}`]
    .filter((mot) => mot !== undefined)
    .join(', ');
  return [
    '<article>',
    `<h3>${html(sorte)}</h3>`,
    ...texte.map((t) => `<p>${html(t)}</p>`),
    ...(dit === '' ? [] : [`<p class="quand">${html(dit)}</p>`]),
    '</article>',
  ].join('\n');
}

/** Text inside a page: nothing a person wrote becomes markup. */
export const html = (texte: string): string =>
  texte.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const STYLE = `body{font:1.25rem/1.6 Arial,sans-serif;max-width:42rem;margin:1rem auto;padding:0 1rem;color:#111;background:#fff;overflow-wrap:anywhere}
h1{font-size:2rem}h2{font-size:1.6rem;border-bottom:2px solid #111;margin-top:2.5rem;break-after:avoid}h3{font-size:1.25rem;margin:1.5rem 0 0}
p{margin:.3rem 0}article{break-inside:avoid}.quand{color:#333}@media print{body{margin:0;max-width:none}}`;
