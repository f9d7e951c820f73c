import { cleDeNombre } from '../../index/index.ts';
import type { Prefixe, ValeurDeDate, ValeurDeNombre } from '../modele.ts';
import type { Assembleur } from './assembleur.ts';

/** Interval a value of the index covers: names of its first and last key. */
interface Cible {
  readonly debut: string;
  readonly fin: string;
}

/** Interval searched, bound: first and last key, or exact key where `eq` reads a wider one. */
interface Bornes {
  readonly bas: string;
  readonly haut: string;
  /** Is `haut` itself out of the interval? */
  readonly hautExclu: boolean;
  readonly exactBas: string;
  readonly exactHaut: string;
}

/**
 * Comparison of FHIR R4 between the interval of a resource and the one searched: `eq` is contained, `ne` is not, `gt` goes beyond,
 * `lt` begins before, `ge` and `le` also accept contained, `sa` begins after, `eb` ends before, `ap` overlaps.
 */
function comparer(prefixe: Prefixe, { debut, fin }: Cible, b: Bornes): string {
  const dedans = `(${debut} >= ${b.bas} and ${fin} ${b.hautExclu ? '<' : '<='} ${b.haut})`;
  switch (prefixe) {
    case 'eq':
      return dedans;
    case 'ne':
      return `not ${dedans}`;
    case 'gt':
      return `${fin} > ${b.exactHaut}`;
    case 'lt':
      return `${debut} < ${b.exactBas}`;
    case 'ge':
      return `(${fin} > ${b.exactHaut} or (${debut} >= ${b.exactBas} and ${fin} <= ${b.exactHaut}))`;
    case 'le':
      return `(${debut} < ${b.exactBas} or (${debut} >= ${b.exactBas} and ${fin} <= ${b.exactHaut}))`;
    case 'sa':
      return `${debut} > ${b.exactHaut}`;
    case 'eb':
      return `${fin} < ${b.exactBas}`;
    case 'ap':
      return `(${debut} <= ${b.haut} and ${fin} >= ${b.bas})`;
  }
}

/** On a line `k` of the index. */
export function comparerDate(k: string, valeur: ValeurDeDate, a: Assembleur): string {
  const { prefixe, debut, fin } = elargir(valeur, a.maintenant);
  const [bas, haut] = [a.lier(debut), a.lier(fin)];
  return comparer(
    prefixe,
    { debut: `${k}.cle`, fin: `${k}.fin` },
    { bas, haut, hautExclu: false, exactBas: bas, exactHaut: haut },
  );
}

/** On an instant kept in a column (`_lastUpdated`). */
export function comparerInstant(colonne: string, valeur: ValeurDeDate, a: Assembleur): string {
  const { prefixe, debut, fin } = elargir(valeur, a.maintenant);
  const [bas, haut] = [`${a.lier(debut)}::timestamptz`, `${a.lier(fin)}::timestamptz`];
  return comparer(
    prefixe,
    { debut: colonne, fin: colonne },
    { bas, haut, hautExclu: false, exactBas: bas, exactHaut: haut },
  );
}

export function comparerNombre(k: string, { prefixe, valeur, bas, haut }: ValeurDeNombre, a: Assembleur): string {
  const exact = a.lier(cleDeNombre(valeur));
  const large = prefixe === 'eq' || prefixe === 'ne' || prefixe === 'ap';
  return comparer(
    prefixe,
    { debut: `${k}.cle`, fin: `coalesce(${k}.fin, ${k}.cle)` },
    {
      bas: large ? a.lier(cleDeNombre(bas)) : exact,
      haut: large ? a.lier(cleDeNombre(haut)) : exact,
      hautExclu: true,
      exactBas: exact,
      exactHaut: exact,
    },
  );
}

/** `ap`: a tenth of the time between now and the moment, on both sides. Source: FHIR R4, search, prefixes. */
function elargir(valeur: ValeurDeDate, maintenant: Date): ValeurDeDate {
  if (valeur.prefixe !== 'ap') return valeur;
  const [debut, fin] = [Date.parse(valeur.debut), Date.parse(valeur.fin)];
  const dixieme = Math.abs(maintenant.getTime() - debut) / 10;
  return { prefixe: 'ap', debut: ecrire(debut - dixieme), fin: ecrire(fin + dixieme) };
}

const PREMIER = Date.parse('0000-01-01T00:00:00.000Z');
const DERNIER = Date.parse('9999-12-31T23:59:59.999Z');

function ecrire(ms: number): string {
  return new Date(Math.min(DERNIER, Math.max(PREMIER, Math.round(ms)))).toISOString();
}
