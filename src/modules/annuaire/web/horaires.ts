import { JOURS } from './textes.ts';

interface Horaire {
  readonly jour: number;
  readonly debut?: string | undefined;
  readonly fin?: string | undefined;
}

/** Days that keep the same hours are said once: « lundi à vendredi 8 h à 19 h », « tous les jours, jour et nuit ». */
export function horairesEnMots(horaires: readonly Horaire[]): string[] {
  const parJour = new Map<number, string[]>();
  const ordonnes = horaires.toSorted((a, b) => (a.debut ?? '').localeCompare(b.debut ?? ''));
  for (const h of ordonnes) parJour.set(h.jour, [...(parJour.get(h.jour) ?? []), plageEnMots(h)]);
  const lignes: { de: number; a: number; quand: string }[] = [];
  for (const [jour, plages] of [...parJour].sort(([a], [b]) => a - b)) {
    const quand = plages.join(' et ');
    const derniere = lignes.at(-1);
    if (derniere?.a === jour - 1 && derniere.quand === quand) derniere.a = jour;
    else lignes.push({ de: jour, a: jour, quand });
  }
  return lignes.map(({ de, a, quand }) =>
    [joursEnMots(de, a), quand].filter((mot) => mot !== '').join(quand === NUIT ? ', ' : ' '),
  );
}

const NUIT = 'jour et nuit';

function joursEnMots(de: number, a: number): string {
  if (de === 1 && a === 7) return 'tous les jours';
  const [premier = '', dernier = ''] = [JOURS[de - 1], JOURS[a - 1]];
  return de === a ? premier : `${premier}${a === de + 1 ? ' et ' : ' à '}${dernier}`;
}

function plageEnMots({ debut, fin }: Horaire): string {
  if (debut === '00:00' && fin === '24:00') return NUIT;
  if (debut === undefined) return '';
  return fin === undefined ? `à partir de ${enHeures(debut)}` : `${enHeures(debut)} à ${enHeures(fin)}`;
}

/** `08:30` → « 8 h 30 ». */
function enHeures(heure: string): string {
  const [h = '', m = '00'] = heure.split(':');
  return m === '00' ? `${Number(h)} h` : `${Number(h)} h ${m}`;
}
