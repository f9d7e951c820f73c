import type { Posee } from '#fhir/recherche/index.ts';
import type { Morceaux } from './octets.ts';

/** Bundles are assembled from the stored texts: nothing is parsed, nothing is written again. */

export interface LienDePage {
  readonly relation: string;
  readonly url: string;
}

export interface EnTeteDeBundle {
  readonly type: 'searchset' | 'history' | 'batch-response' | 'transaction-response';
  readonly id?: string;
  readonly total?: number | undefined;
  readonly liens?: readonly LienDePage[];
  /** When the answer was assembled, ISO 8601. */
  readonly le?: string;
}

/** `entrees` are the JSON texts of the entries, in order. */
export function bundle(enTete: EnTeteDeBundle, entrees: readonly Morceaux[]): Morceaux {
  const morceaux = ['{"resourceType":"Bundle"'];
  if (enTete.id !== undefined) morceaux.push(`,"id":${JSON.stringify(enTete.id)}`);
  if (enTete.le !== undefined) morceaux.push(`,"meta":{"lastUpdated":${JSON.stringify(enTete.le)}}`);
  morceaux.push(`,"type":"${enTete.type}"`);
  if (enTete.total !== undefined) morceaux.push(`,"total":${enTete.total}`);
  if (enTete.liens !== undefined && enTete.liens.length > 0) morceaux.push(`,"link":${JSON.stringify(enTete.liens)}`);
  // An empty array is not FHIR: no entry, no element.
  for (const [rang, entree] of entrees.entries()) {
    morceaux.push(rang === 0 ? ',"entry":[' : ',');
    for (const morceau of entree) morceaux.push(morceau);
  }
  morceaux.push(entrees.length > 0 ? ']}' : '}');
  return morceaux;
}

export function entreeOutcome(texte: string): Morceaux {
  return ['{"resource":', texte, ',"search":{"mode":"outcome"}}'];
}

export interface VersionPosee extends Posee {
  readonly version: number;
  readonly le: Date;
  readonly supprime: boolean;
}

/** One version in a history Bundle; a deletion has no resource. */
export function entreeDHistorique(base: string, v: VersionPosee): Morceaux {
  const adresse = `${v.type}/${v.id}`;
  const geste = v.supprime
    ? `{"method":"DELETE","url":"${adresse}"}`
    : v.version === 1
      ? `{"method":"POST","url":"${v.type}"}`
      : `{"method":"PUT","url":"${adresse}"}`;
  const statut = v.supprime ? '204' : v.version === 1 ? '201' : '200';
  const debut = `{"fullUrl":"${base}/${adresse}",`;
  const fin = `"request":${geste},"response":{"status":"${statut}","etag":"W/\\"${v.version}\\"","lastModified":"${v.le.toISOString()}"}}`;
  return v.supprime ? [debut, fin] : [debut, '"resource":', v.texte, ',', fin];
}
