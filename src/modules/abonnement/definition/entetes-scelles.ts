import { z } from 'zod';
import type { Coffre } from '#lib/coffre/index.ts';
import type { Gisement } from '#lib/coffre/gisements.ts';
import type { CodeTerritoire } from '#lib/sql/connexion.ts';

const Entetes = z.array(z.string());
const contexte = (abonnement: string): string => `abonnement.entetes/${abonnement}`;

/** Headers of a receiver are its secrets (`Authorization: …`): the database keeps them sealed. None: nothing to seal. */
export function scellerEntetes(
  coffre: Coffre,
  territoire: CodeTerritoire,
  abonnement: string,
  entetes: readonly string[],
): string | undefined {
  if (entetes.length === 0) return undefined;
  return coffre.sceller(territoire, JSON.stringify(entetes), contexte(abonnement));
}

export function ouvrirEntetes(
  coffre: Coffre,
  territoire: CodeTerritoire,
  { id, entetesScelles }: { readonly id: string; readonly entetesScelles: string | undefined },
): readonly string[] {
  if (entetesScelles === undefined) return [];
  return Entetes.parse(JSON.parse(coffre.ouvrir(territoire, entetesScelles, contexte(id))));
}

export const gisementDesEntetes: Gisement = {
  domaine: 'territoire',
  table: 'abonnement',
  cle: 'id',
  colonne: 'entetes',
  forme: 'json',
  contexte: { prefixe: 'abonnement.entetes', colonne: 'id' },
};
