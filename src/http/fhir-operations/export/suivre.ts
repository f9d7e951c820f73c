import { compterTirage } from '#fhir/export/a-l-instant.ts';
import { ecrituresFinies, retenirNombres, type ExportLu, type Nombres } from '#fhir/export/travaux.ts';
import type { ContexteOperation, ReponseOperation } from '../operation.ts';
import { lireParametres } from '../parametres.ts';
import { exportDemande, LIMITES_EXPORT, objetDe, tirageDe, type OptionsExport } from './commun.ts';

/** The state: 202 while it is being counted, then the manifest. Counting goes on from one question to the next. */
export async function suivre(options: OptionsExport, contexte: ContexteOperation): Promise<ReponseOperation> {
  const lu = await exportDemande(contexte, lireParametres(contexte, { export: 'texte' }).export);
  const nombres = estPret(lu) ? lu.nombres : await compter(options, contexte, lu);
  const faits = Object.keys(nombres.presentes).length;
  const trace = { genre: 'export', objet: objetDe(lu.id), patient: null } as const;
  if (faits < lu.types.length)
    return {
      statut: 202,
      entetes: { 'x-progress': `${faits} types comptés sur ${lu.types.length}`, 'retry-after': '2' },
      trace: { ...trace, nombre: null },
    };
  return {
    statut: 200,
    entetes: { expires: lu.expireLe.toUTCString() },
    corps: { genre: 'json', texte: JSON.stringify(manifeste(contexte.base, lu, nombres)) },
    trace: { ...trace, nombre: Object.values(nombres.presentes).reduce((somme, n) => somme + n, 0) },
  };
}

/** Every type was counted: files can be read. */
export function estPret({ types, nombres }: Pick<ExportLu, 'types' | 'nombres'>): boolean {
  return types.every((type) => nombres.presentes[type] !== undefined);
}

async function compter(
  { comptageMs = LIMITES_EXPORT.comptageMs }: OptionsExport,
  contexte: ContexteOperation,
  lu: ExportLu,
): Promise<Nombres> {
  const { interroger, maintenant, portee } = contexte;
  const ecoule = Math.abs(maintenant.getTime() - lu.instant.getTime());
  if (ecoule < LIMITES_EXPORT.reculMs || !(await ecrituresFinies(interroger, lu.id))) return lu.nombres;
  const tirage = await tirageDe(contexte, lu);
  const [presentes, supprimees] = [{ ...lu.nombres.presentes }, { ...lu.nombres.supprimees }];
  const debut = performance.now();
  for (const type of lu.types.filter((t) => presentes[t] === undefined)) {
    presentes[type] = await compterTirage(interroger, type, tirage, portee);
    if (lu.depuis !== undefined)
      supprimees[type] = await compterTirage(interroger, type, { ...tirage, supprimees: true }, portee);
    if (performance.now() - debut > comptageMs) break;
  }
  await retenirNombres(interroger, lu.id, { presentes, supprimees });
  return { presentes, supprimees };
}

/** Source: Bulk Data Access 2.0, « Response - Complete Status ». A file of deletions is made of transaction Bundles. */
function manifeste(base: string, lu: ExportLu, { presentes, supprimees }: Nombres) {
  const adresse = (type: string): string => `${base}/$export-fichier?export=${lu.id}&type=${type}`;
  const pleins = (nombres: Nombres['presentes']) =>
    lu.types.flatMap((type) => ((nombres[type] ?? 0) === 0 ? [] : [{ type, nombre: nombres[type] ?? 0 }]));
  const effaces = pleins(supprimees).map(({ type }) => ({ type: 'Bundle', url: `${adresse(type)}&supprimees=true` }));
  return {
    transactionTime: lu.instant.toISOString(),
    request: lu.adresse,
    requiresAccessToken: true,
    // Filtered, a file is counted by whoever reads it.
    output: pleins(presentes).map(({ type, nombre }) => ({
      type,
      url: adresse(type),
      ...(lu.filtres.some((filtre) => filtre.startsWith(`${type}?`)) ? {} : { count: nombre }),
    })),
    ...(effaces.length === 0 ? {} : { deleted: effaces }),
    error: [],
  };
}
