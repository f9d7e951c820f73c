import { tableauLitteral, type Requete } from '#lib/sql/requete.ts';
import { extraire, type Extrait } from '../index/index.ts';
import type { ContexteEcriture, EcritureFhir } from './ecriture.ts';
import { compilerPortee, type Portee } from './portee.ts';
import { MILIEU, texteAEcrire, texteSupprime, type TexteAEcrire } from './texte.ts';

/** What the statement says of each write, in the order of the batch. `course`: somebody wrote at the same instant, look again. */
export interface LigneEcrite {
  readonly rang: number;
  readonly issue: string;
  readonly version: number;
  readonly le: Date | null;
}

interface LigneDeLot {
  readonly type: string;
  readonly id: string;
  readonly geste: EcritureFhir['geste'];
  /** -1: any version; null: to create. */
  readonly attendue: number | null;
  readonly texte: TexteAEcrire;
  readonly extrait: Extrait;
  readonly lecteurs: readonly string[];
}

export interface Lot {
  readonly lignes: readonly LigneDeLot[];
  readonly contexte: ContexteEcriture;
  /** Values of the statement, the reach excepted. */
  readonly valeurs: readonly unknown[];
}

const SANS_CLE: Extrait = {
  patient: null,
  famille: 'ORG',
  lecteurs: [],
  toks: [],
  refs: [],
  cles: [],
  nomsDeCles: [],
  nomTri: '',
  d: null,
  dFin: null,
};

export function preparer(ecritures: readonly EcritureFhir[], contexte: ContexteEcriture): Lot {
  const lignes = ecritures.map(ligneDe);
  return { lignes, contexte, valeurs: [...valeursDesLignes(lignes, contexte), ...valeursDesTraces(contexte)] };
}

function ligneDe(ecriture: EcritureFhir): LigneDeLot {
  if (ecriture.geste === 'supprimer') {
    const { type, id, geste, attendue } = ecriture;
    return {
      type,
      id,
      geste,
      attendue: attendue ?? -1,
      texte: texteSupprime(type, id),
      extrait: SANS_CLE,
      lecteurs: [],
    };
  }
  const { ressource, geste, attendue, lecteurs = [] } = ecriture;
  const extrait = extraire(ressource);
  return {
    type: ressource.resourceType,
    id: ressource.id,
    geste,
    attendue: attendue === 'quelconque' ? -1 : (attendue ?? null),
    texte: texteAEcrire(ressource),
    extrait,
    lecteurs: lecteurs.length === 0 ? extrait.lecteurs : [...new Set([...extrait.lecteurs, ...lecteurs])],
  };
}

function valeursDesLignes(lignes: readonly LigneDeLot[], contexte: ContexteEcriture): readonly unknown[] {
  const colonne = <T>(lire: (ligne: LigneDeLot) => T): T[] => lignes.map(lire);
  const cles = lignes.flatMap(({ extrait }, rang) => extrait.cles.map((cle) => ({ rang: rang + 1, ...cle })));
  return [
    colonne((l) => l.type),
    colonne((l) => l.id),
    colonne((l) => l.geste),
    colonne((l) => l.attendue),
    colonne((l) => l.texte.debut),
    colonne((l) => l.texte.fin),
    colonne((l) => l.extrait.patient),
    colonne((l) => l.extrait.famille),
    colonne((l) => tableauLitteral(l.lecteurs)),
    colonne((l) => tableauLitteral(l.extrait.toks)),
    colonne((l) => tableauLitteral(l.extrait.refs)),
    colonne((l) => l.extrait.nomTri),
    colonne((l) => l.extrait.d),
    colonne((l) => l.extrait.dFin),
    colonne((l) => tableauLitteral(l.extrait.nomsDeCles)),
    cles.map((c) => c.rang),
    cles.map((c) => c.param),
    cles.map((c) => c.cle),
    cles.map((c) => c.fin),
    contexte.auteur,
    contexte.le,
    contexte.le.toISOString(),
  ];
}

