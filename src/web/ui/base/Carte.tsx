import { useId, type ReactNode } from 'react';
import { classes } from '../classes.ts';
import s from './Carte.module.css';

interface ProprietesCarte {
  readonly titre: ReactNode;
  readonly children?: ReactNode;
  /** Right of the title: a tag, a freshness, a small action. */
  readonly aCote?: ReactNode;
  readonly actions?: ReactNode;
  readonly niveau?: 2 | 3 | undefined;
  /** One number, big, when the card is a door (Territoire). */
  readonly nombre?: string | undefined;
  readonly accent?: 'corde' | 'rouge' | 'vert' | 'bleu' | undefined;
}

export function Carte({ titre, children, aCote, actions, niveau = 2, nombre, accent }: ProprietesCarte) {
  const idTitre = useId();
  const Titre = `h${niveau}` as const;
  return (
    <section className={classes(s['carte'], accent !== undefined && s[accent])} aria-labelledby={idTitre}>
      <div className={s['tete']}>
        <Titre id={idTitre} className={s['titre']}>
          {titre}
        </Titre>
        {aCote}
      </div>
      {nombre !== undefined && <p className={s['nombre']}>{nombre}</p>}
      {children}
      {actions !== undefined && <div className={s['actions']}>{actions}</div>}
    </section>
  );
}
