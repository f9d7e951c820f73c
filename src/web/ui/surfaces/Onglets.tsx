import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { accorder, formaterNombre } from '#web/format.ts';
import { classes } from '../classes.ts';
import s from './Surfaces.module.css';

export interface Onglet<C extends string> {
  readonly cle: C;
  readonly titre: string;
  readonly nombre?: number | undefined;
  readonly contenu: ReactNode;
}

interface ProprietesOnglets<C extends string> {
  /** Accessible name of the bar: « Vues de la personne ». */
  readonly libelle: string;
  readonly onglets: readonly Onglet<C>[];
  /** Held by the address. */
  readonly actif: C;
  readonly onChange: (cle: C) => void;
}

export function Onglets<C extends string>({ libelle, onglets, actif, onChange }: ProprietesOnglets<C>) {
  const choisir = (cle: string) => {
    const onglet = onglets.find((candidat) => candidat.cle === cle);
    if (onglet !== undefined && onglet.cle !== actif) onChange(onglet.cle);
  };
  return (
    <Tabs className={classes(s['onglets'])} selectedKey={actif} onSelectionChange={(cle) => choisir(String(cle))}>
      <TabList className={classes(s['barre'])} aria-label={libelle}>
        {onglets.map((onglet) => (
          <Tab key={onglet.cle} id={onglet.cle} className={classes(s['onglet'])}>
            {onglet.titre}
            {onglet.nombre !== undefined && (
              <span className={s['compte']}>
                <span aria-hidden>{formaterNombre(onglet.nombre)}</span>
                <span className="hors-vue">, {accorder(onglet.nombre, 'élément', 'éléments')}</span>
              </span>
            )}
          </Tab>
        ))}
      </TabList>
      {onglets.map((onglet) => (
        <TabPanel key={onglet.cle} id={onglet.cle}>
          {onglet.contenu}
        </TabPanel>
      ))}
    </Tabs>
  );
}
