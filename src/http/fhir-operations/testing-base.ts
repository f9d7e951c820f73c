import { Client } from 'pg';
import { acteurClient, type Acteur } from '#acces/acteur.ts';
import { lirePermissions } from '#acces/clients/permissions.ts';
import { FAMILLES, type Famille } from '#fhir/types.ts';
import { lireCodeTerritoire, ouvrirBase, type Base } from '#lib/sql/connexion.ts';
import { creerTerritoire, urlApplication } from '#lib/sql/migrer.ts';
import type { Interroger } from '#lib/sql/requete.ts';
import { baseDeTest } from '#lib/tests/base.ts';
import { accorderLExport } from '#modules/trace/accord/testing.ts';

export const T1 = lireCodeTerritoire('t0001');
export const MARDI = new Date('2026-11-24T09:00:00Z');

/** One version of a resource, as the store would leave it. */
export interface VersionPosee {
  readonly type: string;
  readonly id: string;
  readonly version: number;
  readonly le: Date;
  readonly supprime?: boolean;
  readonly contenu?: Readonly<Record<string, unknown>>;
  readonly patient?: string | null;
  readonly famille?: Famille;
  readonly lecteurs?: readonly string[];
}

export interface TerritoireDeTest {
  readonly base: Base;
  readonly interroger: Interroger;
  readonly adresseAdministrateur: string;
  /** Writes versions in order: the last of each resource is the current one. */
  poser(...versions: readonly VersionPosee[]): Promise<void>;
  /** Back to an empty territory, history included: only an administrator can. */
  vider(): Promise<void>;
  fermer(): Promise<void>;
}

/** One territory on a real database, and raw lines in it. */
export async function ouvrirTerritoireDeTest(): Promise<TerritoireDeTest> {
  const test = await baseDeTest();
  await creerTerritoire(test.url, { code: T1, nom: 'Pays d’Essai', profil: 'essai', creeLe: MARDI });
  const base = ouvrirBase(urlApplication(test.url), 4);
  const interroger = base.directement(T1);
  await accorderLExport(interroger, 'logiciel-essai', 'autre');
  return {
    base,
    interroger,
    adresseAdministrateur: test.url,
    async poser(...versions) {
      for (const version of versions) await poserUne(interroger, version);
    },
    async vider() {
      const client = new Client({ connectionString: test.url });
      await client.connect();
      await client.query(`truncate ${T1}.resource, ${T1}.resource_history, ${T1}.trace`);
      await client.end();
    },
    async fermer() {
      await base.fermer();
      await test.fermer();
    },
  };
}

async function poserUne(interroger: Interroger, v: VersionPosee): Promise<void> {
  const contenu = JSON.stringify({ resourceType: v.type, id: v.id, ...v.contenu });
  const patient = v.patient === undefined ? (v.type === 'Patient' ? v.id : null) : v.patient;
  const supprime = v.supprime ?? false;
  await interroger({
    texte: `insert into resource (type, id, version, le, supprime, contenu, patient, famille, lecteurs, toks, refs, nom_tri)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, '{}', '{}', '')
      on conflict (type, id) do update set version = excluded.version, le = excluded.le, supprime = excluded.supprime,
        contenu = excluded.contenu, patient = excluded.patient, famille = excluded.famille, lecteurs = excluded.lecteurs`,
    valeurs: [v.type, v.id, v.version, v.le, supprime, contenu, patient, v.famille ?? 'ADM', [...(v.lecteurs ?? [])]],
  });
  await interroger({
    texte: `insert into resource_history (type, id, version, le, auteur, action, supprime, contenu)
      values ($1, $2, $3, $4, 'essai', $5, $6, $7)`,
    valeurs: [v.type, v.id, v.version, v.le, v.version === 1 ? 'creation' : 'modification', supprime, contenu],
  });
}

/** A registered software with these permissions, and every family but the sensitive one unless said. */
export function unLogiciel(
  permissions: string,
  familles: readonly Famille[] = FAMILLES.filter((f) => f !== 'SEN'),
  id = 'logiciel-essai',
): Acteur {
  const lues = lirePermissions(permissions);
  if (!('lues' in lues)) throw new Error(lues.illisible);
  return acteurClient(
    { id, nom: 'Logiciel d’essai', territoire: T1, permissions: lues.lues.permissions, familles },
    'jeton:essai',
  );
}
