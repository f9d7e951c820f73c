import { LoaderCircle, Lock } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import { Button, type PressEvent } from 'react-aria-components';
import { annoncer } from '../annonces.ts';
import { classes, definis } from '../classes.ts';
import s from './Bouton.module.css';

export type VarianteBouton = 'principal' | 'secondaire' | 'discret' | 'danger';

interface ProprietesBouton {
  /** What happens, as a verb: « Accepter l’orientation ». */
  readonly children: ReactNode;
  readonly onPress?: ((evenement: PressEvent) => void) | undefined;
  readonly variante?: VarianteBouton | undefined;
  readonly type?: 'button' | 'submit' | undefined;
  readonly icone?: ReactNode;
  /** Why the action is closed: shown under the button, which stays reachable by keyboard. */
  readonly fermePourquoi?: string | undefined;
  readonly enCours?: boolean | undefined;
  readonly pleineLargeur?: boolean | undefined;
  /** When the visible word is not enough out of context: « Rappeler Mme Aubry ». Must contain the visible word. */
  readonly nomComplet?: string | undefined;
  readonly deplie?: boolean | undefined;
  readonly enfonce?: boolean | undefined;
}

export function Bouton({
  variante = 'secondaire',
  type = 'button',
  fermePourquoi,
  enCours = false,
  ...reste
}: ProprietesBouton) {
  const idRaison = useId();
  const ferme = fermePourquoi !== undefined && fermePourquoi !== '';
  const bouton = (
    <Button
      type={ferme ? 'button' : type}
      className={classes(s['bouton'], s[variante], reste.pleineLargeur === true && s['large'], ferme && s['ferme'])}
      isPending={enCours}
      onPress={(evenement) => (ferme ? annoncer(fermePourquoi) : reste.onPress?.(evenement))}
      {...definis({
        'aria-label': reste.nomComplet,
        'aria-expanded': reste.deplie,
        'aria-pressed': reste.enfonce,
        'aria-disabled': ferme ? true : undefined,
        'aria-describedby': ferme ? idRaison : undefined,
      })}
    >
      {enCours ? <LoaderCircle className={s['tourne']} aria-hidden size={20} /> : reste.icone}
      <span>{reste.children}</span>
    </Button>
  );
  if (!ferme) return bouton;
  return (
    <span className={classes(s['avecRaison'], reste.pleineLargeur === true && s['large'])}>
      {bouton}
      <span id={idRaison} className={s['raison']}>
        <Lock aria-hidden size={16} />
        <span>{fermePourquoi}</span>
      </span>
    </span>
  );
}
