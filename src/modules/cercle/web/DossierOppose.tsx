import { notifier } from '#web/coquille/passagers.ts';
import { formaterDateCourte } from '#web/format.ts';
import { useAction, useVue } from '#web/requetes.ts';
import { Avis, Bouton } from '#web/ui/index.ts';
import { leverOpposition, opposition } from '../contract.ts';
import { NOTER, OPPOSE } from './textes.ts';

/** The person closed her record to everybody: said to whoever must know, with the one gesture that opens it again, hers. */
export function DossierOppose({ patient }: { readonly patient: string }) {
  const totale = useVue(opposition, { patient }).data?.totale;
  const levee = useAction(leverOpposition, { apres: () => notifier(NOTER.levee) });
  if (totale === undefined) return null;
  return (
    <Avis
      ton="attention"
      titre={OPPOSE.titre}
      action={
        <Bouton
          enCours={levee.enCours}
          onPress={() => levee.executer({ patient, opposition: totale.id, mode: 'oral' })}
        >
          {OPPOSE.lever}
        </Bouton>
      }
    >
      <p>{OPPOSE.note(totale.notePar, formaterDateCourte(totale.le))}</p>
      <p>{OPPOSE.aide}</p>
      {levee.erreurGenerale !== undefined && <p role="alert">{levee.erreurGenerale}</p>}
    </Avis>
  );
}