function valeursDesTraces({ traces }: ContexteEcriture): readonly unknown[] {
  return [
    traces.map((t) => t.le),
    traces.map((t) => t.acteur),
    traces.map((t) => t.role),
    traces.map((t) => t.structure),
    traces.map((t) => t.pour),
    traces.map((t) => t.action),
    traces.map((t) => t.genre),
    traces.map((t) => t.objet),
    traces.map((t) => t.patient),
    traces.map((t) => t.fondement),
    traces.map((t) => t.decision),
    traces.map((t) => t.nombre),
    traces.map((t) => t.requete),
  ];
}

const ECRITURE = `ecriture as materialized (
  select u.type, u.id, u.geste, u.attendue, u.debut, u.fin, u.patient, u.famille, u.lecteurs::text[] as lecteurs, u.toks::text[] as toks,
         u.refs::text[] as refs, u.nom_tri, u.d, u.d_fin, u.cles::text[] as cles, u.rang::int as rang
    from unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[],
                $11::text[], $12::text[], $13::timestamptz[], $14::timestamptz[], $15::text[])
         with ordinality as u(type, id, geste, attendue, debut, fin, patient, famille, lecteurs, toks, refs, nom_tri, d, d_fin, cles, rang))`;

const CLES = `unnest($16::int[], $17::text[], $18::text[], $19::text[]) as k(rang, param, cle, fin)`;

const COLONNES =
  'type, id, version, le, supprime, contenu, patient, famille, lecteurs, toks, refs, cles, nom_tri, d, d_fin';

const TRACES = (condition: string): string => `traces as (
  insert into trace (le, acteur, role, structure, pour, action, genre, objet, patient, fondement, decision, nombre, requete)
  select t.le, t.acteur, t.role, t.structure, t.pour, t.action, t.genre, t.objet, t.patient, t.fondement, t.decision, t.nombre, t.requete
    from unnest($23::timestamptz[], $24::text[], $25::text[], $26::text[], $27::text[], $28::text[], $29::text[], $30::text[], $31::text[],
                $32::text[], $33::text[], $34::int[], $35::text[])
         as t(le, acteur, role, structure, pour, action, genre, objet, patient, fondement, decision, nombre, requete)${condition})`;

const CONTENU = (version: string): string => `(e.debut || ${version} || '${MILIEU}' || $22::text || e.fin)::json`;

/** Only creations, under ids nobody has: nothing to look for first. An id already taken fails the whole statement. */
const CREATION = `with ${ECRITURE},
nouvelles as materialized (
  select e.*, ${CONTENU("'1'")} as contenu from ecriture e),
posees as (
  insert into resource (${COLONNES})
  select n.type, n.id, 1, $21::timestamptz, false, n.contenu, n.patient, n.famille, n.lecteurs, n.toks, n.refs, n.cles, n.nom_tri, n.d, n.d_fin
    from nouvelles n),
versions as (
  insert into resource_history (type, id, version, le, auteur, action, supprime, contenu)
  select n.type, n.id, 1, $21::timestamptz, $20::text, 'creation', false, n.contenu from nouvelles n),
cles as (
  insert into recherche (type, param, cle, fin, id)
  select e.type, k.param, k.cle, k.fin, e.id from ${CLES} join ecriture e on e.rang = k.rang),
${TRACES('')}
select e.rang - 1 as rang, 'cree' as issue, 1 as version, null::timestamptz as le from ecriture e order by e.rang`;

export function instructionDeCreation({ valeurs }: Lot): Requete {
  return { nom: 'fhir.creer', texte: CREATION, valeurs };
}

