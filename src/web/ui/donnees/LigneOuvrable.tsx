import type { ReactNode } from 'react';
import { Lien } from '../base/Lien.tsx';
import { classes } from '../classes.ts';
import s from './LigneOuvrable.module.css';

interface ProprietesLigneOuvrable {
  readonly titre: string;
  /** Where a tap anywhere on the row leads; without it the row is only read. */
  readonly vers: string | undefined;
  /** Right of the title: a tag. */
  readonly aCote?: ReactNode;
  /** Something that happened, rather than something to do. */
  readonly legere?: boolean | undefined;
  readonly children?: ReactNode;
}

/** A row of <Liste> that opens wherever it is touched; the buttons and links inside keep their own tap. */
export function LigneOuvrable({ titre, vers, aCote, legere = false, children }: ProprietesLigneOuvrable) {
  return (
    <article className={classes(s['ligne'], vers !== undefined && s['ouvrable'])} aria-label={titre}>
      <div className={s['tete']}>
        <span className={classes(s['titre'], legere && s['legere'])}>
          {vers === undefined ? titre : <Lien vers={vers}>{titre}</Lien>}
        </span>
        {aCote}
      </div>
      {children !== undefined && <div className={s['contenu']}>{children}</div>}
    </article>
  );
}
