import { Check, Circle, TriangleAlert, UserRoundCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { formaterMoment, type Instant } from '#web/format.ts';
import { classes } from '../classes.ts';
import { useMaintenant } from '../horloge.tsx';
import s from './QuiALaMain.module.css';

export type EtatDeMain = 'attend' | 'tenu' | 'retard' | 'termine';

export interface ProprietesQuiALaMain {
  readonly etat: EtatDeMain;
  /** A person or a queue that has one: « Sophie Marchand », « l’équipe du DAC ». */
  readonly qui?: string | undefined;
  readonly depuis?: Instant | undefined;
  readonly prochaineEtape?: { readonly texte: string; readonly le?: Instant | undefined } | undefined;
  /** When late: the person to whom it goes up. */
  readonly remonteA?: string | undefined;
  readonly action?: ReactNode;
}

const ICONES = { attend: Circle, tenu: UserRoundCheck, retard: TriangleAlert, termine: Check } as const;

/** The signature of Cordée: who has it, since when, what comes next. Same place, same words, on every open thing. */
export function QuiALaMain(proprietes: ProprietesQuiALaMain) {
  const { etat, depuis, prochaineEtape, action } = proprietes;
  const maintenant = useMaintenant();
  const Icone = ICONES[etat];
  return (
    <fieldset className={classes(s['bande'], s[etat])} aria-label="Qui a la main">
      <span className={s['forme']} aria-hidden>
        <Icone size={22} strokeWidth={2.5} />
      </span>
      <div className={s['texte']}>
        <p className={s['qui']}>
          <strong>{PHRASES[etat](proprietes)}</strong>
          {depuis !== undefined && (
            <span className={s['depuis']}>
              <span className={s['separateur']}> · </span>
              {phraseDepuis(etat, depuis, maintenant)}
            </span>
          )}
        </p>
        {prochaineEtape !== undefined && etat !== 'termine' && (
          <p>
            Prochaine étape : {prochaineEtape.texte}
            {prochaineEtape.le !== undefined && <b> {formaterMoment(prochaineEtape.le, maintenant)}</b>}
          </p>
        )}
      </div>
      {action !== undefined && <div className={s['action']}>{action}</div>}
    </fieldset>
  );
}

type Noms = Pick<ProprietesQuiALaMain, 'qui' | 'remonteA'>;

const PHRASES: Readonly<Record<EtatDeMain, (noms: Noms) => string>> = {
  attend: ({ qui }) => `En attente de ${qui ?? 'quelqu’un'}`,
  tenu: ({ qui }) => `${qui ?? 'Quelqu’un'} a la main`,
  retard: ({ remonteA }) => (remonteA === undefined ? 'En retard' : `En retard, remonte à ${remonteA}`),
  termine: ({ qui }) => (qui === undefined ? 'Terminé' : `Terminé par ${qui}`),
};

function phraseDepuis(etat: EtatDeMain, depuis: Instant, maintenant: Date): string {
  const moment = formaterMoment(depuis, maintenant);
  return etat === 'termine' ? moment : `depuis ${moment}`;
}
