import type { Bundle } from '@medplum/fhirtypes';
import { tirer, type LigneTiree, type Tirage } from '#fhir/export/a-l-instant.ts';
import { lireExport, type ExportLu } from '#fhir/export/travaux.ts';
import { reduire } from '#fhir/recherche/index.ts';
import { RefusFhir, refusFhir, type Issue } from '#fhir/refus.ts';
import type { ContexteOperation, ReponseOperation } from '../operation.ts';
import { lireParametres } from '../parametres.ts';
import { exigerAccord } from './accord.ts';
import { exportDemande, exportInconnu, LIMITES_EXPORT, objetDe, tirageDe, type OptionsExport } from './commun.ts';
import { peutExporter } from './demande.ts';
import { filtreDuType } from './filtres.ts';
import { fluxNdjson, type Lot } from './flux.ts';
import type { Places } from './places.ts';
import { estPret } from './suivre.ts';

const TROP_DE_LECTEURS: Issue = {
  severity: 'error',
  code: 'throttled',
  texte: 'Trop de fichiers d’export sont lus en même temps. Réessayez dans une minute.',
};

/** One file, read from the base as it leaves, under the rights of now. */
export async function telecharger(
  { encoreOuvert }: OptionsExport,
  contexte: ContexteOperation,
  places: Places,
): Promise<ReponseOperation> {
  const { acteur, interroger, portee } = contexte;
  const demande = lireParametres(contexte, { export: 'texte', type: 'texte', supprimees: 'booleen' });
  const { type = '', supprimees = false } = demande;
  const lu = await exportDemande(contexte, demande.export);
  if (!estPret(lu) || !lu.types.includes(type)) throw exportInconnu();
  if (!peutExporter(acteur, type))
    throw refusFhir(403, 'forbidden', `Ce logiciel n’a plus la permission d’exporter le type ${type}.`);
  const tirage = await tirageDe(contexte, lu);
  await exigerAccord(contexte, Array.isArray(tirage.patients) ? tirage.patients.length : 'toutes');
  const parts = partsDe({ ...tirage, supprimees });
  const rendre = places.prendre();
  if (rendre === undefined) throw new RefusFhir(429, [TROP_DE_LECTEURS], { 'retry-after': '60' });
  const garder = supprimees ? undefined : filtreDuType(lu.filtres, type, contexte.base);
  const ecrire = supprimees ? enSuppressions(type) : enRessources(type, lu);
  const limite = LIMITES_EXPORT.lignesParLot;
  let [rang, apres] = [0, ''];
  const suivant = async (): Promise<Lot> => {
    if (!(await encoreOuvert(acteur))) throw new Error('le logiciel n’est plus ouvert : export interrompu');
    if ((await lireExport(interroger, lu, contexte.maintenant)) === undefined) throw new Error('export annulé');
    for (let part = parts[rang]; part !== undefined; part = parts[rang]) {
      const lot = await tirer(interroger, type, part, { apres, limite }, portee);
      [rang, apres] = lot.length < limite ? [rang + 1, ''] : [rang, lot.at(-1)?.id ?? ''];
      const gardees = garder === undefined ? lot : lot.filter(({ texte }) => garder(texte));
      if (gardees.length > 0) return { lignes: ecrire(gardees), fin: rang === parts.length };
    }
    return { lignes: [], fin: true };
  };
  const nombre = (supprimees ? lu.nombres.supprimees : lu.nombres.presentes)[type] ?? 0;
  return {
    statut: 200,
    corps: { genre: 'flux', typeMime: 'application/fhir+ndjson', flux: fluxNdjson(suivant, rendre) },
    trace: { genre: 'export', objet: `${objetDe(lu.id)}/${type}`, patient: null, nombre },
  };
}

/** Members of a group are drawn some at a time: each question then costs what these few persons weigh. */
function partsDe(tirage: Tirage): readonly Tirage[] {
  const { patients } = tirage;
  if (patients === undefined || patients === 'tous') return [tirage];
  const { membresParLot } = LIMITES_EXPORT;
  return Array.from({ length: Math.ceil(patients.length / membresParLot) }, (_, rang) => ({
    ...tirage,
    patients: patients.slice(rang * membresParLot, (rang + 1) * membresParLot),
  }));
}

type Ecrire = (lot: readonly LigneTiree[]) => readonly string[];

/** The stored text, or what the export asked of it. */
function enRessources(type: string, { elements }: ExportLu): Ecrire {
  if (elements.length === 0) return (lot) => lot.map(({ texte }) => texte);
  const gardes = elements.flatMap((nom) => {
    const [debut = '', suite] = nom.split('.');
    return suite === undefined ? [debut] : debut === type ? [suite] : [];
  });
  if (gardes.length === 0) return (lot) => lot.map(({ texte }) => texte);
  return (lot) => lot.map(({ texte }) => reduire(texte, { genre: 'elements', elements: gardes }));
}

/** One transaction that deletes what was deleted: played by whoever keeps a copy. */
function enSuppressions(type: string): Ecrire {
  return (lot) => {
    const bundle: Bundle = {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: lot.map(({ id }) => ({ request: { method: 'DELETE', url: `${type}/${id}` } })),
    };
    return [JSON.stringify(bundle)];
  };
}
