import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { creerTerritoire } from '#lib/sql/migrer.ts';
import { baseDeTest, type BaseDeTest } from '#lib/tests/base.ts';
import { examiner, restaurer, sauvegarder } from './index.ts';

const le = new Date('2026-11-24T09:00:00+01:00');
const contexte = { le, cordee: '0.1.0' };
const ouvertes: BaseDeTest[] = [];
let dossier: string;

beforeAll(async () => {
  dossier = await mkdtemp(path.join(os.tmpdir(), 'cordee-sauvegarde-'));
});
afterAll(async () => {
  await Promise.all(ouvertes.map((b) => b.fermer()));
  await rm(dossier, { recursive: true, force: true });
});

async function uneBase(): Promise<BaseDeTest> {
  const base = await baseDeTest();
  ouvertes.push(base);
  return base;
}

async function avecClient<T>(url: string, faire: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await faire(client);
  } finally {
    await client.end();
  }
}

/** Everything the database says of itself, but the hour of the backup. */
async function contenuDe(url: string, nom: string): Promise<string[]> {
  const fichier = path.join(dossier, nom);
  await sauvegarder(url, fichier, contexte);
  const lignes = gunzipSync(await readFile(fichier))
    .toString('utf8')
    .trimEnd()
    .split('\n');
  await rm(fichier);
  return lignes;
}

const texte = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom('', '\\', '"', '{a,b}', 'NULL', '\t\n', 'é’œ', '\\x00'),
);
const sansNul = texte.map((t) => t.replaceAll('\u0000', ''));
const instant = fc
  .integer({ min: 0, max: 4_000_000_000 })
  .chain((s) =>
    fc
      .integer({ min: 0, max: 999_999 })
      .map((us) => `${new Date(s * 1000).toISOString().slice(0, 19)}.${String(us).padStart(6, '0')}Z`),
  );
const json = fc
  .jsonValue({ maxDepth: 3 })
  .map((v) => JSON.stringify(v).replaceAll(/\\u0000|\\ud[89a-f][0-9a-f]{2}/gi, ''));
const lecteurs = fc.array(sansNul, { maxLength: 4 });

const piece = fc.record({
  type_mime: sansNul,
  nom: sansNul,
  octets: fc.uint8Array({ maxLength: 200 }),
  patient: fc.option(sansNul),
  lecteurs,
  le: instant,
});
const trace = fc.record({
  le: instant,
  acteur: sansNul,
  structure: fc.option(sansNul),
  nombre: fc.option(fc.integer({ min: -2_147_483_648, max: 2_147_483_647 })),
});
const reglage = fc.record({ valeur: json, source: sansNul, le: instant });

interface Monde {
  readonly pieces: readonly {
    type_mime: string;
    nom: string;
    octets: Uint8Array;
    patient: string | null;
    lecteurs: string[];
    le: string;
  }[];
  readonly traces: readonly { le: string; acteur: string; structure: string | null; nombre: number | null }[];
  readonly reglages: readonly { valeur: string; source: string; le: string }[];
}

async function ecrire(url: string, monde: Monde): Promise<void> {
  await avecClient(url, async (c) => {
    await c.query('truncate t0001.piece, t0001.trace, t0001.reglage');
    for (const [i, p] of monde.pieces.entries())
      await c.query('insert into t0001.piece values ($1, $2, $3, $4, $5, $6, $7, $8)', [
        String(i),
        'e',
        p.type_mime,
        p.nom,
        Buffer.from(p.octets),
        p.patient,
        p.lecteurs,
        p.le,
      ]);
    for (const t of monde.traces)
      await c.query(
        "insert into t0001.trace (le, acteur, role, structure, action, genre, fondement, decision, nombre) values ($1, $2, 'medecin', $3, 'x', 'lecture', 'f', 'permis', $4)",
        [t.le, t.acteur, t.structure, t.nombre],
      );
    for (const [i, r] of monde.reglages.entries())
      await c.query('insert into t0001.reglage values ($1, $2, $3, $4)', [String(i), r.valeur, r.source, r.le]);
  });
}

test('sauvegarder puis restaurer redonne les mêmes octets dans toutes les tables, quelles que soient les données', async () => {
  const source = await uneBase();
  await creerTerritoire(source.url, { code: 't0001', nom: 'Territoire d’essai', profil: 'essai', creeLe: le });
  const mondes = fc.record({
    pieces: fc.array(piece, { maxLength: 6 }),
    traces: fc.array(trace, { maxLength: 6 }),
    reglages: fc.array(reglage, { maxLength: 6 }),
  });
  await fc.assert(
    fc.asyncProperty(mondes, async (monde) => {
      await ecrire(source.url, monde);
      const fichier = path.join(dossier, 'propriete');
      await sauvegarder(source.url, fichier, contexte);
      const neuve = await baseDeTest();
      try {
        await restaurer(neuve.url, fichier);
        expect(await contenuDe(neuve.url, 'apres')).toEqual(await contenuDe(source.url, 'avant'));
      } finally {
        await rm(fichier);
        await neuve.fermer();
      }
    }),
    { numRuns: 8 },
  );
}, 180_000);

