import type { z } from 'zod';
import type { ProprietesQuiALaMain } from '#web/ui/index.ts';
import type { Main } from '../contract.ts';

type MainVue = Pick<z.output<typeof Main>, 'etat' | 'qui' | 'depuis' | 'prochaine' | 'dueLe'>;

/** The strip of a request, in the words of the kit. `rendezVous`: the date is that of the step itself, not its latest date. */
export function bandeDe(main: MainVue, rendezVous = false): ProprietesQuiALaMain {
  const { etat, qui, depuis, prochaine, dueLe } = main;
  const texte = prochaine === undefined || rendezVous || dueLe === undefined ? prochaine : `${prochaine}, avant`;
  return {
    etat,
    qui,
    depuis,
    remonteA: etat === 'retard' ? qui : undefined,
    prochaineEtape: texte === undefined ? undefined : { texte, le: dueLe },
  };
}
