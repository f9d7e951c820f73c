import type { ParametreDeRecherche } from '../definitions/index.ts';

/** Modifiers served, by type of parameter. A reference also accepts the name of a type it may lead to. */
const SERVIS: Readonly<Record<ParametreDeRecherche['type'], readonly string[]>> = {
  string: ['exact', 'contains', 'missing'],
  token: ['not', 'text', 'in', 'not-in', 'of-type', 'above', 'below', 'missing'],
  reference: ['identifier', 'missing'],
  uri: ['above', 'below', 'missing'],
  date: ['missing'],
  number: ['missing'],
  quantity: ['missing'],
  special: [],
  composite: [],
};

/** Types whose resources stand one above the other, and the parameter that leads up. */
export const HIERARCHIES: Readonly<Record<string, string>> = {
  Location: 'partof',
  Organization: 'partof',
  Encounter: 'part-of',
  Task: 'part-of',
  CarePlan: 'part-of',
};

/** May this reference lead to a type that has a hierarchy? */
export function estHierarchique({ type, target = [] }: ParametreDeRecherche): boolean {
  return type === 'reference' && target.some((cible) => Object.hasOwn(HIERARCHIES, cible));
}

/** Kept in columns of their own, always present: comparing them is all there is to do. */
const PROPRES: Readonly<Record<string, readonly string[]>> = {
  _id: ['not'],
  _lastUpdated: [],
};

export function modificateursDe(parametre: ParametreDeRecherche): readonly string[] {
  const propres = PROPRES[parametre.code];
  if (propres !== undefined) return propres;
  const servis = estHierarchique(parametre) ? [...SERVIS.reference, 'above', 'below'] : SERVIS[parametre.type];
  return parametre.code === 'identifier' || parametre.type !== 'token'
    ? servis
    : servis.filter((modificateur) => modificateur !== 'of-type');
}