/** Rows are locked in one order, judged together, then all written or none. */
const texteDEcriture = (portee: string, garderInchange: boolean): string => `with ${ECRITURE},
avant as materialized (
  select r.type, r.id, r.version, r.supprime, r.le, r.lecteurs, r.cles, ${garderInchange ? 'r.contenu::text' : "''"} as texte, ${portee} as visible
    from resource r join ecriture e on r.type = e.type and r.id = e.id
   order by r.type, r.id for update of r),
vues as materialized (
  select r.type, r.id, r.version from resource r join ecriture e on r.type = e.type and r.id = e.id),
jugees as materialized (
  select e.*, coalesce(a.version, 0) as version_avant, a.le as le_avant, a.cles as cles_avant,
    case
      when a.version is distinct from s.version then 'course'
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
    left join vues s on s.type = e.type and s.id = e.id),
faites as materialized (
  select j.*, ${CONTENU('(j.version_avant + 1)').replaceAll('e.', 'j.')} as contenu
    from jugees j
   where j.issue in ('cree', 'modifie', 'supprime')
     and not exists (select 1 from jugees x where x.issue in ('course', 'interdit', 'existe', 'absent', 'conflit'))),
posees as (
  insert into resource (${COLONNES})
  select f.type, f.id, 1, $21::timestamptz, false, f.contenu, f.patient, f.famille, f.lecteurs, f.toks, f.refs, f.cles, f.nom_tri, f.d, f.d_fin
    from faites f where f.version_avant = 0),
changees as (
  update resource r set version = f.version_avant + 1, le = $21::timestamptz, supprime = false, contenu = f.contenu, patient = f.patient,
      famille = f.famille, lecteurs = f.lecteurs, toks = f.toks, refs = f.refs, cles = f.cles, nom_tri = f.nom_tri, d = f.d, d_fin = f.d_fin
    from faites f where f.version_avant > 0 and f.geste = 'ecrire' and r.type = f.type and r.id = f.id),
effacees as (
  update resource r set version = f.version_avant + 1, le = $21::timestamptz, supprime = true, contenu = f.contenu, toks = '{}', refs = '{}',
      cles = '{}', nom_tri = '', d = null, d_fin = null
    from faites f where f.geste = 'supprimer' and r.type = f.type and r.id = f.id),
versions as (
  insert into resource_history (type, id, version, le, auteur, action, supprime, contenu)
  select f.type, f.id, f.version_avant + 1, $21::timestamptz, $20::text,
         case f.issue when 'cree' then 'creation' when 'supprime' then 'suppression' else 'modification' end, f.geste = 'supprimer', f.contenu
    from faites f),
retirees as (
  delete from recherche c
   using (select f.type, f.id, split_part(x, '=', 1) as param, substr(x, strpos(x, '=') + 1) as cle
            from faites f cross join unnest(f.cles_avant) x where x <> all (f.cles)) p
   where c.type = p.type and c.param = p.param and c.cle = p.cle and c.id = p.id),
cles as (
  insert into recherche (type, param, cle, fin, id)
  select f.type, k.param, k.cle, k.fin, f.id from ${CLES} join faites f on f.rang = k.rang
  on conflict (type, param, cle, id) do update set fin = excluded.fin where recherche.fin is distinct from excluded.fin),
${TRACES(" where not exists (select 1 from jugees x where x.issue in ('course', 'interdit', 'existe', 'absent', 'conflit'))")}
select j.rang - 1 as rang, j.issue, j.version_avant + (j.issue <> 'inchange')::int as version, j.le_avant as le from jugees j order by j.rang`;

const MEME = `when e.debut || a.version || '${MILIEU}' || to_char(a.le at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || e.fin = a.texte
       and e.lecteurs = a.lecteurs then 'inchange'`;

const textes = new Map<string, string>();

export function instructionDEcriture({ valeurs, contexte }: Lot, portee: Portee): Requete {
  const { forme, texte, valeurs: celles } = compilerPortee(portee, 'r');
  const garder = contexte.garderInchange === true;
  const nom = `fhir.ecrire.${garder ? 'i' : 't'}.${forme}`;
  let complet = textes.get(nom);
  if (complet === undefined) textes.set(nom, (complet = texteDEcriture(texte(valeurs.length + 1), garder)));
  return { nom, texte: complet, valeurs: [...valeurs, ...celles] };
}
