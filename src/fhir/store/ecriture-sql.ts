import type { Requete } from '#lib/sql/requete.ts';
import type { Lot } from './lot.ts';
import { compilerPortee, type Portee } from './portee.ts';
import { MILIEU } from './texte.ts';
import { COLONNES_DE_TRACE } from './trace.ts';

/** What the statement says of each write, in the order of the batch. `course`: somebody wrote at the same instant, look again. */
export interface LigneEcrite {
  readonly rang: number;
  readonly issue: string;
  readonly version: number;
  readonly le: Date | null;
}

/**
 * What a statement must be able to do. One text, prepared once, per set of these: the server keeps its plan, and no part runs for
 * nothing. A single write binds plain values: its plan is then the same whatever the values, and is not made again each time.
 */
interface Forme {
  readonly seule: boolean;
  readonly traces: 0 | 1 | 'n';
  /** Some writes may create, replace, delete. */
  readonly poser: boolean;
  readonly changer: boolean;
  readonly effacer: boolean;
  /** Some writes do not say which version they replace: what they see must be what they lock. */
  readonly sansVersion: boolean;
  readonly garderInchange: boolean;
  readonly separees: boolean;
}

const textes = new Map<string, string>();

function preparee(nom: string, texte: () => string, valeurs: readonly unknown[]): Requete {
  let connu = textes.get(nom);
  if (connu === undefined) textes.set(nom, (connu = texte()));
  return { nom, texte: connu, valeurs };
}

/** Only creations, under ids nobody has: nothing to look for first. An id already taken fails the whole statement. */
export function instructionDeCreation(lot: Lot): Requete {
  const nom = `fhir.creer.${lot.seule ? 1 : 'n'}.${tracesDe(lot)}`;
  return preparee(nom, () => texteDeCreation(lot.seule, tracesDe(lot)), lot.valeurs);
}

/** Rows are locked in one order, judged together, then all written or none; or each by itself when the batch says so. */
export function instructionDEcriture(lot: Lot, portee: Portee): Requete {
  const { forme: numero, texte, valeurs } = compilerPortee(portee, 'r');
  const forme = formeDe(lot);
  const lettres = [forme.poser, forme.changer, forme.effacer, forme.sansVersion, forme.garderInchange, forme.separees]
    .map(Number)
    .join('');
  return preparee(
    `fhir.ecrire.${forme.seule ? 1 : 'n'}.${forme.traces}.${lettres}.${numero}`,
    () => texteDEcriture(forme, texte(lot.valeurs.length + 1)),
    [...lot.valeurs, ...valeurs],
  );
}

function tracesDe({ contexte }: Lot): Forme['traces'] {
  const { length } = contexte.traces;
  return length === 0 ? 0 : length === 1 ? 1 : 'n';
}

function formeDe(lot: Lot): Forme {
  const { lignes, seule, contexte } = lot;
  const ecritures = lignes.filter((l) => l.geste === 'ecrire');
  const effacer = ecritures.length < lignes.length;
  const sansVersion = lignes.some((l) => l.attendue === null || l.attendue < 0);
  return {
    seule,
    traces: tracesDe(lot),
    poser: ecritures.some((l) => l.attendue === null || l.attendue < 0),
    changer: ecritures.length > 0,
    effacer,
    sansVersion,
    garderInchange: contexte.garderInchange === true && ecritures.length > 0,
    separees: lot.separees === true,
  };
}

const LIGNE = [
  ['type', 'text'],
  ['id', 'text'],
  ['geste', 'text'],
  ['attendue', 'int'],
  ['debut', 'text'],
  ['fin', 'text'],
  ['patient', 'text'],
  ['famille', 'text'],
  ['lecteurs', 'text[]'],
  ['toks', 'text[]'],
  ['refs', 'text[]'],
  ['nom_tri', 'text'],
  ['d', 'timestamptz'],
  ['d_fin', 'timestamptz'],
  ['cles', 'text[]'],
] as const;

const CLE = [
  ['param', 'text'],
  ['cle', 'text'],
  ['fin', 'text'],
] as const;

type Colonnes = readonly (readonly [nom: string, type: string])[];

/** Plain values: `$1::text as type, …`. */
const valeursSeules = (colonnes: Colonnes, premier: number): string =>
  colonnes.map(([nom, type], rang) => `$${premier + rang}::${type} as ${nom}`).join(', ');

/** Columns as arrays: `unnest($1::text[], …)`. Arrays of arrays come as text, one literal per line. */
const valeursEnColonnes = (colonnes: Colonnes, premier: number): string =>
  `unnest(${colonnes.map(([, type], rang) => `$${premier + rang}::${type === 'text[]' ? 'text' : type}[]`).join(', ')})`;

const noms = (colonnes: Colonnes): string => colonnes.map(([nom]) => nom).join(', ');

/** Numbers of the values that follow the lines: the keys (with their rank when there are several writes), author, instant, traces. */
function numeros(seule: boolean) {
  const cles = LIGNE.length + 1;
  const auteur = cles + CLE.length + (seule ? 0 : 1);
  return {
    cles,
    auteur: `$${auteur}::text`,
    le: `$${auteur + 1}::timestamptz`,
    ecritLe: `$${auteur + 2}::text`,
    traces: auteur + 3,
  };
}

