import { TYPES_TENUS } from '#fhir/types-tenus.ts';
import type { Famille } from '#fhir/types.ts';
import { JOURNAL, type Geste, type Permission } from './permissions.ts';

const FAMILLES_EN_MOTS: Readonly<Record<Famille, string>> = {
  ADM: 'identité et coordonnées',
  COO: 'cercle, tâches et rendez-vous',
  SOC: 'situation sociale',
  MED: 'informations médicales',
  SEN: 'informations sensibles',
  PLN: 'plan de coordination',
  FIL: 'échanges et documents',
  ORG: 'annuaire et organisation',
};

/** No type is of these families by itself, a label puts any resource in them: said as soon as something of a person is seen. */
const SEULEMENT_PAR_ETIQUETTE: readonly Famille[] = ['SOC', 'SEN'];

export interface PermissionsEnMots {
  readonly lire: readonly string[];
  readonly ecrire: readonly string[];
}

/** What a person reads before saying yes: families of information, in their order, never names of types. */
export function direPermissions(permissions: readonly Permission[], familles: readonly Famille[]): PermissionsEnMots {
  return {
    lire: famillesDe(permissions, familles, ['r', 's']),
    ecrire: famillesDe(permissions, familles, ['c', 'u', 'd']),
  };
}

function famillesDe(
  permissions: readonly Permission[],
  familles: readonly Famille[],
  gestes: readonly Geste[],
): readonly string[] {
  const visees = permissions.filter((p) => p.gestes.some((g) => gestes.includes(g)));
  if (visees.length === 0) return [];
  const parType = new Set<Famille>(
    visees.flatMap((p) => (p.type === '*' ? familles : p.type === JOURNAL ? [] : [TYPES_TENUS[p.type]])),
  );
  const deQuelquUn = [...parType].some((f) => f !== 'ORG');
  return familles
    .filter((f) => parType.has(f) || (deQuelquUn && SEULEMENT_PAR_ETIQUETTE.includes(f)))
    .map((f) => FAMILLES_EN_MOTS[f]);
}
