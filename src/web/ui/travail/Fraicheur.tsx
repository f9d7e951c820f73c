import { cleJour, enDate, formaterIlYA, formaterJour, joursEntre, type Instant } from '#web/format.ts';
import { classes } from '../classes.ts';
import { useMaintenant } from '../horloge.tsx';
import s from './Travail.module.css';

interface ProprietesFraicheur {
  /** Undefined when nobody ever checked. */
  readonly verifieLe: Instant | undefined;
  readonly par?: string | undefined;
  /** Fresh up to this many days; old beyond three times that. */
  readonly fraisJours?: number | undefined;
}

type Age = 'frais' | 'vieillissant' | 'perime' | 'inconnu';

/** How far a fact can be trusted: a dot and the words for it. */
export function Fraicheur({ verifieLe, par, fraisJours = 30 }: ProprietesFraicheur) {
  const maintenant = useMaintenant();
  const age = ageDuFait(verifieLe, maintenant, fraisJours);
  const quand = verifieLe === undefined ? undefined : quandVerifie(verifieLe, maintenant);
  const suite = age === 'perime' ? ', à confirmer' : '';
  const texte =
    quand === undefined ? 'jamais vérifié' : `vérifié ${quand}${par === undefined ? '' : ` par ${par}`}${suite}`;
  return (
    <span className={s['fraicheur']}>
      <span className={classes(s['point'], s[`point-${age}`])} aria-hidden />
      {texte}
    </span>
  );
}

/** Age class of a checked fact, in days of Paris. */
export function ageDuFait(verifieLe: Instant | undefined, maintenant: Date, fraisJours: number): Age {
  if (verifieLe === undefined) return 'inconnu';
  const jours = joursEntre(verifieLe, maintenant);
  if (jours <= fraisJours) return 'frais';
  return jours <= 3 * fraisJours ? 'vieillissant' : 'perime';
}

function quandVerifie(verifieLe: Instant, maintenant: Date): string {
  const jours = joursEntre(verifieLe, maintenant);
  if (cleJour(verifieLe) === cleJour(maintenant)) return 'aujourd’hui';
  if (jours === 1) return 'hier';
  return jours < 7 ? `le ${formaterJour(verifieLe, maintenant)}` : formaterIlYA(enDate(verifieLe), maintenant);
}
