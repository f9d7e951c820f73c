import { exigerElevation } from '#acces/elevation.ts';
import { porteeSysteme } from '#acces/portee.ts';
import { familleDe } from '#fhir/index/index.ts';
import type { Identifiee } from '#fhir/types.ts';
import { identiteDe } from '#modules/dossier/index.ts';
import { vue } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import * as contrat from '../contract.ts';
import { repondre } from '../droits.ts';
import { refus } from '../refus.ts';
import { ilYACinqAns } from '../rules.ts';
import { charger } from '../store.ts';
import type { PorteeDemandee } from '../vocabulaire.ts';
import { lisible } from './lisible.ts';
import { pageDuDossier } from './page.ts';
import { trier } from './tiers.ts';

const EXPORT = porteeSysteme('droits-personne.exporter');

/** The whole record of a person, ready to be handed: a page for her, and the same data for a machine (portability). */
export const exporter = vue(contrat.exporter, {
  genre: 'export',
  droit: repondre,
  lire: async ({ entree, acteur, tx, maintenant }) => {
    exigerElevation(acteur, maintenant);
    const exercice = await charger(tx, entree.id);
    if (exercice.genre !== 'acces' || exercice.etat !== 'ouverte') throw refus.deja_repondue();
    return dossierDe(tx, exercice.patient, exercice.portee, exercice.recue_le);
  },
});

export interface DossierPret {
  readonly nom: string;
  readonly html: string;
  readonly fhir: string;
  readonly elements: number;
  readonly deTiers: number;
  readonly aAnnoncer: number;
}

/** Inside a request whose right is decided. `portee` five years: counted back from the reception. */
export async function dossierDe(
  tx: Transaction,
  patient: string,
  portee: PorteeDemandee,
  recueLe: Date,
): Promise<DossierPret> {
  const { nomAffiche: nom } = await identiteDe(tx, patient);
  const ressources = await toutDe(tx, patient, portee === 'tout' ? undefined : ilYACinqAns(recueLe));
  const { gardees, deTiers, aAnnoncer } = trier(ressources, patient);
  const lignes = gardees.map((r) => lisible(r, familleDe(r)));
  return {
    nom,
    html: pageDuDossier({ nom, le: tx.maintenant, lignes, sansTiers: deTiers > 0 }),
    fhir: JSON.stringify(bundleDe(gardees, tx), undefined, 1),
    elements: gardees.length,
    deTiers,
    aAnnoncer,
  };
}

async function toutDe(tx: Transaction, patient: string, depuis: Date | undefined): Promise<readonly Identifiee[]> {
  const identite = await tx.lire('Patient', patient, EXPORT);
  const requete = tx.sql
    .selectFrom('resource')
    .select('resource.contenu')
    .where('resource.patient', '=', patient)
    .where('resource.type', '<>', 'Patient')
    .where('resource.supprime', '=', false)
    .where(EXPORT.condition('resource'))
    .orderBy('resource.type')
    .orderBy('resource.id');
  const lignes = await (
    depuis === undefined
      ? requete
      : requete.where((eb) => eb(eb.fn.coalesce('resource.d', 'resource.le'), '>=', depuis))
  ).execute();
  // The store wrote them: their shape is known.
  return [identite.ressource, ...lignes.map(({ contenu }) => contenu as Identifiee)];
}

function bundleDe(ressources: readonly Identifiee[], tx: Transaction) {
  return {
    resourceType: 'Bundle' as const,
    type: 'collection' as const,
    timestamp: tx.maintenant.toISOString(),
    entry: ressources.map((resource) => ({
      fullUrl: `${tx.origine}/fhir/${resource.resourceType}/${resource.id}`,
      resource,
    })),
  };
}
