import type { z } from 'zod';
import type { appel, corrigerPage, preparer, tache } from '../contract.ts';

type Appel = z.output<typeof appel.sortie>;
type Tache = z.output<typeof tache.sortie>;

const LE = '2026-11-26T13:00:00.000Z';

export const MARTIN: NonNullable<z.output<typeof preparer.sortie>['autre']> = {
  ref: 'PractitionerRole/martin',
  nom: 'Dr Paul Martin',
  precision: 'Médecin généraliste · Pont-de-Loive',
  telephone: '0199001234',
  ecritPossible: true,
};

/** A call of Dr Martin, confirmed in writing; override only what the test is about. */
export function unAppel(dessus: Partial<Appel> = {}): Appel {
  return {
    id: 'c1',
    avec: { nom: 'Dr Paul Martin', ref: MARTIN.ref, telephone: '0199001234' },
    par: 'Sophie Marchand',
    sens: 'recu',
    motif: 'demande',
    decision: 'Sophie évalue à domicile cette semaine.',
    telephone: '0639980102',
    le: LE,
    corrections: [],
    corrigeableJusqua: '2026-11-28T13:00:00.000Z',
    taches: [],
    confirmation: 'envoyee',
    ...dessus,
  };
}

export function uneTache(dessus: Partial<Tache> = {}): Tache {
  return {
    id: 't1',
    quoi: 'Appeler la fille',
    qui: 'Sophie Marchand',
    etat: 'tenu',
    depuis: LE,
    dueLe: '2026-11-27T17:00:00.000Z',
    donneePar: 'Sophie Marchand',
    aMoi: true,
    ...dessus,
  };
}

export function unePage(
  dessus: Partial<z.output<typeof corrigerPage.sortie>> = {},
): z.output<typeof corrigerPage.sortie> {
  return {
    avec: 'Sophie Marchand',
    le: LE,
    jusquau: '2026-11-28T13:00:00.000Z',
    ouverte: true,
    corrections: 0,
    ...dessus,
  };
}
