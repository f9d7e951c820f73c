import type { Interroger } from '#lib/sql/requete.ts';
import { TYPES_DE_L_ANNUAIRE } from '../types-tenus.ts';
import type { LigneStockee } from './lecture.ts';

const PARTAGES: readonly string[] = TYPES_DE_L_ANNUAIRE;

/** An entry of the national directory, read by everybody; undefined when the type or the id is not there. */
export async function lireAnnuaire(
  interroger: Interroger,
  type: string,
  id: string,
): Promise<LigneStockee | undefined> {
  if (!PARTAGES.includes(type)) return undefined;
  const [ligne] = await interroger<LigneStockee>({
    nom: 'fhir.lire.annuaire',
    courte: true,
    texte: `select a.type, a.id, a.version, a.le, false as supprime, null as patient, a.contenu::text as texte
      from annuaire a where a.type = $1 and a.id = $2
       and not exists (select 1 from resource r where r.type = a.type and r.id = a.id)`,
    valeurs: [type, id],
  });
  return ligne;
}
