import { createHash } from 'node:crypto';
import { sql as fragment, type Kysely } from 'kysely';
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
  readonly contenuEcrit: string;
  readonly resumeEcrit: string;
  readonly empreinte: string;
}

function versEcriture(l: LigneAnnuaire): Aecrire {
  const contenuEcrit = JSON.stringify(l.contenu);
  const resumeEcrit = JSON.stringify(l.resume);
  const reste = JSON.stringify([l.toks, l.rang, l.latitude, l.longitude, l.codeCommune, l.source]);
  return {
    ...l,
    contenuEcrit,
    resumeEcrit,
    empreinte: createHash('sha1').update(contenuEcrit).update(resumeEcrit).update(reste).digest('base64url'),
  };
}

/** Arrays travel as one array literal per line: `unnest` of a matrix would flatten them. */
const tableau = (valeurs: readonly string[]): string =>
  `{${valeurs.map((v) => `"${v.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`).join(',')}}`;

async function ecrirePaquet(sql: Kysely<TablesCommunes>, lignes: readonly Aecrire[], le: Date): Promise<void> {
  const colonne = <T>(lire: (l: Aecrire) => T): T[] => lignes.map(lire);
  await fragment`
    insert into annuaire (type, id, version, le, source, actif, contenu, resume, empreinte, rang, toks, refs, nom_tri, commune, latitude, longitude)
    select u.type, u.id, 1, ${le}, u.source, true, u.contenu::json, u.resume::jsonb, u.empreinte, u.rang, u.toks::text[], u.refs::text[], u.nom_tri, u.commune, u.latitude, u.longitude
    from unnest(
      ${colonne((l) => l.type)}::text[], ${colonne((l) => l.id)}::text[], ${colonne((l) => l.source)}::text[],
      ${colonne((l) => l.contenuEcrit)}::text[], ${colonne((l) => l.resumeEcrit)}::text[], ${colonne((l) => l.empreinte)}::text[],
      ${colonne((l) => l.rang)}::int[], ${colonne((l) => tableau(l.toks))}::text[], ${colonne((l) => tableau(l.refs))}::text[], ${colonne((l) => l.nomTri)}::text[],
      ${colonne((l) => l.codeCommune ?? null)}::text[], ${colonne((l) => l.latitude ?? null)}::float8[], ${colonne((l) => l.longitude ?? null)}::float8[]
    ) as u(type, id, source, contenu, resume, empreinte, rang, toks, refs, nom_tri, commune, latitude, longitude)
    on conflict (type, id) do update set version = annuaire.version + 1, le = excluded.le, source = excluded.source, actif = true, contenu = excluded.contenu,
      resume = excluded.resume, empreinte = excluded.empreinte, rang = excluded.rang, toks = excluded.toks, refs = excluded.refs, nom_tri = excluded.nom_tri,
      commune = excluded.commune, latitude = excluded.latitude, longitude = excluded.longitude`.execute(sql);
}

async function desactiver(sql: Kysely<TablesCommunes>, refs: readonly string[], le: Date): Promise<void> {
  for (let debut = 0; debut < refs.length; debut += PAQUET)
    await fragment`
      update annuaire set actif = false, version = annuaire.version + 1, le = ${le}
      from unnest(${refs.slice(debut, debut + PAQUET)}::text[]) as u(ref) where annuaire.type || '/' || annuaire.id = u.ref`.execute(
      sql,
    );
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
