import type { Interroger } from '#lib/sql/requete.ts';
import { lireReglageConservation } from './reglages.ts';
import { gardesDe, LIBELLES, phaseDe, type Phase } from './rules.ts';
import { lireLesDeparts, lireLesHorloges } from './store.ts';

export interface Rapport {
  /** `ce qui partira le 2046-05-04 : le volet social de Patient/x`. Never a name. */
  readonly lignes: readonly string[];
  /** Parts of records by phase, today. */
  readonly phases: Readonly<Record<Phase, number>>;
}

/** What is kept, in which phase, and what was announced to leave, when, in whose hands. Erases nothing. */
export async function rapportDeConservation(interroger: Interroger, maintenant: Date): Promise<Rapport> {
  const reglage = await lireReglageConservation(interroger);
  const phases: Record<Phase, number> = { active: 0, archive: 0, terme: 0, suspendue: 0 };
  for (const dossier of await lireLesHorloges(interroger))
    for (const garde of gardesDe(dossier, reglage)) phases[phaseDe(garde, dossier.gel, maintenant)] += 1;
  const departs = await lireLesDeparts(interroger);
  return {
    phases,
    lignes: departs.map(
      ({ patient, categorie, partLe, porteurNom }) =>
        `ce qui partira le ${partLe} : ${LIBELLES[categorie]} de Patient/${patient} (${porteurNom} vérifie)`,
    ),
  };
}
