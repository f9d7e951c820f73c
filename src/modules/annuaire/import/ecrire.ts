import { createHash } from 'node:crypto';
import { sql as fragment, type Kysely } from 'kysely';
import { extraire, supplementsInstalles, VERSION_INDEX, type Extrait } from '#fhir/index/index.ts';
import { MILIEU, texteAEcrire, type TexteAEcrire } from '#fhir/store/texte.ts';
import { tableauLitteral } from '#lib/sql/valeurs.ts';
import { normaliser } from '#lib/texte/index.ts';
import type { TablesCommunes } from '../tables.ts';
import type { LigneAnnuaire } from './fiche.ts';
import type { CommuneLue } from './lignes.ts';

/** Rows per statement: large enough to forget the round trip, small enough to stay under a few megabytes. */
const PAQUET = 1000;
/** Sources this import owns: a line put in the directory by something else is never deactivated here. */
const SOURCES = ['annuaire-sante', 'finess', 'ror', 'membres-locaux'];

export interface BilanEcriture {
  readonly nouvelles: number;
  readonly changees: number;
  readonly inchangees: number;
  readonly desactivees: number;
}

/** Brings the directory to exactly these lines: writes what is new or changed, deactivates what no source says any more. */
export async function ecrireAnnuaire(
  sql: Kysely<TablesCommunes>,
  lignes: readonly LigneAnnuaire[],
  le: Date,
): Promise<BilanEcriture> {
  const connues = new Map<string, { empreinte: string; actif: boolean }>();
  const deja = await sql
    .selectFrom('annuaire')
    .select(['annuaire.type', 'annuaire.id', 'annuaire.empreinte', 'annuaire.actif'])
    .where('annuaire.source', 'in', SOURCES)
    .execute();
  for (const { type, id, empreinte, actif } of deja) connues.set(`${type}/${id}`, { empreinte, actif });
  let paquet: Aecrire[] = [];
  let nouvelles = 0;
  let ecrites = 0;
  // Packet by packet: the texts of a whole country are never in memory at once.
  const vider = async (): Promise<void> => {
    if (paquet.length > 0) await ecrirePaquet(sql, paquet, le);
    ecrites += paquet.length;
    paquet = [];
  };
  for (const ligne of lignes) {
    const ecrite = versEcriture(ligne);
    const connue = connues.get(`${ligne.type}/${ligne.id}`);
    connues.delete(`${ligne.type}/${ligne.id}`);
    if (connue === undefined) nouvelles += 1;
    else if (connue.empreinte === ecrite.empreinte && connue.actif) continue;
    paquet.push(ecrite);
    if (paquet.length === PAQUET) await vider();
  }
  await vider();
  const disparues = [...connues].filter(([, { actif }]) => actif).map(([ref]) => ref);
  await desactiver(sql, disparues, le);
  return {
    nouvelles,
    changees: ecrites - nouvelles,
    inchangees: lignes.length - ecrites,
    desactivees: disparues.length,
  };
}

interface Aecrire extends LigneAnnuaire {
  readonly texte: TexteAEcrire;
  readonly resumeEcrit: string;
  readonly empreinte: string;
}

function versEcriture(l: LigneAnnuaire): Aecrire {
  const texte = texteAEcrire({ ...l.contenu, id: l.id });
  const resumeEcrit = JSON.stringify(l.resume);
  const reste = JSON.stringify([
    VERSION_INDEX,
    supplementsInstalles().empreinte,
    l.toks,
    l.rang,
    l.latitude,
    l.longitude,
    l.codeCommune,
    l.source,
  ]);
  return {
    ...l,
    texte,
    resumeEcrit,
    empreinte: createHash('sha1')
      .update(texte.debut)
      .update(texte.fin)
      .update(resumeEcrit)
      .update(reste)
      .digest('base64url'),
  };
}

