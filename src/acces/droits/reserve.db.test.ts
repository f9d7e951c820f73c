import { sql, type Kysely } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { chercherEcrit, lireRecherche } from '#fhir/recherche/index.ts';
import { lireCodeTerritoire, ouvrirBase, type Base } from '#lib/sql/connexion.ts';
import { creerTerritoire, urlApplication } from '#lib/sql/migrer.ts';
import type { Interroger } from '#lib/sql/requete.ts';
import { baseDeTest, type BaseDeTest } from '#lib/tests/base.ts';
import { administrer } from '#lib/tests/clone.ts';
import { acteurSysteme, type Acteur } from '../acteur.ts';
import { porteeDe } from '../portee.ts';

const T = lireCodeTerritoire('t0001');
const MAINTENANT = new Date('2026-11-28T10:00:00Z');
const INFIRMIERE = 'PractitionerRole/lise';
const LISE: Acteur = {
  ...acteurSysteme(T, 'essai'),
  genre: 'compte',
  id: 'compte:lise',
  role: 'infirmier',
  refs: [INFIRMIERE],
  ref: INFIRMIERE,
};
let essai: BaseDeTest;
let base: Base;

beforeAll(async () => {
  essai = await baseDeTest();
  await creerTerritoire(essai.url, { code: T, nom: 'Essai', profil: 'essai', creeLe: MAINTENANT });
  base = ouvrirBase(urlApplication(essai.url), 4);
});
afterAll(async () => {
  await base.fermer();
  await essai.fermer();
});

type Dans = Kysely<Record<string, never>>;
const dans = <T>(faire: (k: Dans) => Promise<T>): Promise<T> => base.territoire(T, faire);
const entrer = (k: Dans, patient: string) =>
  sql`insert into cercle_membre (patient, membre, rang, fonction, debut, ouvert, fondement, familles)
    values (${patient}, ${INFIRMIERE}, 0, 'infirmier', '2026-01-01', true, 'porte1', '{ADM,COO,SOC,MED,PLN,FIL}')`.execute(
    k,
  );
const refuser = (k: Dans, patient: string) =>
  sql`insert into opposition_en_cours (patient, vise, famille) values (${patient}, ${INFIRMIERE}, '*')`.execute(k);
const archiver = (k: Dans, patient: string) =>
  sql`insert into archive_intermediaire (patient, famille, depuis) values (${patient}, 'MED', ${MAINTENANT})`.execute(
    k,
  );
const sansReserve = async (patient: string): Promise<readonly boolean[]> => {
  const { rows } = await dans((k) =>
    sql<{
      sans_reserve: boolean;
    }>`select m.sans_reserve from cercle_membre m where m.patient = ${patient}`.execute(k),
  );
  return rows.map((ligne) => ligne.sans_reserve);
};

describe('ce qui est refusé ou archivé se sait dans le cercle', () => {
  beforeEach(() =>
    dans(async (k) => {
      for (const table of ['cercle_membre', 'opposition_en_cours', 'archive_intermediaire', 'reserve', 'masque'])
        await sql`delete from ${sql.table(table)}`.execute(k);
    }),
  );

  test('quand rien ne l’est, le cercle le dit', async () => {
    await dans((k) => entrer(k, 'p1'));
    expect(await sansReserve('p1')).toEqual([true]);
  });

  test.each([
    ['un refus', refuser],
    ['une archive', archiver],
  ])('%s, avant ou après l’entrée dans le cercle, ne laisse personne la dire sans réserve', async (_, fermer) => {
    await dans((k) => entrer(k, 'avant'));
    await dans((k) => fermer(k, 'avant'));
    await dans((k) => fermer(k, 'apres'));
    await dans((k) => entrer(k, 'apres'));
    expect([await sansReserve('avant'), await sansReserve('apres')]).toEqual([[false], [false]]);
  });

  test('un membre qui passe d’un dossier à un autre prend la réserve de celui-ci', async () => {
    await dans((k) => refuser(k, 'garde'));
    await dans((k) => entrer(k, 'absorbe'));
    await dans((k) => sql`update cercle_membre set patient = 'garde' where patient = 'absorbe'`.execute(k));
    expect(await sansReserve('garde')).toEqual([false]);
  });

  test('une entrée et un refus au même instant : jamais un cercle qui ignore le refus', async () => {
    const personnes = Array.from({ length: 40 }, (_, n) => `course-${n}`);
    await Promise.all(
      personnes.flatMap((p, n) => {
        const gestes = [() => dans((k) => entrer(k, p)), () => dans((k) => refuser(k, p))];
        return (n % 2 === 0 ? gestes : gestes.toReversed()).map((geste) => geste());
      }),
    );
    expect((await Promise.all(personnes.map(sansReserve))).flat()).toEqual(personnes.map(() => false));
  });

  test('la personne elle-même n’est pas un élément qui se masque : la règle ne le chercherait pas', async () => {
    await expect(
      dans((k) => sql`insert into masque (type, id, patient, vise) values ('Patient', 'x', 'p', '*')`.execute(k)),
    ).rejects.toThrow('masque_type');
  });
});

describe('la règle d’accès se lit par ses clés, quelle que soit la recherche', () => {
  beforeAll(async () => {
    await dans(async (k) => {
      await sql`insert into masque (type, id, patient, vise) select 'Task', 't' || n, 'p' || n, '*' from generate_series(1, 5000) n`.execute(
        k,
      );
      await sql`insert into reserve (patient) select 'p' || n from generate_series(1, 5000) n`.execute(k);
      await sql`insert into opposition_en_cours (patient, vise, famille) select 'q' || n, '*', '*' from generate_series(1, 5000) n`.execute(
        k,
      );
    });
    await administrer(essai.url, 'vacuum analyze');
  });

  const plan = async (type: string, criteres: readonly (readonly [string, string])[]): Promise<string> => {
    const recherche = lireRecherche(type, criteres, { strict: true, limiteMax: 100, base: 'https://essai.invalid' });
    const plans: string[] = [];
    const interroger = base.directement(T);
    const expliquer: Interroger = async (requete) => {
      const lignes = await interroger<{ 'QUERY PLAN': string }>({
        texte: `explain ${requete.texte}`,
        valeurs: requete.valeurs,
      });
      plans.push(...lignes.map((ligne) => ligne['QUERY PLAN']));
      return [];
    };
    await chercherEcrit(expliquer, recherche, porteeDe(LISE, MAINTENANT), MAINTENANT, 'https://essai.invalid');
    return plans.join('\n');
  };

  test.each([
    ['un identifiant', 'Patient', [['identifier', 'urn:essai|12']]],
    [
      'une file',
      'Task',
      [
        ['owner', 'Practitioner/m3'],
        ['status', 'requested'],
        ['_sort', '-authored-on'],
        ['_include', 'Task:patient'],
      ],
    ],
    ['tout d’une personne', 'Task', [['patient', 'Patient/p1']]],
  ] as const)('%s', async (_, type, criteres) => {
    const lu = await plan(type, criteres);
    if (type !== 'Patient')
      expect(lu).toMatch(/masque_pk.*\n +Index Cond: \(\(type = 'Task'::text\) AND \(id = \w+\.id\)\)/);
    expect(lu).not.toMatch(/Seq Scan on (masque|reserve|opposition_en_cours)/);
  });
});
