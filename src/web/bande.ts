import type { ProprietesQuiALaMain } from './ui/index.ts';

/** Who has an open thing, as the views of the rooms say it; instants in ISO 8601. */
interface MainVue {
  readonly etat: 'attend' | 'tenu' | 'retard' | 'termine';
  readonly qui?: string | undefined;
  readonly depuis: string;
  readonly prochaine?: string | undefined;
  readonly dueLe?: string | undefined;
}

/** The strip of an open thing, in the words of the kit. `rendezVous`: the date is that of the step itself, not its latest date. */
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