function ecriture(seule: boolean): string {
  if (seule) return `ecriture as materialized (select ${valeursSeules(LIGNE, 1)}, 1 as rang)`;
  const choisies = LIGNE.map(([nom, type]) => (type === 'text[]' ? `u.${nom}::text[] as ${nom}` : `u.${nom}`)).join(
    ', ',
  );
  return `ecriture as materialized (
  select ${choisies}, u.rang::int as rang
    from ${valeursEnColonnes(LIGNE, 1)} with ordinality as u(${noms(LIGNE)}, rang))`;
}

/** Keys `k` of the lines of `de`. */
function cles(seule: boolean, de: string): string {
  const { cles: premier } = numeros(seule);
  return seule
    ? `${de} f cross join ${valeursEnColonnes(CLE, premier)} as k(${noms(CLE)})`
    : `${valeursEnColonnes([['rang', 'int'], ...CLE], premier)} as k(rang, ${noms(CLE)}) join ${de} f on f.rang = k.rang`;
}

/** A line that names one of the writes says the version this gave: `ecrites` and how to read it there. Any other line says none. */
interface VersionEcrite {
  readonly ecrites: 'ecriture' | 'jugees';
  readonly version: string;
}

function traces(
  seule: boolean,
  combien: Forme['traces'],
  { ecrites, version }: VersionEcrite,
  condition: string,
): string {
  if (combien === 0) return '';
  const { traces: premier } = numeros(seule);
  const lignes =
    combien === 1
      ? `(select ${valeursSeules(COLONNES_DE_TRACE, premier)}, 1 as rang) t`
      : `${valeursEnColonnes(COLONNES_DE_TRACE, premier)} with ordinality as t(${noms(COLONNES_DE_TRACE)}, rang)`;
  const siennes = COLONNES_DE_TRACE.map(([nom]) => `t.${nom}`).join(', ');
  return `,\ntraces as (insert into trace (${noms(COLONNES_DE_TRACE)}, version)
  select ${siennes}, ${version} from ${lignes}
    left join ${ecrites} w on w.type = split_part(t.objet, '/', 1) and w.id = split_part(t.objet, '/', 2)${condition})`;
}

const COLONNES =
  'type, id, version, le, supprime, contenu, patient, famille, lecteurs, toks, refs, cles, nom_tri, d, d_fin, auteur';
const HISTOIRE = 'type, id, version, le, auteur, action, supprime, contenu';

function texteDeCreation(seule: boolean, combien: Forme['traces']): string {
  const { auteur, le, ecritLe } = numeros(seule);
  return `with ${ecriture(seule)},
nouvelles as materialized (
  select e.*, (e.debut || '1' || '${MILIEU}' || ${ecritLe} || e.fin)::json as contenu from ecriture e),
posees as (
  insert into resource (${COLONNES})
  select n.type, n.id, 1, ${le}, false, n.contenu, n.patient, n.famille, n.lecteurs, n.toks, n.refs, n.cles, n.nom_tri, n.d, n.d_fin, ${auteur}
    from nouvelles n),
versions as (
  insert into resource_history (${HISTOIRE})
  select n.type, n.id, 1, ${le}, ${auteur}, 'creation', false, n.contenu from nouvelles n),
cles as (
  insert into recherche (type, param, cle, fin, id)
  select f.type, k.param, k.cle, k.fin, f.id from ${cles(seule, 'ecriture')})${traces(seule, combien, { ecrites: 'ecriture', version: 'case when w.id is not null then 1 end' }, '')}
select e.rang - 1 as rang, 'cree' as issue, 1 as version, null::timestamptz as le from ecriture e order by e.rang`;
}

const ECHECS = "('course', 'interdit', 'existe', 'absent', 'conflit')";
const AUCUN_ECHEC = `not exists (select 1 from jugees x where x.issue in ${ECHECS})`;
const SANS_ECHEC = `exists (select 1 from jugees x where x.rang = t.rang and x.issue not in ${ECHECS})`;

/** Deleting what is not there wrote nothing. */
const VERSION_JUGEE: VersionEcrite = {
  ecrites: 'jugees',
  version: "nullif(w.version_avant + (w.issue <> 'inchange')::int, 0)",
};

function texteDEcriture(forme: Forme, portee: string): string {
  const { seule, separees } = forme;
  const parties = [
    ecriture(seule),
    avant(portee, forme.garderInchange),
    ...(forme.sansVersion ? [VUES] : []),
    jugees(forme),
    faites(numeros(seule).ecritLe, separees),
    ...(forme.poser ? [posees(numeros(seule))] : []),
    ...(forme.changer ? [changees(numeros(seule).le)] : []),
    ...(forme.effacer ? [effacees(numeros(seule).le)] : []),
    versions(numeros(seule)),
    RETIREES,
    clesChangees(seule),
  ];
  return `with ${parties.join(',\n')}${traces(seule, forme.traces, VERSION_JUGEE, ` where ${separees ? SANS_ECHEC : AUCUN_ECHEC}`)}
select j.rang - 1 as rang, j.issue, j.version_avant + (j.issue <> 'inchange')::int as version, j.le_avant as le from jugees j order by j.rang`;
}

