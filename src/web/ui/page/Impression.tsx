import { Printer } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { formaterDateCourte, formaterHeure } from '#web/format.ts';
import { Bouton } from '../base/Bouton.tsx';
import { classes } from '../classes.ts';
import { useMaintenant } from '../horloge.tsx';
import s from './Impression.module.css';

interface ProprietesImpression {
  /** Head of the sheet: « Plan de Mme Aubry, version 2 ». */
  readonly titre: string;
  /** Who prints, for the foot of the sheet. */
  readonly par?: string | undefined;
  /** A QR code or a reference, top right of the sheet. */
  readonly repere?: ReactNode;
  readonly children: ReactNode;
}

/** A sheet on A4, normal or in large print, dated, with its page numbers (socle.css). */
export function Impression({ titre, par, repere, children }: ProprietesImpression) {
  const maintenant = useMaintenant();
  const [grands, setGrands] = useState(false);
  const imprimer = (enGrand: boolean) => {
    flushSync(() => setGrands(enGrand));
    window.print();
  };
  return (
    <article className={classes(s['feuille'], grands && s['grands'])} aria-label={titre}>
      <div className={s['boutons']} data-sans-impression>
        <Bouton icone={<Printer aria-hidden size={20} />} onPress={() => imprimer(false)}>
          Imprimer
        </Bouton>
        <Bouton icone={<Printer aria-hidden size={24} />} onPress={() => imprimer(true)}>
          Imprimer en grands caractères
        </Bouton>
      </div>
      <header className={s['tete']}>
        <div>
          <p className={s['titre']}>{titre}</p>
          <p>
            Imprimé le {formaterDateCourte(maintenant)} à {formaterHeure(maintenant)}
            {par !== undefined && ` par ${par}`}
          </p>
        </div>
        {repere}
      </header>
      {children}
    </article>
  );
}
