import { exportJWK, generateKeyPair } from 'jose';
import { sql } from 'kysely';
import { inscrireClient } from '#acces/clients/depot-clients.ts';
import { preparerInscription } from '#acces/clients/inscription.ts';
import { donnerJetons } from '#acces/clients/jetons.ts';
import type { Role } from '#acces/roles.ts';
import { ouvrirSession } from '#acces/sessions.ts';
import { prouver } from '#acces/qualites.testing.ts';
import type { TablesAcces } from '#acces/tables.ts';
import type { Famille } from '#fhir/types.ts';
import type { Base, CodeTerritoire } from '#lib/sql/connexion.ts';
import { accorderLExport } from '#modules/trace/accord/testing.ts';
import type { Participation } from './monde.ts';
import { TERRITOIRES } from './lieux.ts';
import { DESTINATAIRE } from './ressources.ts';

/** Families a circle may open without a word of the person about what is sensitive. */
const COURANTES: readonly Famille[] = ['ADM', 'COO', 'SOC', 'MED', 'PLN', 'FIL'];

export interface Personnage {
  readonly nom: string;
  readonly territoire: CodeTerritoire | undefined;
  readonly genre: 'compte' | 'logiciel' | 'personne_dehors';
  readonly role?: Role;
  readonly refs: readonly string[];
  readonly participations: readonly Participation[];
  /** Families a registered software was granted. */
  readonly accordees?: readonly Famille[];
}

const [T1, T2, T3] = TERRITOIRES;
const suite = (de: number, a: number): readonly number[] => Array.from({ length: a - de + 1 }, (_, i) => de + i);

function compte(
  nom: string,
  territoire: CodeTerritoire,
  role: Role,
  cercle: Partial<Pick<Participation, 'familles' | 'personnes' | 'fonction'>> = {},
  structure = 'Organization/structure-1',
): Personnage {
  const ref = `PractitionerRole/${nom}`;
  const { familles = COURANTES, personnes = [], fonction } = cercle;
  const participation = { ref, familles, personnes, ...(fonction === undefined ? {} : { fonction }) };
  return {
    nom: `${nom} (${territoire})`,
    territoire,
    genre: 'compte',
    role,
    refs: [ref, structure],
    participations: personnes.length === 0 ? [] : [participation],
  };
}

const logiciel = (nom: string, territoire: CodeTerritoire, accordees: readonly Famille[]): Personnage => ({
  nom,
  territoire,
  genre: 'logiciel',
  refs: [`Device/${nom}`],
  participations: [],
  accordees,
});

/**
 * Twelve who sign in and one who does not. The doctor works in two territories under the same reference: what one shows must not
 * cross. Several share persons, so that a wrong family shows; many persons have no circle at all.
 */
export const PERSONNAGES: readonly Personnage[] = [
  compte('medecin', T1, 'medecin', { personnes: suite(1, 10), fonction: 'medecin_traitant' }),
  compte('infirmiere', T1, 'infirmier', { personnes: suite(1, 20) }),
  compte('assistante-sociale', T1, 'assistant_social', { personnes: suite(5, 15) }),
  compte('pharmacienne', T1, 'pharmacien', { personnes: suite(8, 18), familles: ['ADM', 'COO', 'FIL'] }),
  compte('secretaire', T1, 'secretariat_dac', { personnes: suite(1, 5) }, 'Organization/dac'),
  compte('lectrice-ars', T1, 'lecteur_ars'),
  logiciel('logiciel-coordination', T1, ['ADM', 'COO', 'ORG']),
  compte('medecin', T2, 'medecin', { personnes: suite(31, 40) }),
  compte('pair-aidant', T2, 'pair_aidant', { personnes: suite(20, 25), familles: ['ADM', 'COO', 'PLN'] }),
  compte('destinataire', T2, 'structure', {}, DESTINATAIRE),
  logiciel('logiciel-entier', T2, [...COURANTES, 'ORG']),
  compte('coordinatrice', T3, 'coordinateur_appui', { personnes: suite(40, 50) }, 'Organization/dac'),
  { nom: 'personne du dehors', territoire: undefined, genre: 'personne_dehors', refs: [], participations: [] },
];

/** Headers by which a reader enters; a software renews its token before it ends. */
export type Entree = () => Promise<Readonly<Record<string, string>>>;

/** Tokens live five minutes. */
const RENOUVELER_MS = 4 * 60_000;

/** Writes the account or the software, and says how it enters. */
export async function faireEntrer(base: Base, personnage: Personnage, maintenant: Date): Promise<Entree> {
  if (personnage.territoire === undefined) return () => Promise.resolve({});
  const id = personnage.nom.replaceAll(/[^a-z0-9-]+/g, '-');
  if (personnage.genre === 'logiciel') return entreeDuLogiciel(base, personnage, id, maintenant);
  const { role = 'lecteur_ars', refs, territoire } = personnage;
  await base.commun<TablesAcces, void>(async (tx) => {
    await sql`insert into compte (id, prenom, nom, cree_le) values (${id}, 'Zoé', ${id}, ${maintenant})`.execute(tx);
    await sql`insert into affectation (id, compte, territoire, role, role_fhir, structure, structure_nom, debut)
      values (${id}, ${id}, ${territoire}, ${role}, ${refs[0] ?? null}, ${refs[1] ?? ''}, 'Structure', '2026-01-01')`.execute(
      tx,
    );
    await prouver(tx, id, territoire, role);
  });
  const secret = await ouvrirSession(base, { compte: id, affectation: id, moyen: 'passkey' }, maintenant);
  return () => Promise.resolve({ cookie: `cordee_essai=${secret}` });
}

async function entreeDuLogiciel(base: Base, personnage: Personnage, id: string, maintenant: Date): Promise<Entree> {
  const permissions = 'system/*.cruds';
  const { publicKey } = await generateKeyPair('ES384');
  const cles = { keys: [{ ...(await exportJWK(publicKey)), kid: id, alg: 'ES384', use: 'sig' }] };
  const client = await preparerInscription(
    {
      nom: personnage.nom,
      genre: 'systeme',
      cles,
      permissions,
      familles: (personnage.accordees ?? []).join(','),
      retours: [],
      lancement: undefined,
      contact: 'essai@canaris.invalid',
      fin: undefined,
    },
    { id, territoire: personnage.territoire as CodeTerritoire, maintenant },
  );
  await inscrireClient(base, client);
  await accorderLExport(base.directement(client.territoire), client.id);
  let jeton: Promise<string> | undefined;
  let prisA = 0;
  return async () => {
    if (jeton === undefined || performance.now() - prisA > RENOUVELER_MS) {
      prisA = performance.now();
      const octroi = { client: client.id, permissions, lignee: id };
      jeton = donnerJetons(base, octroi, { renouvelable: false }, new Date()).then(({ acces }) => acces);
    }
    return { authorization: `Bearer ${await jeton}` };
  };
}
