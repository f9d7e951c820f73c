import { parametresDeBase, type ParametreDeRecherche } from '../definitions/index.ts';
import { supplementsInstalles } from './supplements.ts';

/** What base R4 does not search and the rooms ask for. */
export const PARAMETRES_MAISON: readonly ParametreDeRecherche[] = [
  {
    url: 'urn:cordee:parametre:flag-status',
    code: 'status',
    base: ['Flag'],
    type: 'token',
    expression: 'Flag.status',
  },
];

/** Columns of `resource` answer these: they have no key of their own. */
const EN_COLONNE = new Set(['_id', '_lastUpdated']);
const INDEXES = new Set(['string', 'token', 'date', 'uri', 'reference', 'quantity', 'number']);

/** Parameters whose keys are written for one type, those of `Resource` and `DomainResource` included. Composites are apart. */
export function parametresIndexes(type: string): readonly ParametreDeRecherche[] {
  return [...parametresDeBase(), ...PARAMETRES_MAISON, ...supplementsInstalles().servis].filter(
    ({ base, code, type: genre, expression }) =>
      expression !== undefined &&
      INDEXES.has(genre) &&
      !EN_COLONNE.has(code) &&
      (base.includes(type) || base.includes('Resource') || base.includes('DomainResource')),
  );
}

/** Composites whose pairs have keys of their own for one type. */
export function composesIndexes(type: string): readonly ParametreDeRecherche[] {
  return parametresDeBase().filter(({ base, type: genre }) => genre === 'composite' && base.includes(type));
}
