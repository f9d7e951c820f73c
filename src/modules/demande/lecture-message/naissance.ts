import { type DateNaissance, lireDateNaissance, siecleSuppose } from '#lib/identifiants/index.ts';
import type { Jour } from '#lib/temps/index.ts';
import type { Trouve } from './demande-lue.ts';
import { type Etendue, PROCHES, type Partie, avant, estCorps, trouver } from './partie.ts';

const MOIS = [
  'janvier',
  'fevrier',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'aout',
  'septembre',
  'octobre',
  'novembre',
  'decembre',
];
const CHIFFREE = String.raw`\d{1,2}[/.\-]\d{1,2}[/.\-](?:\d{4}|\d{2})|\d{1,2} \d{1,2} (?:19|20)\d{2}`;
const EN_LETTRES = String.raw`(?:\d{1,2}(?:er)? )?(?:${MOIS.join('|')}) (?:19|20)\d{2}`;
const DATE = `(?:${CHIFFREE}|${EN_LETTRES}|(?:19|20)\\d{2})(?!\\d)`;
const ANNONCE = String.raw`(?:\bnee?(?:\(e\))?|\bne/nee|\bddn|\bd\.d\.n\.?|\bdate de naissance|\bdn)`;

/** « née Petit le 12/03/1942 », « DDN : 12/03/42 », « née en mars 1942 », « née en 42 ». */
const ANNONCEE = new RegExp(
  `${ANNONCE} ?(?:[a-z' ,-]{2,30}? (?=le |en ))?(?:le|en|:|=|du|-)? *(?<date>${DATE}|\\d{2}(?![\\d/]))`,
  'g',
);
/** Right after the name: « AUBRY Jeanne 12/03/1942 », « Mme Aubry (1942) ». */
const APRES_LE_NOM = new RegExp(`^[ ,(-]{1,3}(?<date>${CHIFFREE}|(?:19|20)\\d{2}(?=\\)))`);

function enChiffres(texte: string): string {
  const lettres = /^(?:(\d{1,2})(?:er)? )?([a-z]+) (\d{4})$/.exec(texte);
  if (lettres === null) return texte;
  const mois = String(MOIS.indexOf(lettres[2] ?? '') + 1).padStart(2, '0');
  return `${(lettres[1] ?? '00').padStart(2, '0')}/${mois}/${lettres[3]}`;
}

function lireDate(texte: string, aujourdhui: Jour): DateNaissance | undefined {
  const complet = /^\d{2}$/.test(texte) ? String(siecleSuppose(Number(texte), aujourdhui)) : enChiffres(texte);
  const lue = lireDateNaissance(complet, aujourdhui);
  return lue.ok ? lue.valeur : undefined;
}

/** « née » or « né » just before, hence the sex when no civility says it. */
export interface NaissanceLue {
  readonly date: Trouve<DateNaissance>;
  readonly feminin?: boolean;
}

/** Date or year of birth: announced by a word, or written right after the name. Dates of stays and visits are left alone. */
export function lireNaissance(partie: Partie, nom: Etendue | undefined, aujourdhui: Jour): NaissanceLue | undefined {
  for (const trouve of partie.plie.matchAll(ANNONCEE)) {
    const texte = trouve.groups?.['date'] ?? '';
    const fin = trouve.index + trouve[0].length;
    const date = lireDate(texte, aujourdhui);
    const autre = new RegExp(`\\b(?:${PROCHES})\\b[^.;,\\n]{0,20}$`).test(avant(partie, trouve.index, 40));
    if (date !== undefined && !autre && estCorps(partie, trouve.index)) {
      const genre = /^ne(e?)\b/.exec(trouve[0]);
      return {
        date: trouver(partie, { debut: fin - texte.length, fin }, date, 'forte'),
        ...(genre === null || /^ne\/|^nee?\(e/.test(trouve[0]) ? {} : { feminin: genre[1] === 'e' }),
      };
    }
  }
  if (nom === undefined) return undefined;
  const suite = APRES_LE_NOM.exec(partie.plie.slice(nom.fin, nom.fin + 20));
  const texte = suite?.groups?.['date'];
  const date = texte === undefined ? undefined : lireDate(texte, aujourdhui);
  if (suite === null || texte === undefined || date === undefined) return undefined;
  const fin = nom.fin + suite[0].length;
  return { date: trouver(partie, { debut: fin - texte.length, fin }, date) };
}

const AGE = /(?<![\d/.,])(?<annonce>agee? de |age ?: ?)?(?<age>\d{1,3}) ?(?:ans|a(?=[ ,.)])|yo)\b/g;
/** « depuis 3 ans », « il y a 2 ans », « sa fille de 50 ans », « marié 40 ans ». */
const PAS_UN_AGE = new RegExp(
  `(?:\\b(?:depuis|pendant|il y a|y a|plus de|tous les|dans|veuve?|suivie?)\\b[^.;,\\n]{0,14}|\\b(?:${PROCHES})\\b[^.;\\n\\d]{0,14})$`,
);
const AGE_MINIMAL_SANS_ANNONCE = 10;
const AGE_MAXIMAL = 115;

/** Age of the person, in years; the ages of relatives and durations are left alone. */
export function lireAge(partie: Partie): Trouve<number> | undefined {
  for (const trouve of partie.plie.matchAll(AGE)) {
    const age = Number(trouve.groups?.['age']);
    const annonce = trouve.groups?.['annonce'] !== undefined;
    const plausible =
      age <= AGE_MAXIMAL &&
      (annonce || age >= AGE_MINIMAL_SANS_ANNONCE || /enfant|,\s*$|\(\s*$/.test(avant(partie, trouve.index, 12)));
    if (plausible && estCorps(partie, trouve.index) && !PAS_UN_AGE.test(avant(partie, trouve.index, 40))) {
      return trouver(partie, { debut: trouve.index, fin: trouve.index + trouve[0].length }, age, 'moyenne');
    }
  }
  return undefined;
}
