import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TypeTenu } from '#fhir/types-tenus.ts';
import { FAMILLES, type Famille } from '#fhir/types.ts';
import { lireCodeTerritoire, ouvrirBase, type Base } from '#lib/sql/connexion.ts';
import { creerTerritoire, urlApplication } from '#lib/sql/migrer.ts';
import { baseDeTest, type BaseDeTest } from '#lib/tests/base.ts';
import { acteurClient, acteurSysteme, type Acteur } from './acteur.ts';
import { GESTES, NIVEAUX, TYPES_SANS_PERSONNE, type Niveau, type Permission } from './clients/permissions.ts';
import { porteeDe } from './portee.ts';

const T = lireCodeTerritoire('t0001');
const MAINTENANT = new Date('2026-11-28T10:00:00Z');
const LECTEUR = 'PractitionerRole/lise';
const TYPES: readonly TypeTenu[] = ['Patient', 'Task', 'Observation', 'Organization'];
let test1: BaseDeTest;
let base: Base;

interface Ligne {
  readonly type: string;
  readonly id: string;
  readonly patient: string | null;
  readonly famille: Famille;
  /** The person named as reader, or member of the circle of that patient. */
  readonly vuePar: 'personne' | 'lecteur';
}
const LIGNES: readonly Ligne[] = TYPES.flatMap((type) =>
  FAMILLES.flatMap((famille) =>
    [null, 'p1', 'p2'].flatMap((patient) =>
      (['personne', 'lecteur'] as const).map((vuePar) => ({
        type,
        id: `${type}-${famille}-${patient ?? 'aucun'}-${vuePar}`,
        patient,
        famille,
        vuePar,
      })),
    ),
  ),
);

beforeAll(async () => {
  test1 = await baseDeTest();
  await creerTerritoire(test1.url, { code: T, nom: 'Essai', profil: 'essai', creeLe: MAINTENANT });
  base = ouvrirBase(urlApplication(test1.url), 2);
  await base.territoire(T, async (k) => {
    for (const l of LIGNES)
      await sql`insert into resource (type, id, version, le, contenu, patient, famille, lecteurs, toks, refs, nom_tri)
        values (${l.type}, ${l.id}, 1, ${MAINTENANT}, '{}', ${l.patient}, ${l.famille},
          ${l.vuePar === 'lecteur' ? [LECTEUR] : []}::text[], '{}', '{}', '')`.execute(k);
  });
});
afterAll(async () => {
  await base.fermer();
  await test1.fermer();
});

const lues = async (acteur: Acteur): Promise<readonly string[]> => {
  const { rows } = await base.territoire(T, (k) =>
    sql<{ id: string }>`select r.id from resource r where ${porteeDe(acteur, MAINTENANT).condition('r')}`.execute(k),
  );
  return rows.map((r) => r.id).toSorted();
};
const attendues = (juge: (l: Ligne) => boolean): readonly string[] =>
  LIGNES.filter(juge)
    .map((l) => l.id)
    .toSorted();

const uneFamille = fc.subarray([...FAMILLES]);
const desPermissions: fc.Arbitrary<Permission[]> = fc.array(
  fc.record({
    niveau: fc.constantFrom(...NIVEAUX),
    type: fc.constantFrom('*' as const, ...TYPES),
    gestes: fc.subarray([...GESTES], { minLength: 1 }),
  }),
  { maxLength: 4 },
);
const regarde = (permissions: readonly Permission[], niveau: Niveau, type: string): boolean =>
  permissions.some(
    (p) =>
      p.niveau === niveau && (p.type === '*' || p.type === type) && (p.gestes.includes('r') || p.gestes.includes('s')),
  );

test('un logiciel en son nom lit exactement ses types et ses familles, sans cercle ni échange', async () => {
  await fc.assert(
    fc.asyncProperty(desPermissions, uneFamille, async (permissions, familles) => {
      const client = acteurClient({ id: 'c', nom: 'L', territoire: T, permissions, familles }, 'jeton');
      expect(await lues(client)).toEqual(
        attendues((l) => regarde(permissions, 'system', l.type) && familles.includes(l.famille)),
      );
    }),
    { numRuns: 60 },
  );
});

test('une application lit ce que lit la personne, restreint à ce qui lui est accordé et au dossier ouvert', async () => {
  const lise: Acteur = {
    ...acteurSysteme(T, 'x'),
    genre: 'compte',
    id: 'compte:lise',
    role: 'medecin',
    refs: [LECTEUR],
  };
  const seule = new Set(await lues(lise));
  expect(seule.size).toBeGreaterThan(0);
  expect(seule.size).toBeLessThan(LIGNES.length);
  await fc.assert(
    fc.asyncProperty(
      desPermissions,
      uneFamille,
      fc.constantFrom(undefined, 'p1', 'p2', 'p3'),
      async (permissions, familles, patient) => {
        const application = { id: 'a', permissions, familles, ...(patient === undefined ? {} : { patient }) };
        const duDossier = (l: Ligne): boolean =>
          patient !== undefined &&
          regarde(permissions, 'patient', l.type) &&
          (l.patient === patient || (l.patient === null && TYPES_SANS_PERSONNE.includes(l.type)));
        expect(await lues({ ...lise, application })).toEqual(
          attendues(
            (l) =>
              seule.has(l.id) && familles.includes(l.famille) && (regarde(permissions, 'user', l.type) || duDossier(l)),
          ),
        );
      },
    ),
    { numRuns: 60 },
  );
});

test('le même logiciel garde la même portée, et l’information sensible ne vient jamais sans son nom', async () => {
  const permissions: Permission[] = [{ niveau: 'system', type: '*', gestes: ['r', 's'] }];
  const familles = FAMILLES.filter((f) => f !== 'SEN');
  const client = acteurClient({ id: 'c', nom: 'L', territoire: T, permissions, familles }, 'jeton');
  expect(porteeDe(client, MAINTENANT)).toBe(porteeDe(client, new Date(0)));
  expect((await lues(client)).some((id) => id.includes('-SEN-'))).toBe(false);
});
