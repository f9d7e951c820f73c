import { useState } from 'react';
import type { z } from 'zod';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { formaterNombre } from '#web/format.ts';
import { useVue } from '#web/requetes.ts';
import { ChoixMultiple, ChoixUnique, Liste, Page, Pile, Strate, Vide } from '#web/ui/index.ts';
import { DIMENSIONS, tableau, type Dimension } from '../contract.ts';
import { TEXTES } from './textes.ts';

type Tableau = z.output<typeof tableau.sortie>;

/** How many persons, by service or by what became of it; nothing from which one could be found. */
export function ChiffresPage() {
  const [choix, setChoix] = useState<{ trimestre?: string; par: Dimension; parmi?: readonly string[] }>({
    par: 'service',
  });
  const { trimestre, par, parmi } = choix;
  const vue = useVue(
    tableau,
    {
      par,
      ...(trimestre === undefined ? {} : { trimestre }),
      ...(parmi === undefined || parmi.length === 0 ? {} : { parmi: [...parmi] }),
    },
    { garder: true },
  );
  return (
    <Page titre={TEXTES.titre} etroite retour={{ vers: '/territoire', texte: TEXTES.retour }}>
      <EtatDeVue vue={vue} chargement={TEXTES.chargement}>
        {(lu) => (
          <Pile>
            <p>{TEXTES.explication(lu.seuil)}</p>
            <ChoixUnique
              nom="trimestre"
              libelle={TEXTES.trimestre}
              presentation="liste"
              options={lu.trimestres.map((code) => ({ valeur: code, libelle: TEXTES.nomDuTrimestre(code) }))}
              valeur={lu.trimestre}
              onChange={(nouveau) => setChoix({ par, trimestre: nouveau })}
            />
            <ChoixUnique
              nom="par"
              libelle={TEXTES.par}
              options={Object.entries(DIMENSIONS).map(([valeur, libelle]) => ({ valeur, libelle }))}
              valeur={par}
              onChange={(valeur) => setChoix({ ...choix, par: valeur === 'suite' ? 'suite' : 'service', parmi: [] })}
            />
            <Nombres lu={lu} parmi={parmi ?? []} onParmi={(cles) => setChoix({ ...choix, parmi: cles })} />
          </Pile>
        )}
      </EtatDeVue>
    </Page>
  );
}

interface ProprietesNombres {
  readonly lu: Tableau;
  readonly parmi: readonly string[];
  readonly onParmi: (cles: readonly string[]) => void;
}

function Nombres({ lu, parmi, onParmi }: ProprietesNombres) {
  if (lu.total === undefined) return <Vide titre={TEXTES.rien} />;
  return (
    <>
      <Strate titre={DIMENSIONS[lu.par]}>
        <Liste legende={DIMENSIONS[lu.par]} elements={lu.cellules} cle={({ cle }) => cle} vide={null}>
          {({ libelle, personnes }) => (
            <p>
              {libelle} : <Nombre personnes={personnes} />
            </p>
          )}
        </Liste>
        <p>
          {TEXTES.total} : <Nombre personnes={lu.total} />
        </p>
      </Strate>
      <ChoixMultiple
        nom="parmi"
        libelle={TEXTES.parmi}
        aide={TEXTES.parmiAide}
        options={lu.cellules.map(({ cle, libelle }) => ({ valeur: cle, libelle }))}
        valeurs={parmi}
        onChange={onParmi}
      />
      {parmi.length > 0 && (
        <output>
          {TEXTES.somme} : <Nombre personnes={lu.somme} />
        </output>
      )}
    </>
  );
}

function Nombre({ personnes }: { readonly personnes: number | undefined }) {
  if (personnes === undefined) return <em>{TEXTES.tue}</em>;
  return (
    <strong>
      {formaterNombre(personnes)} {TEXTES.personnes(personnes)}
    </strong>
  );
}
