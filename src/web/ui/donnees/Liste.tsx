import type { ReactNode } from 'react';
import { Vide } from '../base/Attente.tsx';
import { classes } from '../classes.ts';
import { useParcoursDesListes } from './parcours.ts';
import s from './Liste.module.css';

interface ProprietesListe<E> {
  /** Accessible name: « Demandes à répondre ». */
  readonly legende: string;
  readonly elements: readonly E[];
  readonly cle: (element: E) => string;
  /** One row; its first link or button is what Enter opens. */
  readonly children: (element: E) => ReactNode;
  readonly vide: ReactNode;
  readonly nouveaux?: ReadonlySet<string> | undefined;
  /** Cards apart instead of rows between hairlines. */
  readonly espacee?: boolean | undefined;
}

/** Work list: `j` and `k` go from row to row, Enter opens, Tab goes through everything. */
export function Liste<E>({ legende, elements, cle, children, vide, nouveaux, espacee = false }: ProprietesListe<E>) {
  useParcoursDesListes();
  if (elements.length === 0) return typeof vide === 'string' ? <Vide titre={vide} /> : vide;
  return (
    <ul className={classes(s['liste'], espacee && s['espacee'])} aria-label={legende} data-parcours>
      {elements.map((element) => (
        <li key={cle(element)} className={s['ligne']}>
          {nouveaux?.has(cle(element)) === true && <span className={s['nouveau']}>nouveau</span>}
          {children(element)}
        </li>
      ))}
    </ul>
  );
}
