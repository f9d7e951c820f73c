import { acteurSysteme } from '#acces/acteur.ts';
import { declarerContexte } from '#acces/contexte-trace.ts';
import type { CodeTerritoire } from '#lib/sql/connexion.ts';
import type { Socle } from '#socle/executer.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import { tracer } from '#socle/tracer.ts';
import { Transaction } from '#socle/transaction.ts';
import { refus } from '../refus.ts';
import { charger } from '../store.ts';
import { dossierDe, type DossierPret } from './exporter.ts';

/** The export of one open request, by the operator: same rules, same trace. The request itself is the ground: none, no export. */
export async function exporterPourLOperateur(
  socle: Socle,
  territoire: CodeTerritoire,
  id: string,
): Promise<DossierPret> {
  const acteur = acteurSysteme(territoire, 'operateur');
  await declarerContexte(socle.base, acteur);
  return socle.base.territoire<TablesTerritoire, DossierPret>(territoire, async (sql) => {
    const tx = new Transaction({ ...socle, sql, acteur, maintenant: socle.horloge.maintenant() });
    const exercice = await charger(tx, id);
    if (exercice.genre !== 'acces' || exercice.etat !== 'ouverte') throw refus.deja_repondue();
    const pret = await dossierDe(tx, exercice);
    await tracer(tx, {
      nom: 'operateur.droits.exporter',
      genre: 'export',
      fondement: `exercice:${id}`,
      nombre: pret.elements,
    });
    return pret;
  });
}
