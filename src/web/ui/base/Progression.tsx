import type { ReactNode } from 'react';
import { Label, ProgressBar } from 'react-aria-components';
import { formaterDuree, formaterNombre } from '#web/format.ts';
import s from './Progression.module.css';

interface ProprietesProgression {
  /** What is being done: « Import de l’annuaire ». */
  readonly libelle: string;
  readonly fait: number;
  readonly total: number;
  readonly unite?: string | undefined;
  readonly parSeconde?: number | undefined;
  readonly resteMs?: number | undefined;
  /** Cancel button and link to the log. */
  readonly actions?: ReactNode;
}

export function Progression({ libelle, fait, total, unite = '', parSeconde, resteMs, actions }: ProprietesProgression) {
  const compte = `${formaterNombre(fait)} sur ${formaterNombre(total)} ${unite}`.trim();
  const details = [
    compte,
    parSeconde === undefined ? undefined : `${formaterNombre(Math.round(parSeconde))} par seconde`,
    resteMs === undefined ? undefined : `reste ${formaterDuree(resteMs)}`,
  ].filter((detail) => detail !== undefined);
  return (
    <div className={s['progression']}>
      <ProgressBar className={s['progression'] ?? ''} value={fait} maxValue={Math.max(total, 1)} valueLabel={compte}>
        <Label className={s['libelle'] ?? ''}>{libelle}</Label>
        <progress className={s['barre']} value={fait} max={Math.max(total, 1)} aria-hidden />
        <span className={s['details']}>{details.join(' · ')}</span>
      </ProgressBar>
      {actions !== undefined && <div className={s['actions']}>{actions}</div>}
    </div>
  );
}
