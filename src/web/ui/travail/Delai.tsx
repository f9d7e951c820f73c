import { enDate, formaterDuree, formaterMoment, type Instant } from '#web/format.ts';
import { classes } from '../classes.ts';
import { useMaintenant } from '../horloge.tsx';
import s from './Travail.module.css';

interface ProprietesDelai {
  /** What is awaited: « Réponse au Dr Martin ». */
  readonly libelle: string;
  readonly debut: Instant;
  readonly echeance: Instant;
  /** When the clock is stopped, and why: « en attente d’une précision du Dr Martin ». */
  readonly suspendu?: string | undefined;
  /** When it ended: the bar stops there. */
  readonly fin?: Instant | undefined;
}

type EtatDelai = 'large' | 'proche' | 'depasse' | 'suspendu' | 'fini';

/** A delay as a bar one glances at, with the same fact in words. */
export function Delai({ libelle, debut, echeance, suspendu, fin }: ProprietesDelai) {
  const maintenant = useMaintenant();
  const repere = fin === undefined ? maintenant : enDate(fin);
  const duree = enDate(echeance).getTime() - enDate(debut).getTime();
  const ecoule = repere.getTime() - enDate(debut).getTime();
  const reste = enDate(echeance).getTime() - repere.getTime();
  const etat = etatDelai({ reste, duree, suspendu: suspendu !== undefined, fini: fin !== undefined });
  const mots =
    suspendu === undefined
      ? `${phraseDelai(etat, reste)} · échéance ${formaterMoment(echeance, maintenant)}`
      : `Délai arrêté : ${suspendu}`;
  return (
    <div className={s['delai']}>
      <span className={s['libelleDelai']}>{libelle}</span>
      <progress
        className={classes(s['barre'], s[`barre-${etat}`])}
        value={Math.max(0, ecoule)}
        max={Math.max(1, duree)}
        aria-hidden
      />
      <span className={classes(etat === 'depasse' && s['rouge'], etat === 'proche' && s['ambre'], s['mots'])}>
        {mots}
      </span>
    </div>
  );
}

interface Mesure {
  readonly reste: number;
  readonly duree: number;
  readonly suspendu: boolean;
  readonly fini: boolean;
}

/** « proche » is the last fifth of the delay. */
export function etatDelai({ reste, duree, suspendu, fini }: Mesure): EtatDelai {
  if (suspendu) return 'suspendu';
  if (fini && reste >= 0) return 'fini';
  if (reste < 0) return 'depasse';
  return reste < duree / 5 ? 'proche' : 'large';
}

function phraseDelai(etat: EtatDelai, reste: number): string {
  if (etat === 'fini') return 'Fait dans les temps';
  return etat === 'depasse' ? `Dépassé de ${formaterDuree(-reste)}` : `Reste ${formaterDuree(reste)}`;
}
