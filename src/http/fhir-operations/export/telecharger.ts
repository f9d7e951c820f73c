import type { Bundle } from '@medplum/fhirtypes';
import { tirer, type LigneTiree } from '#fhir/export/a-l-instant.ts';
import { lireExport, type ExportLu } from '#fhir/export/travaux.ts';
import { reduire } from '#fhir/recherche/index.ts';
import { refusFhir } from '#fhir/refus.ts';
import type { ContexteOperation, ReponseOperation } from '../operation.ts';
import { lireParametres } from '../parametres.ts';
import { exportDemande, exportInconnu, LIMITES_EXPORT, objetDe, tirageDe, type OptionsExport } from './commun.ts';
import { peutExporter } from './demande.ts';
import { fluxNdjson, type Lot } from './flux.ts';
import type { Places } from './places.ts';
import { estPret } from './suivre.ts';

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
  const tirage = { ...(await tirageDe(contexte, lu)), supprimees };
  const rendre = places.prendre();
  if (rendre === undefined)
    throw refusFhir(429, 'throttled', 'Trop de fichiers d’export sont lus en même temps. Réessayez dans une minute.');
  const ecrire = supprimees ? enSuppressions(type) : enRessources(type, lu);
  let apres = '';
  const suivant = async (): Promise<Lot> => {
    if (!(await encoreOuvert(acteur))) throw new Error('le logiciel n’est plus ouvert : export interrompu');
    if ((await lireExport(interroger, lu, contexte.maintenant)) === undefined) throw new Error('export annulé');
    const limite = LIMITES_EXPORT.lignesParLot;
    const lot = await tirer(interroger, type, tirage, { apres, limite }, portee);
    apres = lot.at(-1)?.id ?? apres;
    return { lignes: ecrire(lot), fin: lot.length < limite };
  };
  const nombre = (supprimees ? lu.nombres.supprimees : lu.nombres.presentes)[type] ?? 0;
  return {
    statut: 200,
    corps: { genre: 'flux', typeMime: 'application/fhir+ndjson', flux: fluxNdjson(suivant, rendre) },
    trace: { genre: 'export', objet: `${objetDe(lu.id)}/${type}`, patient: null, nombre },
  };
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
    if (lot.length === 0) return [];
    const bundle: Bundle = {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: lot.map(({ id }) => ({ request: { method: 'DELETE', url: `${type}/${id}` } })),
    };
    return [JSON.stringify(bundle)];
  };
}
