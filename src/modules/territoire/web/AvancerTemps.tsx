import { Clock, RotateCcw } from 'lucide-react';
import { notifier } from '#web/coquille/passagers.ts';
import { formaterHeure, formaterJour } from '#web/format.ts';
import { useAction } from '#web/requetes.ts';
import { Avis, Bouton } from '#web/ui/index.ts';
import { avancerTemps, PAS_DE_TEMPS, type PasDeTemps } from '../contract.ts';
import { TEXTES } from './textes.ts';
import s from './Temps.module.css';

const PAS = Object.entries(PAS_DE_TEMPS) as readonly [PasDeTemps, string][];

/** The three steps forward, and the way back to real time. */
export function AvancerTemps({
  decale,
  apres,
}: {
  readonly decale: boolean;
  readonly apres?: (() => void) | undefined;
}) {
  const temps = useAction(avancerTemps, {
    apres: ({ maintenant }) => {
      const instant = new Date(maintenant);
      notifier(`Il est maintenant ${formaterJour(instant, instant)} ${formaterHeure(instant)}.`);
      apres?.();
    },
  });
  return (
    <div className={s['pas']}>
      <p>{TEXTES.tempsAide}</p>
      {temps.erreur !== undefined && <Avis ton="attention" titre={temps.erreur.texte} annonce />}
      {PAS.map(([pas, libelle]) => (
        <Bouton
          key={pas}
          pleineLargeur
          icone={<Clock aria-hidden size={22} />}
          enCours={temps.enCours}
          nomComplet={`${libelle} de plus`}
          onPress={() => temps.executer({ de: pas })}
        >
          {`${libelle} de plus`}
        </Bouton>
      ))}
      {decale && (
        <>
          <p>{TEXTES.tempsRevenir}</p>
          <Bouton
            variante="discret"
            icone={<RotateCcw aria-hidden size={20} />}
            enCours={temps.enCours}
            onPress={() => temps.executer({ de: 'reel' })}
          >
            Revenir à l’heure réelle
          </Bouton>
        </>
      )}
    </div>
  );
}
