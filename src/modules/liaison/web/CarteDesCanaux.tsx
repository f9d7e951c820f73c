import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { formaterNombre } from '#web/format.ts';
import { useVue } from '#web/requetes.ts';
import { Carte, Tableau, type Colonne } from '#web/ui/index.ts';
import { canaux } from '../contract.ts';
import s from './Liaison.module.css';
import { CANAUX } from './textes.ts';

interface Part {
  readonly cle: string;
  readonly nom: string;
  readonly nombre: number;
}

/** The honest share of each channel, and why one still calls: bars, and the same numbers as a table one tap away. */
export function CarteDesCanaux({ depuis }: { readonly depuis?: string | undefined }) {
  const vue = useVue(canaux, depuis === undefined ? {} : { depuis });
  return (
    <EtatDeVue vue={vue} chargement={CANAUX.chargement}>
      {({ total, parCanal, parMotif }) => {
        if (total === 0) return <Carte titre={CANAUX.titre}>{CANAUX.vide}</Carte>;
        const canauxNommes = parCanal.map(({ canal, nombre }) => ({ cle: canal, nom: CANAUX.noms[canal], nombre }));
        const motifs = parMotif.map(({ motif, libelle, nombre }) => ({ cle: motif, nom: libelle, nombre }));
        const telephone = parCanal.find(({ canal }) => canal === 'telephone')?.nombre ?? 0;
        return (
          <Carte titre={CANAUX.titre} nombre={pourcent(telephone, total)}>
            <p>{CANAUX.phrase}</p>
            <Barres titre={CANAUX.canal} parts={canauxNommes} total={total} />
            {motifs.length > 0 && <Barres titre={CANAUX.motifs} parts={motifs} total={telephone} />}
            <details className={s['depli']}>
              <summary>{CANAUX.tableau}</summary>
              <Nombres legende={CANAUX.canal} parts={canauxNommes} total={total} />
              {motifs.length > 0 && <Nombres legende={CANAUX.motifs} parts={motifs} total={telephone} />}
            </details>
          </Carte>
        );
      }}
    </EtatDeVue>
  );
}

const pourcent = (nombre: number, total: number): string =>
  total === 0 ? '0\u00a0%' : `${formaterNombre(Math.round((100 * nombre) / total))}\u00a0%`;

interface ProprietesParts {
  readonly parts: readonly Part[];
  readonly total: number;
}

function Barres({ titre, parts, total }: ProprietesParts & { readonly titre: string }) {
  return (
    <>
      <h3>{titre}</h3>
      <ul className={s['barres']} aria-label={titre}>
        {parts.map(({ cle, nom, nombre }) => (
          <li key={cle}>
            <span>{nom}</span>
            <b>{pourcent(nombre, total)}</b>
            <progress className={s['barre']} value={nombre} max={Math.max(1, total)} aria-hidden />
          </li>
        ))}
      </ul>
    </>
  );
}

function Nombres({ legende, parts, total }: ProprietesParts & { readonly legende: string }) {
  const colonnes: readonly Colonne<Part>[] = [
    { cle: 'nom', titre: legende, render: ({ nom }) => nom },
    { cle: 'nombre', titre: 'Nombre', nombre: true, render: ({ nombre }) => formaterNombre(nombre) },
    { cle: 'part', titre: 'Part', nombre: true, render: ({ nombre }) => pourcent(nombre, total) },
  ];
  return (
    <Tableau
      legende={legende}
      legendeVisible
      colonnes={colonnes}
      lignes={parts}
      cle={({ cle }) => cle}
      vide={CANAUX.vide}
    />
  );
}
