import type { ReactNode } from 'react';
import { Link } from 'react-aria-components';
import { classes, definis } from '../classes.ts';
import boutons from './Bouton.module.css';
import s from './Lien.module.css';
import type { VarianteBouton } from './Bouton.tsx';

interface ProprietesLien {
  /** Address inside Cordée (« /personnes/… », built by the module's chemins.ts) or tel:, mailto:. */
  readonly vers: string;
  readonly children: ReactNode;
  readonly icone?: ReactNode;
  /** A link that must weigh as much as a button: same look, still a link. */
  readonly bouton?: VarianteBouton | undefined;
  readonly pleineLargeur?: boolean | undefined;
  /** Whole row or card: no underline, inherits the ink. */
  readonly bloc?: boolean | undefined;
  readonly nomComplet?: string | undefined;
  readonly courant?: boolean | undefined;
  readonly telecharger?: boolean | string | undefined;
  /** What else happens when it is followed: the panel that holds it closes. */
  readonly onSuivi?: (() => void) | undefined;
}

/** Followed by the router inside Cordée, so that Back, middle click and copy of the address all work. */
export function Lien({ vers, children, icone, bouton, bloc = false, ...reste }: ProprietesLien) {
  const apparence =
    bouton === undefined
      ? classes(s['lien'], bloc && s['bloc'])
      : classes(boutons['bouton'], boutons[bouton], reste.pleineLargeur === true && boutons['large']);
  return (
    <Link
      href={vers}
      className={apparence}
      {...definis({
        'aria-label': reste.nomComplet,
        'aria-current': reste.courant === true ? ('page' as const) : undefined,
        download: reste.telecharger,
        onPress: reste.onSuivi,
      })}
    >
      {icone}
      {bloc ? children : <span>{children}</span>}
    </Link>
  );
}
