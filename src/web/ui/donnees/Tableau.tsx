import { ArrowDown, ArrowUp, ArrowUpDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { Vide } from '../base/Attente.tsx';
import { classes } from '../classes.ts';
import { useParcoursDesListes } from './parcours.ts';
import s from './Tableau.module.css';

export interface Colonne<L> {
  readonly cle: string;
  readonly titre: string;
  readonly render: (ligne: L) => ReactNode;
  readonly nombre?: boolean | undefined;
  readonly triable?: boolean | undefined;
}

export interface Tri {
  readonly cle: string;
  readonly sens: 'croissant' | 'decroissant';
}

interface ProprietesTableau<L> {
  /** Caption, read first by a screen reader: « Orientations en attente de réponse ». */
  readonly legende: string;
  readonly legendeVisible?: boolean | undefined;
  readonly colonnes: readonly Colonne<L>[];
  readonly lignes: readonly L[];
  readonly cle: (ligne: L) => string;
  /** What will come here, in place of an empty table. */
  readonly vide: ReactNode;
  readonly tri?: Tri | undefined;
  readonly onTri?: ((tri: Tri) => void) | undefined;
  /** Keys of the rows that just changed. */
  readonly nouvelles?: ReadonlySet<string> | undefined;
}

/** Roles are written out because some browsers drop those of a table whose `display` changes. */
const ROLES = {
  table: { role: 'table' },
  groupe: { role: 'rowgroup' },
  ligne: { role: 'row' },
  enteteDeColonne: { role: 'columnheader' },
  enteteDeLigne: { role: 'rowheader' },
  cellule: { role: 'cell' },
} as const;

/** A real table; on a phone each row becomes a card that repeats the column names. */
export function Tableau<L>(proprietes: ProprietesTableau<L>) {
  const { legende, colonnes, lignes, cle, vide, nouvelles } = proprietes;
  useParcoursDesListes();
  if (lignes.length === 0) return typeof vide === 'string' ? <Vide titre={vide} /> : vide;
  return (
    <table className={s['tableau']} {...ROLES.table}>
      <caption className={proprietes.legendeVisible === true ? s['legende'] : 'hors-vue'}>{legende}</caption>
      <thead {...ROLES.groupe}>
        <tr {...ROLES.ligne}>
          {colonnes.map((colonne) => (
            <Entete key={colonne.cle} colonne={colonne} tri={proprietes.tri} onTri={proprietes.onTri} />
          ))}
        </tr>
      </thead>
      <tbody {...ROLES.groupe} data-parcours>
        {lignes.map((ligne) => {
          const nouvelle = nouvelles?.has(cle(ligne)) === true;
          return (
            <tr key={cle(ligne)} {...ROLES.ligne} className={classes(nouvelle && s['nouvelle'])}>
              {colonnes.map((colonne, rang) => (
                <Cellule key={colonne.cle} colonne={colonne} premiere={rang === 0}>
                  {nouvelle && rang === 0 && <span className={s['mot']}>nouveau</span>}
                  {colonne.render(ligne)}
                </Cellule>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

interface ProprietesCellule<L> {
  readonly colonne: Colonne<L>;
  readonly premiere: boolean;
  readonly children: ReactNode;
}

function Cellule<L>({ colonne, premiere, children }: ProprietesCellule<L>) {
  const apparence = classes(s['cellule'], premiere && s['premiere'], colonne.nombre === true && s['nombre']);
  const contenu = (
    <>
      {!premiere && (
        <span className={s['rappel']} aria-hidden>
          {colonne.titre}
        </span>
      )}
      <span className={s['valeur']}>{children}</span>
    </>
  );
  return premiere ? (
    <th scope="row" {...ROLES.enteteDeLigne} className={apparence}>
      {contenu}
    </th>
  ) : (
    <td {...ROLES.cellule} className={apparence}>
      {contenu}
    </td>
  );
}

interface ProprietesEntete<L> {
  readonly colonne: Colonne<L>;
  readonly tri: Tri | undefined;
  readonly onTri: ((tri: Tri) => void) | undefined;
}

const SENS_ARIA = { croissant: 'ascending', decroissant: 'descending' } as const;

function Entete<L>({ colonne, tri, onTri }: ProprietesEntete<L>) {
  const actif = tri?.cle === colonne.cle ? tri.sens : undefined;
  const apparence = classes(s['entete'], colonne.nombre === true && s['nombre']);
  if (colonne.triable !== true || onTri === undefined) {
    return (
      <th scope="col" {...ROLES.enteteDeColonne} className={apparence}>
        {colonne.titre}
      </th>
    );
  }
  const Fleche = actif === undefined ? ArrowUpDown : actif === 'croissant' ? ArrowUp : ArrowDown;
  return (
    <th
      scope="col"
      {...ROLES.enteteDeColonne}
      className={apparence}
      aria-sort={actif === undefined ? 'none' : SENS_ARIA[actif]}
    >
      <Button
        className={classes(s['trier'])}
        onPress={() => onTri({ cle: colonne.cle, sens: actif === 'croissant' ? 'decroissant' : 'croissant' })}
      >
        {colonne.titre}
        <Fleche aria-hidden size={18} />
      </Button>
    </th>
  );
}
