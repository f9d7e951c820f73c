import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { classes } from '../classes.ts';
import s from './Etiquette.module.css';

export type Ton = 'neutre' | 'info' | 'succes' | 'attention' | 'alerte' | 'attente';

interface ProprietesEtiquette {
  readonly children: string;
  readonly ton?: Ton | undefined;
  readonly icone?: ReactNode;
  /** Turns the tag into a filter one can take off. */
  readonly onRetirer?: (() => void) | undefined;
}

export function Etiquette({ children, ton = 'neutre', icone, onRetirer }: ProprietesEtiquette) {
  if (onRetirer === undefined) {
    return (
      <span className={classes(s['etiquette'], s[ton])}>
        {icone}
        {children}
      </span>
    );
  }
  return (
    <Button
      className={classes(s['etiquette'], s[ton], s['filtre'])}
      aria-label={`Retirer le filtre ${children}`}
      onPress={onRetirer}
    >
      {icone}
      {children}
      <X aria-hidden size={18} />
    </Button>
  );
}

/** Filters of a list, as removable words kept in the address. */
export function Filtres({ children }: { readonly children: ReactNode }) {
  return (
    <fieldset aria-label="Filtres appliqués" className={s['filtres']}>
      {children}
    </fieldset>
  );
}
