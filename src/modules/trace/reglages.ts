import { z } from 'zod';
import type { Base, CodeTerritoire } from '#lib/sql/connexion.ts';
import type { Interroger } from '#lib/sql/requete.ts';
import { SeuilsDuControle } from './controle/regles.ts';
import type { DureesDeGarde } from './sceau/purger.ts';

/** Parameters of a territory (`reglage`, key `trace`): what is absent keeps its default. */
export const ReglageTrace = z.object({
  /** TR-02, CNIL recommendation of October 2021: 12 months for technical lines, 3 years for accesses to records. */
  techniqueMois: z.number().int().min(6).max(12).default(12),
  accesMois: z.number().int().min(12).max(36).default(36),
  /** Secure mailbox of the data protection officer, to whom the anchor of each day and the alerts go. */
  ancreA: z.string().optional(),
  /** Who looks into what is found; absent: who answers for the queue of the DAC. */
  controle: z.object({ ref: z.string(), nom: z.string() }).optional(),
  /** Hours, Paris time, outside which a record opened by a person who does not work at night is looked at. [P] */
  nuit: z.object({ de: z.number().int().min(0).max(23), a: z.number().int().min(0).max(23) }).default({ de: 22, a: 6 }),
});
export type ReglageTrace = z.output<typeof ReglageTrace>;

export async function lireReglageTrace(interroger: Interroger): Promise<ReglageTrace> {
  const [ligne] = await interroger<{ valeur: unknown }>({
    nom: 'trace.reglage',
    texte: "select r.valeur from reglage r where r.cle = 'trace'",
    valeurs: [],
  });
  return ReglageTrace.parse(ligne?.valeur ?? {});
}

export function dureesDeGarde(base: Pick<Base, 'directement'>, territoire: CodeTerritoire): Promise<DureesDeGarde> {
  return lireReglageTrace(base.directement(territoire));
}

export async function lireLesSeuils(interroger: Interroger): Promise<SeuilsDuControle> {
  const [ligne] = await interroger<{ valeur: unknown }>({
    nom: 'controle.reglage',
    texte: "select r.valeur from reglage r where r.cle = 'controle'",
    valeurs: [],
  });
  return SeuilsDuControle.parse(ligne?.valeur ?? {});
}