const avant = (portee: string, garderInchange: boolean): string => `avant as materialized (
  select r.type, r.id, r.version, r.supprime, r.le, r.lecteurs, r.cles, ${garderInchange ? 'r.contenu::text' : "''"} as texte, ${portee} as visible
    from resource r join ecriture e on r.type = e.type and r.id = e.id
   order by r.type, r.id for update of r)`;

/** As the statement saw them when it began: another version than the locked one means that its keys were not seen either. */
const VUES = `vues as materialized (
  select r.type, r.id, r.version from resource r join ecriture e on r.type = e.type and r.id = e.id)`;

const MEME = `when e.debut || a.version || '${MILIEU}' || to_char(a.le at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || e.fin = a.texte
       and e.lecteurs = a.lecteurs then 'inchange'`;

const jugees = ({ sansVersion, garderInchange }: Forme): string => `jugees as materialized (
  select e.*, coalesce(a.version, 0) as version_avant, a.le as le_avant, a.cles as cles_avant,
    case
      ${sansVersion ? "when a.version is distinct from s.version then 'course'" : ''}
      when a.visible is false then 'interdit'
      when e.geste = 'supprimer' and (a.version is null or a.supprime) then 'inchange'
      when e.attendue is null and a.version is not null and not a.supprime then 'existe'
      when e.attendue >= 0 and (a.version is null or a.supprime) then 'absent'
      when e.attendue >= 0 and e.attendue <> a.version then 'conflit'
      when e.geste = 'supprimer' then 'supprime'
      when a.version is null or a.supprime then 'cree'
      ${garderInchange ? MEME : ''}
      else 'modifie'
    end as issue
    from ecriture e
    left join avant a on a.type = e.type and a.id = e.id
    ${sansVersion ? 'left join vues s on s.type = e.type and s.id = e.id' : ''})`;

const faites = (ecritLe: string, separees: boolean): string => `faites as materialized (
  select j.*, (j.debut || (j.version_avant + 1) || '${MILIEU}' || ${ecritLe} || j.fin)::json as contenu
    from jugees j where j.issue in ('cree', 'modifie', 'supprime')${separees ? '' : ` and ${AUCUN_ECHEC}`})`;

const posees = ({ le, auteur }: ReturnType<typeof numeros>): string => `posees as (
  insert into resource (${COLONNES})
  select f.type, f.id, 1, ${le}, false, f.contenu, f.patient, f.famille, f.lecteurs, f.toks, f.refs, f.cles, f.nom_tri, f.d, f.d_fin, ${auteur}
    from faites f where f.geste = 'ecrire' and f.version_avant = 0)`;

const changees = (le: string): string => `changees as (
  update resource r set version = f.version_avant + 1, le = ${le}, supprime = false, contenu = f.contenu, patient = f.patient,
      famille = f.famille, lecteurs = f.lecteurs, toks = f.toks, refs = f.refs, cles = f.cles, nom_tri = f.nom_tri, d = f.d, d_fin = f.d_fin
    from faites f where f.version_avant > 0 and f.geste = 'ecrire' and r.type = f.type and r.id = f.id)`;

/** Person, family and readers stay: who could see it may know that it was deleted. */
const effacees = (le: string): string => `effacees as (
  update resource r set version = f.version_avant + 1, le = ${le}, supprime = true, contenu = f.contenu, toks = '{}', refs = '{}',
      cles = '{}', nom_tri = '', d = null, d_fin = null
    from faites f where f.geste = 'supprimer' and r.type = f.type and r.id = f.id)`;

const versions = ({ le, auteur }: ReturnType<typeof numeros>): string => `versions as (
  insert into resource_history (${HISTOIRE})
  select f.type, f.id, f.version_avant + 1, ${le}, ${auteur},
         case f.issue when 'cree' then 'creation' when 'supprime' then 'suppression' else 'modification' end, f.geste = 'supprimer', f.contenu
    from faites f)`;

const RETIREES = `retirees as (
  delete from recherche c
   using (select f.type, f.id, split_part(x, '=', 1) as param, substr(x, strpos(x, '=') + 1) as cle
            from faites f cross join unnest(f.cles_avant) x where x <> all (f.cles)) p
   where c.type = p.type and c.param = p.param and c.cle = p.cle and c.id = p.id)`;

/** A key already there with the same end is left alone. */
const clesChangees = (seule: boolean): string => `cles as (
  insert into recherche (type, param, cle, fin, id)
  select f.type, k.param, k.cle, k.fin, f.id from ${cles(seule, 'faites')}
   where not exists (
     select 1 from recherche c
      where c.type = f.type and c.param = k.param and c.cle = k.cle and c.id = f.id and c.fin is not distinct from k.fin)
  on conflict (type, param, cle, id) do update set fin = excluded.fin)`;
