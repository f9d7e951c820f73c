import { z } from 'zod';
import type { Interroger } from '#lib/sql/requete.ts';

/** Setting `export`: persons from which an export is a mass export. [P] */
export const ReglageExport = z.object({ personnes: z.number().int().min(1).max(500).default(50) });

export async function seuilDExport(interroger: Interroger): Promise<number> {
  const [ligne] = await interroger<{ valeur: unknown }>({
    nom: 'export.reglage',
    texte: "select r.valeur from reglage r where r.cle = 'export'",
    valeurs: [],
  });
  return ReglageExport.parse(ligne?.valeur ?? {}).personnes;
}

/** Two persons agreed that this software exports in mass, and their window is open. */
export async function accordDExport(interroger: Interroger, client: string, maintenant: Date): Promise<boolean> {
  const lignes = await interroger({
    nom: 'export.accord',
    texte: `select 1 from accord_export a
      where a.client = $1 and a.accorde and a.retire_le is null and a.decide_le <= $2 and a.fin > $2 limit 1`,
    valeurs: [client, maintenant],
  });
  return lignes.length > 0;
}
