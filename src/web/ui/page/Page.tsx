import { ArrowLeft } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { Lien } from '../base/Lien.tsx';
import { annoncer } from '../annonces.ts';
import { classes } from '../classes.ts';
import { prendreLeFocus } from './focus-de-page.ts';
import s from './Page.module.css';

interface ProprietesPage {
  /** The one h1: takes focus when the route changes and names the browser tab. */
  readonly titre: string;
  /** What stands beside or under the title: age, INS state, count. */
  readonly sousTitre?: ReactNode;
  /** Where Back leads when one arrived by a link: address and its name. */
  readonly retour?: { readonly vers: string; readonly texte: string } | undefined;
  /** One main action: in the thumb zone on a phone, beside the title on a desk. */
  readonly actionPrincipale?: ReactNode;
  readonly actionsSecondaires?: ReactNode;
  /** A narrow column for reading and forms. */
  readonly etroite?: boolean | undefined;
  readonly children: ReactNode;
}

export function Page({
  titre,
  sousTitre,
  retour,
  actionPrincipale,
  actionsSecondaires,
  etroite = false,
  children,
}: ProprietesPage) {
  const h1 = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${titre} · cordée`;
    if (!prendreLeFocus()) return;
    h1.current?.focus();
    annoncer(titre);
  }, [titre]);
  return (
    <div className={classes(s['page'], etroite && s['etroite'])}>
      <header className={s['tete']}>
        {retour !== undefined && (
          <div className={s['retour']} data-sans-impression>
            <Lien vers={retour.vers} icone={<ArrowLeft aria-hidden size={20} />}>
              {retour.texte}
            </Lien>
          </div>
        )}
        <div className={s['titres']}>
          <h1 ref={h1} tabIndex={-1}>
            {titre}
          </h1>
          {sousTitre !== undefined && <div className={s['sousTitre']}>{sousTitre}</div>}
        </div>
        {actionsSecondaires !== undefined && <div className={s['secondaires']}>{actionsSecondaires}</div>}
      </header>
      <div className={s['corps']}>{children}</div>
      {actionPrincipale !== undefined && (
        <div className={s['pouce']} data-sans-impression data-pouce>
          {actionPrincipale}
        </div>
      )}
    </div>
  );
}

interface ProprietesStrate {
  readonly titre?: string | undefined;
  /** Right of the title: a count, a filter, a link « Tout voir ». */
  readonly aCote?: ReactNode;
  readonly children: ReactNode;
}

/** A layer of the page: 32 px from its neighbours, 16 px inside. */
export function Strate({ titre, aCote, children }: ProprietesStrate) {
  return (
    <section className={s['strate']} aria-label={titre}>
      {titre !== undefined && (
        <div className={s['titreStrate']}>
          <h2>{titre}</h2>
          {aCote}
        </div>
      )}
      {children}
    </section>
  );
}

/** Two columns on a desk, one on a phone: the first child is the main one. */
export function DeuxColonnes({ children }: { readonly children: ReactNode }) {
  return <div className={s['deux']}>{children}</div>;
}

/** Cards side by side when there is room. */
export function Grille({ children }: { readonly children: ReactNode }) {
  return <div className={s['grille']}>{children}</div>;
}

/** Things that belong together, 16 px apart. */
export function Pile({
  children,
  serree = false,
}: {
  readonly children: ReactNode;
  readonly serree?: boolean | undefined;
}) {
  return <div className={classes(s['pile'], serree && s['serree'])}>{children}</div>;
}

/** Small things on a line, wrapping. */
export function Rang({ children }: { readonly children: ReactNode }) {
  return <div className={s['rang']}>{children}</div>;
}
