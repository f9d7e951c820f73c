import { cleDeNombre } from '../../index/index.ts';
import type { Prefixe, ValeurDeDate, ValeurDeNombre } from '../modele.ts';
import type { Assembleur } from './assembleur.ts';

/** Interval a value of the index covers: names of its first and last key. */
interface Cible {
  readonly debut: string;
  readonly fin: string;
}

/** Interval searched. Each bound is written in the statement only when the comparison reads it. */
interface Bornes {
  bas(): string;
  haut(): string;
  /** Is `haut` itself out of the interval? */
  readonly hautExclu: boolean;
  /** First and last key of the value itself, where `eq` reads a wider interval. */
  exactBas(): string;
  exactHaut(): string;
}

/**
 * Comparison of FHIR R4 between the interval of a resource and the one searched: `eq` is contained, `ne` is not, `gt` goes beyond,
 * `lt` begins before, `ge` and `le` also accept contained, `sa` begins after, `eb` ends before, `ap` overlaps.
 */
function comparer(prefixe: Prefixe, { debut, fin }: Cible, b: Bornes): string {
  const dedans = () => `(${debut} >= ${b.bas()} and ${fin} ${b.hautExclu ? '<' : '<='} ${b.haut()})`;
  switch (prefixe) {
    case 'eq':
      return dedans();
    case 'ne':
      return `not ${dedans()}`;
    case 'gt':
      return `${fin} > ${b.exactHaut()}`;
    case 'lt':
      return `${debut} < ${b.exactBas()}`;
    case 'ge':
      return `(${fin} > ${b.exactHaut()} or (${debut} >= ${b.exactBas()} and ${fin} <= ${b.exactHaut()}))`;
    case 'le':
      return `(${debut} < ${b.exactBas()} or (${debut} >= ${b.exactBas()} and ${fin} <= ${b.exactHaut()}))`;
    case 'sa':
      return `${debut} > ${b.exactHaut()}`;
    case 'eb':
      return `${fin} < ${b.exactBas()}`;
    default:
      return `(${debut} <= ${b.haut()} and ${fin} >= ${b.bas()})`;
  }
}

/** On a line `k` of the index. */
export function comparerDate(k: string, valeur: ValeurDeDate, a: Assembleur): string {
  return comparerMoment({ debut: `${k}.cle`, fin: `${k}.fin` }, valeur, '', a);
}

/** On an instant kept in a column (`_lastUpdated`). */
export function comparerInstant(colonne: string, valeur: ValeurDeDate, a: Assembleur): string {
  return comparerMoment({ debut: colonne, fin: colonne }, valeur, '::timestamptz', a);
}

/** Year 0 exists in the text of the index, not in PostgreSQL: it is before everything. */
function comparerMoment(cible: Cible, valeur: ValeurDeDate, type: '' | '::timestamptz', a: Assembleur): string {
  const { prefixe, debut, fin } = elargir(valeur, a.maintenant);
  const ecrit = (moment: string) => (type !== '' && moment.startsWith('0000') ? '-infinity' : moment);
  const [bas, haut] = [() => a.lier(ecrit(debut)) + type, () => a.lier(ecrit(fin)) + type];
  return comparer(prefixe, cible, { bas, haut, hautExclu: false, exactBas: bas, exactHaut: haut });
}

export function comparerNombre(k: string, { prefixe, valeur, bas, haut }: ValeurDeNombre, a: Assembleur): string {
  const cle = (nombre: number) => () => a.lier(cleDeNombre(nombre));
  return comparer(
    prefixe,
    { debut: `${k}.cle`, fin: `coalesce(${k}.fin, ${k}.cle)` },
    { bas: cle(bas), haut: cle(haut), hautExclu: true, exactBas: cle(valeur), exactHaut: cle(valeur) },
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
