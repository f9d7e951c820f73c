import { exigerElevation } from '#acces/elevation.ts';
import { familleDe } from '#fhir/index/index.ts';
import type { Identifiee } from '#fhir/types.ts';
import { identiteDe } from '#modules/dossier/index.ts';
import { piecesEnBinary } from '#modules/messagerie/index.ts';
import { vue } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import * as contrat from '../contract.ts';
import { repondre } from '../droits.ts';
import { refus } from '../refus.ts';
import { charger, type Exercice } from '../store.ts';
import { lisible } from './lisible.ts';
import { pageDuDossier } from './page.ts';
import { preparer } from './preparer.ts';

/** The whole record of a person, ready to be handed: a page for her, and the same data for a machine (portability). */
export const exporter = vue(contrat.exporter, {
  genre: 'export',
  droit: repondre,
  lire: async ({ entree, acteur, tx, maintenant }) => {
    exigerElevation(acteur, maintenant);
    const exercice = await charger(tx, entree.id);
    if (exercice.genre !== 'acces' || exercice.etat !== 'ouverte') throw refus.deja_repondue();
    return dossierDe(tx, exercice);
  },
});

export interface DossierPret {
  readonly nom: string;
  readonly html: string;
  readonly fhir: string;
  readonly elements: number;
  /** Left out by a decision, or waiting for one. */
  readonly ecartes: number;
  readonly aRelire: number;
  readonly aAnnoncer: number;
}

/** Inside a request whose right is decided. Without a decision, nothing anybody else said, nobody else’s name and no free text leaves. */
export async function dossierDe(tx: Transaction, exercice: Exercice): Promise<DossierPret> {
  const { nomAffiche: nom } = await identiteDe(tx, exercice.patient);
  const { gardees, aRelire, aAnnoncer } = await preparer(tx, exercice);
  const lignes = gardees.map((r) => lisible(r, familleDe(r)));
  const dehors = aRelire.filter(({ garder }) => garder !== true);
  return {
    nom,
    html: pageDuDossier({
      nom,
      le: tx.maintenant,
      lignes,
      sansTiers: dehors.length > 0,
      pour: exercice.qualite === 'personne' ? undefined : exercice.demandeur,
    }),
    fhir: JSON.stringify(bundleDe([...gardees, ...(await piecesDes(tx, gardees))], tx), undefined, 1),
    elements: gardees.length,
    ecartes: dehors.filter(({ garder }) => garder === false).length,
    aRelire: dehors.filter(({ garder }) => garder === undefined).length,
    aAnnoncer,
  };
}

/** What was attached to the messages that leave, octets included. */
function piecesDes(tx: Transaction, gardees: readonly Identifiee[]) {
  return piecesEnBinary(
    tx,
    gardees.flatMap((r) => (r.resourceType === 'Communication' ? [r] : [])),
  );
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
