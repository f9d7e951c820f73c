import type { ReactNode } from 'react';
import { cleJour, formaterHeure, formaterJourDuFil, enDate, type Instant } from '#web/format.ts';
import { Vide } from '../base/Attente.tsx';
import { classes } from '../classes.ts';
import { useMaintenant } from '../horloge.tsx';
import s from './Fil.module.css';

export interface ElementDuFil {
  readonly cle: string;
  readonly le: Instant;
  /** The kind in one word: « Appel », « Note », « Décision ». */
  readonly genre: string;
  readonly icone?: ReactNode;
  /** One line: who did what. */
  readonly titre: ReactNode;
  readonly auteur?: string | undefined;
  /** Unfolds under the line. */
  readonly detail?: ReactNode;
  readonly deplie?: boolean | undefined;
  readonly nouveau?: boolean | undefined;
}

interface ProprietesFil {
  readonly legende: string;
  readonly elements: readonly ElementDuFil[];
  readonly vide: ReactNode;
}

/** Newest first, cut by days; each element is one line that unfolds. */
export function Fil({ legende, elements, vide }: ProprietesFil) {
  const maintenant = useMaintenant();
  if (elements.length === 0) return typeof vide === 'string' ? <Vide titre={vide} /> : vide;
  return (
    <fieldset className={s['fil']} aria-label={legende}>
      {parJours(elements).map(([jour, duJour]) => (
        <div key={jour} className={s['jour']}>
          <h3 className={s['separateur']}>{formaterJourDuFil(duJour[0]?.le ?? jour, maintenant)}</h3>
          {duJour.map((element) => (
            <Element key={element.cle} element={element} />
          ))}
        </div>
      ))}
    </fieldset>
  );
}

function Element({ element }: { readonly element: ElementDuFil }) {
  const ligne = (
    <>
      <span className={s['icone']} aria-hidden>
        {element.icone}
      </span>
      <span className={s['texte']}>
        <span className={s['titre']}>{element.titre}</span>
        <span className={s['origine']}>
          {element.nouveau === true && <span className={s['nouveau']}>nouveau</span>}
          {[element.genre, element.auteur, formaterHeure(element.le)].filter((mot) => mot !== undefined).join(' · ')}
        </span>
      </span>
    </>
  );
  return (
    <article className={classes(s['element'], element.nouveau === true && s['recent'])}>
      {element.detail === undefined ? (
        <div className={s['ligne']}>{ligne}</div>
      ) : (
        <details open={element.deplie === true}>
          <summary className={classes(s['ligne'], s['depliable'])}>{ligne}</summary>
          <div className={s['detail']}>{element.detail}</div>
        </details>
      )}
    </article>
  );
}

/** Groups by calendar day in Paris, newest day and newest element first. */
export function parJours(elements: readonly ElementDuFil[]): readonly (readonly [string, readonly ElementDuFil[]])[] {
  const jours = new Map<string, ElementDuFil[]>();
  for (const element of elements.toSorted((a, b) => enDate(b.le).getTime() - enDate(a.le).getTime())) {
    const jour = cleJour(element.le);
    jours.set(jour, [...(jours.get(jour) ?? []), element]);
  }
  return [...jours];
}