/** The line and its FHIR keys: what the door `/fhir` serves and finds, as for the territory's own resources. */
async function ecrirePaquet(sql: Kysely<TablesCommunes>, lignes: readonly Aecrire[], le: Date): Promise<void> {
  const extraits = lignes.map((l) => extraire(l.contenu));
  const colonne = <T>(lire: (l: Aecrire) => T): T[] => lignes.map(lire);
  const index = <T>(lire: (e: Extrait) => T): T[] => extraits.map(lire);
  await retirerLesCles(sql, lignes);
  await fragment`
    insert into annuaire (type, id, version, le, source, actif, contenu, resume, empreinte, rang, toks, refs, nom_tri, commune, latitude, longitude,
      fhir_toks, fhir_refs, cles)
    select u.type, u.id, coalesce(a.version, 0) + 1, ${le}, u.source, true,
      (u.debut || (coalesce(a.version, 0) + 1) || ${MILIEU + le.toISOString()}::text || u.fin)::json, u.resume::jsonb, u.empreinte, u.rang,
      u.toks::text[], u.refs::text[], u.nom_tri, u.commune, u.latitude, u.longitude, u.fhir_toks::text[], u.fhir_refs::text[], u.cles::text[]
    from unnest(
      ${colonne((l) => l.type)}::text[], ${colonne((l) => l.id)}::text[], ${colonne((l) => l.source)}::text[],
      ${colonne((l) => l.texte.debut)}::text[], ${colonne((l) => l.texte.fin)}::text[], ${colonne((l) => l.resumeEcrit)}::text[],
      ${colonne((l) => l.empreinte)}::text[], ${colonne((l) => l.rang)}::int[], ${colonne((l) => tableauLitteral(l.toks))}::text[],
      ${colonne((l) => tableauLitteral(l.refs))}::text[], ${colonne((l) => l.nomTri)}::text[], ${colonne((l) => l.codeCommune ?? null)}::text[],
      ${colonne((l) => l.latitude ?? null)}::float8[], ${colonne((l) => l.longitude ?? null)}::float8[],
      ${index((e) => tableauLitteral(e.toks))}::text[], ${index((e) => tableauLitteral(e.refs))}::text[],
      ${index((e) => tableauLitteral(e.nomsDeCles))}::text[]
    ) as u(type, id, source, debut, fin, resume, empreinte, rang, toks, refs, nom_tri, commune, latitude, longitude, fhir_toks, fhir_refs, cles)
    left join annuaire a on a.type = u.type and a.id = u.id
    on conflict (type, id) do update set version = excluded.version, le = excluded.le, source = excluded.source, actif = true, contenu = excluded.contenu,
      resume = excluded.resume, empreinte = excluded.empreinte, rang = excluded.rang, toks = excluded.toks, refs = excluded.refs, nom_tri = excluded.nom_tri,
      commune = excluded.commune, latitude = excluded.latitude, longitude = excluded.longitude, fhir_toks = excluded.fhir_toks,
      fhir_refs = excluded.fhir_refs, cles = excluded.cles`.execute(sql);
  const cles = extraits.flatMap((e, rang) => e.cles.map((cle) => ({ ...cle, ligne: lignes[rang] })));
  await fragment`
    insert into annuaire_recherche (type, param, cle, fin, id)
    select * from unnest(${cles.map((c) => c.ligne?.type)}::text[], ${cles.map((c) => c.param)}::text[], ${cles.map((c) => c.cle)}::text[],
      ${cles.map((c) => c.fin)}::text[], ${cles.map((c) => c.ligne?.id)}::text[]) as u(type, param, cle, fin, id)
    order by u.type, u.param, u.cle collate "C", u.id
    on conflict (type, param, cle, id) do update set fin = excluded.fin`.execute(sql);
}

/** What the former version of each line was found by; nothing for a line that is new. */
async function retirerLesCles(sql: Kysely<TablesCommunes>, lignes: readonly Aecrire[]): Promise<void> {
  await fragment`
    delete from annuaire_recherche c
     using (select a.type, a.id, split_part(x, '=', 1) as param, substr(x, strpos(x, '=') + 1) as cle
              from unnest(${lignes.map((l) => l.type)}::text[], ${lignes.map((l) => l.id)}::text[]) u(type, id)
              join annuaire a on a.type = u.type and a.id = u.id cross join unnest(a.cles) x) p
     where c.type = p.type and c.param = p.param and c.cle = p.cle and c.id = p.id`.execute(sql);
}

/** What no source says any more stays readable and says itself that it is over. */
async function desactiver(sql: Kysely<TablesCommunes>, refs: readonly string[], le: Date): Promise<void> {
  for (let debut = 0; debut < refs.length; debut += PAQUET)
    await fragment`
      update annuaire a set actif = false, version = a.version + 1, le = ${le},
        contenu = (a.contenu::jsonb || f.fin || jsonb_build_object('meta', coalesce(a.contenu::jsonb -> 'meta', '{}')
          || jsonb_build_object('versionId', (a.version + 1)::text, 'lastUpdated', ${le.toISOString()}::text)))::json,
        fhir_toks = array_remove(array_remove(array_remove(array_remove(a.fhir_toks, 'active=true'), 'active=|true'), 'status=active'), 'status=|active') || f.jetons
      from unnest(${refs.slice(debut, debut + PAQUET)}::text[]) as u(ref),
        lateral (select case split_part(u.ref, '/', 1) when 'Location' then '{"status": "inactive"}'::jsonb else '{"active": false}'::jsonb end as fin,
          case split_part(u.ref, '/', 1) when 'Location' then array['status=|inactive', 'status=inactive'] else array['active=|false', 'active=false'] end as jetons) f
      where a.type = split_part(u.ref, '/', 1) and a.id = split_part(u.ref, '/', 2)`.execute(sql);
}

export async function ecrireCommunes(sql: Kysely<TablesCommunes>, communes: readonly CommuneLue[]): Promise<void> {
  const colonne = <T>(lire: (c: CommuneLue) => T): T[] => communes.map(lire);
  await fragment`
    insert into annuaire_commune (code, nom, nom_norme, code_postal, latitude, longitude)
    select * from unnest(${colonne((c) => c.code)}::text[], ${colonne((c) => c.nom)}::text[], ${colonne((c) => normaliser(c.nom))}::text[],
      ${colonne((c) => c.codePostal ?? null)}::text[], ${colonne((c) => c.latitude ?? null)}::float8[], ${colonne((c) => c.longitude ?? null)}::float8[])
    on conflict (code) do update set nom = excluded.nom, nom_norme = excluded.nom_norme, code_postal = excluded.code_postal,
      latitude = excluded.latitude, longitude = excluded.longitude`.execute(sql);
}