async function petiteSource(): Promise<{ source: BaseDeTest; fichier: string }> {
  const source = await uneBase();
  await creerTerritoire(source.url, { code: 't0001', nom: 'Pays', profil: 'essai', creeLe: le });
  const fichier = path.join(dossier, `petite-${ouvertes.length}`);
  await avecClient(source.url, async (c) => {
    await c.query(
      "insert into t0001.trace (le, acteur, role, action, genre, fondement, decision) select now(), 'a' || n, 'medecin', 'x', 'lecture', 'f', 'permis' from generate_series(1, 2500) n",
    );
    await c.query("insert into shared.compte (id, prenom, nom, cree_le) values ('c1', 'Lise', 'Exemple', now())");
    await c.query(
      "insert into shared.affectation (id, compte, territoire, role, structure, structure_nom, debut) values ('a1', 'c1', 't0001', 'medecin', 'Organization/1', 'Cabinet', '2026-01-01')",
    );
    await c.query(
      "insert into t0001.fil_message (id, boite, structure, genre, famille, correspondant, correspondant_nom, sujet, lecteurs, ouvert_le, dernier_le, reuni_a) values ('f2', 'b', 's', 'message', 'FIL', 'c', 'C', 'x', '{}', now(), now(), null), ('f1', 'b', 's', 'message', 'FIL', 'c', 'C', 'x', '{}', now(), now(), 'f2')",
    );
  });
  await sauvegarder(source.url, fichier, contexte);
  return { source, fichier };
}

test('après une restauration, le prochain numéro suit le dernier donné', async () => {
  const { fichier } = await petiteSource();
  const neuve = await uneBase();
  await restaurer(neuve.url, fichier);
  const seq = await avecClient(neuve.url, (c) =>
    c.query<{ seq: string }>(
      "insert into t0001.trace (le, acteur, role, action, genre, fondement, decision) values (now(), 'a', 'medecin', 'x', 'lecture', 'f', 'permis') returning seq",
    ),
  );
  expect(seq.rows[0]?.seq).toBe('2501');
});

test('une base qui contient déjà des données n’est pas touchée', async () => {
  const { source, fichier } = await petiteSource();
  const avant = await contenuDe(source.url, 'avant');
  await expect(restaurer(source.url, fichier)).rejects.toThrow(/contient déjà des territoires \(t0001\)/);
  expect(await contenuDe(source.url, 'apres')).toEqual(avant);
  const occupee = await uneBase();
  await avecClient(occupee.url, (c) =>
    c.query("insert into shared.compte (id, prenom, nom, cree_le) values ('c', 'A', 'B', now())"),
  );
  await expect(restaurer(occupee.url, fichier)).rejects.toThrow(/contient déjà des données \(compte\)/);
});

test('un seul octet changé dans une sauvegarde se voit avant que rien ne soit écrit', async () => {
  const { fichier } = await petiteSource();
  const octets = await readFile(fichier);
  const neuve = await uneBase();
  const vide = await contenuDe(neuve.url, 'vide');
  await fc.assert(
    fc.asyncProperty(
      // Not the header nor its sums; nor the last byte of the compressed text, whose spare bits mean nothing.
      fc.integer({ min: 12, max: octets.length - 10 }),
      fc.integer({ min: 1, max: 255 }),
      async (rang, ecart) => {
        const abime = Buffer.from(octets);
        abime[rang] = (abime[rang] ?? 0) ^ ecart;
        await writeFile(`${fichier}.abime`, abime);
        await expect(restaurer(neuve.url, `${fichier}.abime`)).rejects.toThrow(/abîmé|coupée/);
      },
    ),
    { numRuns: 25 },
  );
  expect(await contenuDe(neuve.url, 'encore-vide')).toEqual(vide);
});

test('une sauvegarde réécrite à la main, aux sommes fausses, est refusée', async () => {
  const { fichier } = await petiteSource();
  const clair = gunzipSync(await readFile(fichier)).toString('utf8');
  await writeFile(`${fichier}.menteuse`, gzipSync(clair.replace('Exemple', 'Examples')));
  await expect(examiner(`${fichier}.menteuse`)).rejects.toThrow(/sommes de contrôle/);
  const coupee = clair.split('\n').slice(0, -20).join('\n');
  await writeFile(`${fichier}.coupee`, gzipSync(coupee));
  await expect(examiner(`${fichier}.coupee`)).rejects.toThrow(/coupée/);
  await writeFile(`${fichier}.longue`, gzipSync(`${clair}\n`));
  await expect(examiner(`${fichier}.longue`)).rejects.toThrow(/abîmée : elle continue après sa fin/);
});

