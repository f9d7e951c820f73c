import { useVue } from '#web/requetes.ts';
import { Avis } from '#web/ui/index.ts';
import { preparer } from '../contract.ts';
import type { SaisieDAppel } from './saisie.ts';
import { APPEL } from './textes.ts';

interface Proprietes {
  /** Our structure can write. */
  readonly boite: boolean;
  readonly saisie: Pick<SaisieDAppel, 'ref' | 'nom' | 'libre' | 'adresse'>;
}

/** Who exactly was chosen, and what will happen to the note: said before it leaves. */
export function Confirmation({ boite, saisie }: Proprietes) {
  const { ref, nom, libre, adresse } = saisie;
  const choisi = !libre && ref !== '';
  const vue = useVue(preparer, { avec: ref }, { actif: choisi });
  if (!choisi && (!libre || nom === '')) return null;
  const autre = choisi ? vue.data?.autre : undefined;
  if (choisi && autre === undefined) return null;
  const ecrit = autre === undefined ? adresse !== '' : autre.ecritPossible;
  const precision = autre === undefined || autre.precision === '' ? undefined : autre.precision;
  if (!boite) return <Avis titre={APPEL.sansBoite}>{precision}</Avis>;
  return (
    <Avis ton={ecrit ? 'info' : 'attention'} titre={ecrit ? APPEL.confirmationPart(nom) : APPEL.confirmationImpossible}>
      {precision}
    </Avis>
  );
}
