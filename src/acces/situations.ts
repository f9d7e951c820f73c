import { sql as fragment, type Kysely, type RawBuilder } from 'kysely';
import { lireCodeTerritoire, type Base } from '#lib/sql/connexion.ts';
import type { Acteur, Represente } from './acteur.ts';
import { estGeste } from './delegation.ts';
import { defautDeQualite } from './qualites.ts';
import { estRole } from './roles.ts';
import type { TablesAcces } from './tables.ts';

/** After this many months without review, the activity of somebody without a card is suspended. Source: AUTH-06. */
export const REVUE_MAX_MOIS = 13;

export const jourDe = (le: Date): string => le.toISOString().slice(0, 10);

export function moisAvant(le: Date, mois: number): Date {
  const avant = new Date(le);
  avant.setUTCMonth(avant.getUTCMonth() - mois);
  return avant;
}

/** Tables `affectation` and `compte` are joined in the query: the activity gives rights now. */
function enVigueur(maintenant: Date): RawBuilder<boolean> {
  const jour = jourDe(maintenant);
  return fragment<boolean>`(compte.etat = 'actif' and affectation.debut <= ${jour} and (affectation.fin is null or affectation.fin > ${jour})
    and affectation.psc_finie_le is null
    and (compte.idnps is not null or coalesce(affectation.revue_le, affectation.debut::timestamptz) > ${moisAvant(maintenant, REVUE_MAX_MOIS)}))`;
}

export interface Situation {
  readonly id: string;
  readonly role: string;
  readonly structure: string;
  readonly territoire: string;
  readonly codeTerritoire: string;
}

/** Practice situations in force of one account: one is taken at once, several are offered. */
export async function situationsDe(base: Base, compte: string, maintenant: Date): Promise<readonly Situation[]> {
  return base.commun<TablesAcces, Situation[]>((sql) =>
    sql
      .selectFrom('affectation')
      .innerJoin('compte', 'compte.id', 'affectation.compte')
      .innerJoin('territoire', 'territoire.code', 'affectation.territoire')
      .select([
        'affectation.id',
        'affectation.role',
        'affectation.structure_nom as structure',
        'territoire.nom as territoire',
        'territoire.code as codeTerritoire',
      ])
      .where('affectation.compte', '=', compte)
      .where(enVigueur(maintenant))
      .orderBy('affectation.structure_nom')
      .execute(),
  );
}

/** True when the only thing missing is the yearly review: the person is told so, and by whom it is done. */
export async function attendUneRevue(base: Base, compte: string, maintenant: Date): Promise<boolean> {
  const jour = jourDe(maintenant);
  return base.commun<TablesAcces, boolean>(async (sql) => {
    const ligne = await sql
      .selectFrom('affectation')
      .innerJoin('compte', 'compte.id', 'affectation.compte')
      .select('affectation.id')
      .where('affectation.compte', '=', compte)
      .where('compte.idnps', 'is', null)
      .where('affectation.debut', '<=', jour)
      .where((ou) => ou.or([ou('affectation.fin', 'is', null), ou('affectation.fin', '>', jour)]))
      .executeTakeFirst();
    return ligne !== undefined;
  });
}

/**
 * The actor of one practice situation in force; undefined when it ended or when its account is suspended. With a delegation, the
 * same person acts for another one: the references of the represented person, the reading of one’s own role.
 */
export async function acteurDe<T extends TablesAcces>(
  transaction: Kysely<T>,
  affectation: string,
  requete: string,
  maintenant: Date,
  delegation: string | null = null,
): Promise<Acteur | undefined> {
  const sql = transaction as unknown as Kysely<TablesAcces>;
  const propre = await acteurPropre(sql, affectation, requete, maintenant);
  if (propre === undefined || delegation === null) return propre;
  const d = await sql
    .selectFrom('delegation')
    .select(['delegation.delegant', 'delegation.delegant_compte', 'delegation.gestes'])
    .where('delegation.id', '=', delegation)
    .where('delegation.delegataire', '=', affectation)
    .where('delegation.territoire', '=', propre.territoire)
    .where('delegation.acceptee_le', 'is not', null)
    .where('delegation.finie_le', 'is', null)
    .where('delegation.fin', '>=', jourDe(maintenant))
    .executeTakeFirst();
  const delegant = d === undefined ? undefined : await acteurPropre(sql, d.delegant, requete, maintenant);
  // Over, or the mission of the represented person is: one is oneself again, and the screen says so.
  if (d === undefined || delegant === undefined) return propre;
  return representer(propre, delegant, {
    compte: d.delegant_compte,
    ref: delegant.ref,
    nom: delegant.nom,
    role: delegant.role,
    gestes: d.gestes.filter(estGeste),
  });
}

function representer(propre: Acteur, delegant: Acteur, pour: Represente): Acteur {
  return {
    ...propre,
    nom: `${propre.nom} pour ${delegant.nom}`,
    refs: delegant.refs,
    ref: delegant.ref,
    structure: delegant.structure,
    ...(delegant.telephone === undefined ? {} : { telephone: delegant.telephone }),
    // Nobody does for somebody what that person could not do.
    ...(delegant.sansQualite === undefined || propre.sansQualite !== undefined
      ? {}
      : { sansQualite: delegant.sansQualite }),
    pour,
  };
}

async function acteurPropre(
  sql: Kysely<TablesAcces>,
  affectation: string,
  requete: string,
  maintenant: Date,
): Promise<Acteur | undefined> {
  const a = await sql
    .selectFrom('affectation')
    .innerJoin('compte', 'compte.id', 'affectation.compte')
    .leftJoin('qualite', (j) =>
      j.onRef('qualite.affectation', '=', 'affectation.id').onRef('qualite.territoire', '=', 'affectation.territoire'),
    )
    .select(['qualite.sous_categorie', 'qualite.preuve', 'qualite.preuve_le', 'qualite.preuve_par'])
    .select([
      'affectation.compte',
      'affectation.role',
      'affectation.territoire',
      'affectation.praticien',
      'affectation.role_fhir',
    ])
    .select(['affectation.structure', 'affectation.structure_nom', 'affectation.telephone'])
    .select(['compte.prenom', 'compte.nom', 'compte.civilite'])
    .where('affectation.id', '=', affectation)
    .where(enVigueur(maintenant))
    .executeTakeFirst();
  if (a === undefined || !estRole(a.role)) return undefined;
  const ref = a.role_fhir ?? a.praticien ?? `Practitioner/${a.compte}`;
  const sansQualite = defautDeQualite(a.role, a);
  return {
    genre: 'compte',
    id: `compte:${a.compte}`,
    nom: [a.civilite === 'DR' || a.civilite === 'PR' ? (a.civilite === 'DR' ? 'Dr' : 'Pr') : '', a.prenom, a.nom]
      .filter((m) => m !== '')
      .join(' '),
    role: a.role,
    territoire: lireCodeTerritoire(a.territoire),
    refs: [ref, ...(a.praticien === null ? [] : [a.praticien]), a.structure],
    ref,
    structure: { ref: a.structure, nom: a.structure_nom },
    ...(a.telephone === null ? {} : { telephone: a.telephone }),
    ...(sansQualite === undefined ? {} : { sansQualite }),
    requete: `session:${requete}`,
  };
}
