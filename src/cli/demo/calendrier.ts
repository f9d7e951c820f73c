import { decalerJour, instantLocal, jourDe } from '#lib/temps/index.ts';
import type { Evenement } from './sources.ts';

const ZONE = 'Europe/Paris';
const MINUTE_MS = 60_000;
/** What happened « today » in the stories happened during the last hour, whatever the time of the first start. */
const CE_MATIN_MS = 55 * MINUTE_MS;

/** « 12 days ago at 09:40 » as an instant; hours are those of the clock on the wall. A negative number of days is to come. */
export function instantDu(jours: number, heure: string, maintenant: Date): Date {
  const [h = 0, m = 0] = heure.split(':').map(Number);
  return instantLocal(decalerJour(jourDe(maintenant, ZONE), -jours), (h * 60 + m) * MINUTE_MS, ZONE);
}

/** Instants of one story, in its order, all before now. `rang` spreads what several stories put in the same last hour. */
export function daterHistoire(
  histoire: readonly Evenement[],
  rang: number,
  maintenant: Date,
): readonly { readonly evenement: Evenement; readonly instant: Date }[] {
  const limite = maintenant.getTime() - CE_MATIN_MS + (rang % 40) * MINUTE_MS;
  let precedent = 0;
  return histoire.map((evenement) => {
    const voulu = instantDu(evenement.jour, evenement.heure, maintenant).getTime();
    const borne = evenement.jour <= 0 ? limite : Math.min(voulu, limite);
    precedent = Math.max(borne, precedent + 1_000);
    return { evenement, instant: new Date(precedent) };
  });
}
