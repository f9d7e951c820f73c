import { CircleCheck, Info, OctagonAlert, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { classes } from '../classes.ts';
import s from './Avis.module.css';

export type TonAvis = 'info' | 'succes' | 'attention' | 'alerte';

interface ProprietesAvis {
  readonly ton?: TonAvis | undefined;
  /** What happened, in one sentence. */
  readonly titre: string;
  /** Why, and what to do. */
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  /** Announced when it appears after the page was read. */
  readonly annonce?: boolean | undefined;
}

const ICONES = { info: Info, succes: CircleCheck, attention: TriangleAlert, alerte: OctagonAlert } as const;
const MOTS = { info: 'Information', succes: 'Fait', attention: 'Attention', alerte: 'Alerte' } as const;

export function Avis({ ton = 'info', titre, children, action, annonce = false }: ProprietesAvis) {
  const Icone = ICONES[ton];
  const role = annonce ? (ton === 'alerte' ? 'alert' : 'status') : undefined;
  return (
    <div className={classes(s['avis'], s[ton])} role={role}>
      <Icone aria-hidden size={24} />
      <div className={s['corps']}>
        <p className={s['titre']}>
          <span className="hors-vue">{MOTS[ton]} : </span>
          {titre}
        </p>
        {children !== undefined && <div>{children}</div>}
        {action !== undefined && <div className={s['action']}>{action}</div>}
      </div>
    </div>
  );
}
