import { useState } from 'react';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { useVue } from '#web/requetes.ts';
import { ChampDate, Liste, Personne, Pile } from '#web/ui/index.ts';
import { quiEtaitLa } from '../contract.ts';
import s from './Cercle.module.css';
import { TEXTES } from './textes.ts';

const DATE_ENTIERE = /^\d{4}-\d{2}-\d{2}$/u;

/** Who was in charge on a date: noon, so that whoever arrived or left that morning or evening counts as most people mean it. */
export function QuiEtaitLa({ patient }: { readonly patient: string }) {
  const [date, setDate] = useState('');
  const entiere = DATE_ENTIERE.test(date);
  const vue = useVue(quiEtaitLa, { patient, le: `${entiere ? date : '2000-01-01'}T12:00:00Z` }, { actif: entiere });
  return (
    <details className={s['depliant']}>
      <summary>{TEXTES.quiEtaitLa}</summary>
      <Pile>
        <ChampDate nom="qui-etait-la" libelle={TEXTES.quiEtaitLaDate} valeur={date} onChange={setDate} />
        {entiere && (
          <EtatDeVue vue={vue} chargement={TEXTES.chargement}>
            {({ membres }) => (
              <Liste
                legende={TEXTES.quiEtaitLa}
                elements={membres}
                cle={({ rang }) => String(rang)}
                vide={TEXTES.quiEtaitLaVide}
              >
                {({ nom, libelleFonction }) => <Personne nom={nom} precision={libelleFonction} />}
              </Liste>
            )}
          </EtatDeVue>
        )}
      </Pile>
    </details>
  );
}
