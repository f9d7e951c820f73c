import type { ReactNode } from 'react';
import s from './Attente.module.css';

interface ProprietesVide {
  /** What will come here: « Les demandes d’appui arriveront ici. » Never « Aucune donnée ». */
  readonly titre: string;
  readonly children?: ReactNode;
  /** The first step. */
  readonly action?: ReactNode;
}

export function Vide({ titre, children, action }: ProprietesVide) {
  return (
    <div className={s['vide']}>
      <p className={s['titre']}>{titre}</p>
      {children !== undefined && <div className={s['suite']}>{children}</div>}
      {action}
    </div>
  );
}

interface ProprietesSquelette {
  /** What is being fetched: « Chargement des demandes ». */
  readonly libelle: string;
  readonly lignes?: number | undefined;
}

/** Invisible for 300 ms, so that a quick answer never flashes. */
export function Squelette({ libelle, lignes = 3 }: ProprietesSquelette) {
  return (
    <output className={s['squelette']}>
      <span className="hors-vue">{libelle}…</span>
      {Array.from({ length: lignes }, (_, rang) => (
        <span key={rang} className={s['ligne']} aria-hidden />
      ))}
    </output>
  );
}
