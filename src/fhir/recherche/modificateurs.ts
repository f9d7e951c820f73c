import type { ParametreDeRecherche } from '../definitions/index.ts';

/** Modifiers served, by type of parameter. A reference also accepts the name of a type it may lead to. */
const SERVIS: Readonly<Record<ParametreDeRecherche['type'], readonly string[]>> = {
  string: ['exact', 'contains', 'missing'],
  token: ['not', 'text', 'in', 'not-in', 'of-type', 'missing'],
  reference: ['identifier', 'missing'],
  uri: ['above', 'below', 'missing'],
  date: ['missing'],
  number: ['missing'],
  quantity: ['missing'],
  special: [],
  composite: [],
};

/** Kept in columns of their own, always present: comparing them is all there is to do. */
const PROPRES: Readonly<Record<string, readonly string[]>> = {
  _id: ['not'],
  _lastUpdated: [],
};

export function modificateursDe(parametre: ParametreDeRecherche): readonly string[] {
  const propres = PROPRES[parametre.code];
  if (propres !== undefined) return propres;
  const servis = SERVIS[parametre.type];
  return parametre.code === 'identifier' || parametre.type !== 'token'
    ? servis
    : servis.filter((modificateur) => modificateur !== 'of-type');
}
