import { notifier } from '#web/coquille/passagers.ts';
import { useAction } from '#web/requetes.ts';
import { Avis, Bouton, QuiALaMain } from '#web/ui/index.ts';
import { prendre, type Main } from '../contract.ts';
import { TEXTES } from './textes.ts';

interface ProprietesBande {
  readonly fil: string;
  readonly main: Main;
  /** Absent when the hand belongs to another room, or when one does not answer this mailbox. */
  readonly prenable: boolean;
}

/** The strip of a thread, with « Je prends » while it waits for somebody else. */
export function BandeDuMessage({ fil, main, prenable }: ProprietesBande) {
  const prise = useAction(prendre, { apres: () => notifier(TEXTES.pris) });
  const offerte = prenable && (main.etat !== 'tenu' || !main.aMoi);
  return (
    <>
      <QuiALaMain
        etat={main.etat}
        qui={main.qui}
        depuis={main.depuis}
        remonteA={main.etat === 'retard' ? main.qui : undefined}
        prochaineEtape={{ texte: `${main.prochaine}, avant`, le: main.dueLe }}
        action={
          offerte && (
            <Bouton variante="secondaire" enCours={prise.enCours} onPress={() => prise.executer({ fil })}>
              {TEXTES.jePrends}
            </Bouton>
          )
        }
      />
      {prise.erreurGenerale !== undefined && <Avis ton="attention" titre={prise.erreurGenerale} annonce />}
    </>
  );
}
