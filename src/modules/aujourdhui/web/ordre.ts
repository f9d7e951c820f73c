import type { z } from 'zod';
import { enDate } from '#web/format.ts';
import type { Chose, liste } from '../contract.ts';

type Nouvelle = z.output<typeof liste.sortie>['information'][number];

export function estEnRetard({ etat, dueLe }: Pick<Chose, 'etat' | 'dueLe'>, maintenant: Date): boolean {
  return etat === 'retard' || enDate(dueLe).getTime() < maintenant.getTime();
}

/** What is late first, then what falls due first. */
export function retardsDAbord(choses: readonly Chose[], maintenant: Date): readonly Chose[] {
  const rang = (chose: Chose) => (estEnRetard(chose, maintenant) ? 0 : 1);
  return choses.toSorted((a, b) => rang(a) - rang(b) || enDate(a.dueLe).getTime() - enDate(b.dueLe).getTime());
}

/** Only the last thing that happened to each: five steps of one request are one line. */
export function derniereParObjet(nouvelles: readonly Nouvelle[]): readonly Nouvelle[] {
  const parObjet = new Map<string, Nouvelle>();
  for (const nouvelle of nouvelles) {
    const connue = parObjet.get(nouvelle.objet);
    if (connue === undefined || enDate(nouvelle.le) > enDate(connue.le)) parObjet.set(nouvelle.objet, nouvelle);
  }
  return [...parObjet.values()].toSorted((a, b) => enDate(b.le).getTime() - enDate(a.le).getTime());
}
