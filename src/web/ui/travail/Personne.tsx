import type { ReactNode } from 'react';
import { initiales } from '#web/format.ts';
import { Lien } from '../base/Lien.tsx';
import { classes } from '../classes.ts';
import s from './Travail.module.css';

interface ProprietesPersonne {
  readonly nom: string;
  /** Role, structure, age: what tells two namesakes apart. */
  readonly precision?: ReactNode;
  readonly photo?: string | undefined;
  readonly vers?: string | undefined;
  /** Right side: call, write, reachability. */
  readonly aCote?: ReactNode;
}

export function Personne({ nom, precision, photo, vers, aCote }: ProprietesPersonne) {
  return (
    <div className={classes(s['personne'], vers !== undefined && s['ouvrable'])}>
      {photo === undefined ? (
        <span className={s['pastille']} aria-hidden>
          {initiales(nom)}
        </span>
      ) : (
        <img className={s['pastille']} src={photo} alt="" width={44} height={44} />
      )}
      <div className={s['identite']}>
        <span className={s['nom']}>{vers === undefined ? nom : <Lien vers={vers}>{nom}</Lien>}</span>
        {precision !== undefined && <span className={s['doux']}>{precision}</span>}
      </div>
      {aCote !== undefined && <div className={s['aCote']}>{aCote}</div>}
    </div>
  );
}