test('une sauvegarde d’une autre version dit quoi faire', async () => {
  const { fichier } = await petiteSource();
  const clair = gunzipSync(await readFile(fichier)).toString('utf8');
  const neuve = await uneBase();
  const dire = async (de: string, a: string) => {
    await writeFile(`${fichier}.autre`, gzipSync(await rescelle(clair.replace(de, a))));
    return restaurer(neuve.url, `${fichier}.autre`);
  };
  await expect(dire('"numero":1,"nom":"000001_socle.sql"}', '"numero":999,"nom":"000999_futur.sql"}')).rejects.toThrow(
    /plus récente/,
  );
  await expect(dire(',{"numero":2,"nom":"000002_connexion.sql"}', '')).rejects.toThrow(/plus ancienne/);
});

async function rescelle(clair: string): Promise<string> {
  const { createHash } = await import('node:crypto');
  const lignes = clair.trimEnd().split('\n');
  const sceau = JSON.parse(lignes.pop() ?? '{}') as object;
  const tout = createHash('sha256')
    .update(`${lignes.join('\n')}\n`)
    .digest('hex');
  return `${[...lignes, JSON.stringify({ ...sceau, sceau: tout })].join('\n')}\n`;
}

test('ce qui échoue en route laisse une base vide, où l’on peut recommencer', async () => {
  const { fichier } = await petiteSource();
  const clair = gunzipSync(await readFile(fichier)).toString('utf8');
  const lignes = clair.trimEnd().split('\n');
  const compteur = lignes.findIndex((l) => l.startsWith('{"compteur"'));
  lignes.splice(compteur, 0, '{"compteur":{"schema":"t0001","nom":"compteur_inconnu"},"valeur":"3"}');
  await writeFile(`${fichier}.impossible`, gzipSync(await rescelle(lignes.join('\n'))));
  const neuve = await uneBase();
  await expect(restaurer(neuve.url, `${fichier}.impossible`)).rejects.toThrow(/compteur_inconnu/);
  expect(await restaurer(neuve.url, fichier)).toEqual(await examiner(fichier));
});

test('la sauvegarde d’un territoire n’emporte ni les comptes ni les logiciels d’un autre, ni aucun jeton', async () => {
  const { source } = await petiteSource();
  await creerTerritoire(source.url, { code: 't0002', nom: 'Voisin', profil: 'essai', creeLe: le });
  await avecClient(source.url, async (c) => {
    await c.query("insert into shared.compte (id, prenom, nom, cree_le) values ('c2', 'Paul', 'Voisin', now())");
    await c.query(
      "insert into shared.affectation (id, compte, territoire, role, structure, structure_nom, debut) values ('a2', 'c2', 't0002', 'medecin', 'Organization/2', 'Cabinet', '2026-01-01')",
    );
    await c.query(
      "insert into shared.qualite (affectation, territoire, sous_categorie, preuve, preuve_le, preuve_par) select id, territoire, 'medecin', 'reprise', now(), 'x' from shared.affectation",
    );
    await c.query(
      "insert into shared.client (id, territoire, nom, genre, permissions, familles, retours, contact, cree_le) select 'l-' || code, code, 'Logiciel', 'application', 'user/*.rs', '{ADM}', '{https://a.invalid/}', 'x', now() from shared.territoire",
    );
    await c.query(
      "insert into shared.client_jeton (empreinte, nature, client, permissions, lignee, cree_le, expire_le, fin_le) values ('e', 'rafraichissement', 'l-t0001', 'user/*.rs', 'l', now(), now(), now())",
    );
  });
  const fichier = path.join(dossier, 'un-seul');
  await sauvegarder(source.url, fichier, { ...contexte, territoires: ['t0001'] });
  const neuve = await uneBase();
  await restaurer(neuve.url, fichier);
  const comptes = await avecClient(neuve.url, (c) =>
    c.query<{ id: string }>('select id from shared.compte order by 1'),
  );
  expect(comptes.rows.map((r) => r.id)).toEqual(['c1']);
  const qualites = await avecClient(neuve.url, (c) => c.query('select affectation from shared.qualite'));
  expect(qualites.rows).toEqual([{ affectation: 'a1' }]);
  const logiciels = await avecClient(neuve.url, (c) => c.query<{ id: string }>('select id from shared.client'));
  expect(logiciels.rows.map((r) => r.id)).toEqual(['l-t0001']);
  const jetons = await avecClient(neuve.url, (c) => c.query('select 1 from shared.client_jeton'));
  expect(jetons.rowCount).toBe(0);
});
