import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { lireCodeTerritoire, type Base } from '#lib/sql/connexion.ts';
import { nouveauSecret } from '#lib/ids.ts';
import type { Acteur } from './acteur.ts';
import { estRole } from './roles.ts';
import type { TablesAcces } from './tables.ts';

/** Session rules (AUTH-04 [D]): 30 minutes idle, 12 hours at most. */
export const INACTIVITE_MS = 30 * 60_000;
export const DUREE_MAX_MS = 12 * 3_600_000;
/** The time of last use is written at most this often: a read must not cost a write. */
const PRECISION_VU_MS = 60_000;

export interface SessionOuverte {
  readonly compte: string;
  readonly prenom: string;
  readonly nom: string;
  readonly moyen: 'psc' | 'passkey';
  readonly jetonPsc: string | null;
  /** Undefined while the person has not chosen among several practice situations. */
  readonly acteur: Acteur | undefined;
}

const empreinte = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Opens a session and returns its secret for the cookie. Only its fingerprint is stored. */
export async function ouvrirSession(
  base: Base,
  session: { compte: string; affectation: string | undefined; moyen: 'psc' | 'passkey'; jetonPsc?: string | undefined },
  maintenant: Date,
): Promise<string> {
  const secret = nouveauSecret();
  await base.commun<TablesAcces, void>(async (sql) => {
    await sql
      .insertInto('session')
      .values({
        empreinte: empreinte(secret),
        compte: session.compte,
        affectation: session.affectation ?? null,
        moyen: session.moyen,
        cree_le: maintenant,
        vu_le: maintenant,
        expire_le: new Date(maintenant.getTime() + DUREE_MAX_MS),
        jeton_psc: session.jetonPsc ?? null,
      })
      .execute();
    await sql.updateTable('compte').set({ vu_le: maintenant }).where('compte.id', '=', session.compte).execute();
  });
  return secret;
}

/** The person behind a session cookie; undefined when unknown, idle too long, too old, closed, or the account is suspended. */
export async function lireSession(base: Base, secret: string, maintenant: Date): Promise<SessionOuverte | undefined> {
  return base.commun<TablesAcces, SessionOuverte | undefined>(async (sql) => {
    const ligne = await sql
      .selectFrom('session')
      .innerJoin('compte', 'compte.id', 'session.compte')
      .select(['session.empreinte', 'session.vu_le', 'session.affectation', 'session.moyen', 'session.jeton_psc'])
      .select(['compte.id as compte', 'compte.prenom', 'compte.nom'])
      .where('session.empreinte', '=', empreinte(secret))
      .where('session.expire_le', '>', maintenant)
      .where('session.vu_le', '>', new Date(maintenant.getTime() - INACTIVITE_MS))
      .where('compte.etat', '=', 'actif')
      .executeTakeFirst();
    if (ligne === undefined) return undefined;
    if (maintenant.getTime() - ligne.vu_le.getTime() > PRECISION_VU_MS) {
      await sql
        .updateTable('session')
        .set({ vu_le: maintenant })
        .where('session.empreinte', '=', ligne.empreinte)
        .execute();
    }
    const acteur =
      ligne.affectation === null
        ? undefined
        : await acteurDe(sql, ligne.affectation, ligne.empreinte.slice(0, 12), maintenant);
    return {
      compte: ligne.compte,
      prenom: ligne.prenom,
      nom: ligne.nom,
      moyen: ligne.moyen,
      jetonPsc: ligne.jeton_psc,
      acteur,
    };
  });
}

export async function fermerSession(base: Base, secret: string): Promise<void> {
  await base.commun<TablesAcces, unknown>((sql) =>
    sql.deleteFrom('session').where('session.empreinte', '=', empreinte(secret)).execute(),
  );
}

export async function choisirSituation(base: Base, secret: string, affectation: string): Promise<boolean> {
  return base.commun<TablesAcces, boolean>(async (sql) => {
    const change = await sql
      .updateTable('session')
      .set({ affectation })
      .where('session.empreinte', '=', empreinte(secret))
      .where('session.compte', 'in', (eb) =>
        eb.selectFrom('affectation').select('affectation.compte').where('affectation.id', '=', affectation),
      )
      .returning('session.empreinte')
      .executeTakeFirst();
    return change !== undefined;
  });
}

export interface Situation {
  readonly id: string;
  readonly role: string;
  readonly structure: string;
  readonly territoire: string;
}

/** Practice situations in force of one account: one is taken at once, several are offered. */
export async function situationsDe(base: Base, compte: string, jour: string): Promise<readonly Situation[]> {
  return base.commun<TablesAcces, Situation[]>((sql) =>
    sql
      .selectFrom('affectation')
      .innerJoin('territoire', 'territoire.code', 'affectation.territoire')
      .select([
        'affectation.id',
        'affectation.role',
        'affectation.structure_nom as structure',
        'territoire.nom as territoire',
      ])
      .where('affectation.compte', '=', compte)
      .where('affectation.debut', '<=', jour)
      .where((ou) => ou.or([ou('affectation.fin', 'is', null), ou('affectation.fin', '>', jour)]))
      .orderBy('affectation.structure_nom')
      .execute(),
  );
}

/** The actor of one practice situation in force; undefined when it ended or when its account is suspended. */
export async function acteurDe<T extends TablesAcces>(
  transaction: Kysely<T>,
  affectation: string,
  requete: string,
  maintenant: Date,
): Promise<Acteur | undefined> {
  const sql = transaction as unknown as Kysely<TablesAcces>;
  const jour = maintenant.toISOString().slice(0, 10);
  const a = await sql
    .selectFrom('affectation')
    .innerJoin('compte', 'compte.id', 'affectation.compte')
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
    .where('compte.etat', '=', 'actif')
    .where('affectation.debut', '<=', jour)
    .where((ou) => ou.or([ou('affectation.fin', 'is', null), ou('affectation.fin', '>', jour)]))
    .executeTakeFirst();
  if (a === undefined || !estRole(a.role)) return undefined;
  const ref = a.role_fhir ?? a.praticien ?? `Practitioner/${a.compte}`;
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
    requete: `session:${requete}`,
  };
}
