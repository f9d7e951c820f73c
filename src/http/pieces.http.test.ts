import { sql as fragment, type Kysely } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { creerMessagerie } from '#modules/messagerie/index.ts';
import { UN_PDF, UN_PNG, unZip } from '#modules/messagerie/pieces/testing.ts';
import type { Module, Registre } from '#socle/module.ts';
import { rassembler } from '#socle/module.ts';
import type { EtatPiece, TablesTerritoire } from '#socle/tables.ts';
import { NavigateurDeTest, ouvrirMaisonDeTest, TERRITOIRE, unMembre, type MaisonDeTest } from './connexion-testing.ts';

let maison: MaisonDeTest;
let lise: NavigateurDeTest;
let rang = 0;

const annuaire = {
  trouverParAdresse: () => Promise.resolve(undefined),
  contactDe: () => Promise.resolve(undefined),
  categorieDuContact: () => Promise.resolve(undefined),
  noterIncident: () => Promise.resolve(),
};
function salles(): readonly Module[] {
  const messagerie = creerMessagerie(annuaire, () => registre, { antivirus: true });
  const registre: Registre = rassembler([messagerie]);
  return [messagerie];
}

beforeAll(async () => {
  maison = await ouvrirMaisonDeTest({ modules: salles, antivirus: true });
  await unMembre(maison.base);
  lise = new NavigateurDeTest(maison.origine);
  await lise.seConnecter();
});
afterAll(() => maison[Symbol.asyncDispose]());
beforeEach(() => {
  rang += 1;
});

interface APoser {
  readonly nom?: string;
  readonly type?: string;
  readonly octets?: Buffer;
  readonly nature?: string;
  readonly etat?: EtatPiece;
  readonly lecteurs?: readonly string[];
  readonly patient?: string | null;
}

const dansLaBase = <T>(faire: (sql: Kysely<TablesTerritoire>) => Promise<T>) =>
  maison.base.territoire<TablesTerritoire, T>(TERRITOIRE, faire);

async function poser(piece: APoser = {}): Promise<string> {
  const id = `piece-${rang}-${Math.random().toString(36).slice(2, 8)}`;
  const le = new Date();
  await dansLaBase(async (sql) => {
    await sql
      .insertInto('piece')
      .values({
        id,
        empreinte: 'x',
        type_mime: piece.type ?? 'application/pdf',
        nom: piece.nom ?? 'Compte rendu Mme Aubry.pdf',
        octets: piece.octets ?? UN_PDF,
        patient: piece.patient ?? null,
        lecteurs: [...(piece.lecteurs ?? ['Organization/cabinet'])],
        le,
        ...(piece.nature === undefined ? {} : { nature: piece.nature }),
      })
      .execute();
    await sql
      .updateTable('piece')
      .set({ etat: piece.etat ?? 'saine', menace: 'Essai', signatures_du: le, verifiee_le: le })
      .where('piece.id', '=', id)
      .execute();
  });
  return id;
}

const prendre = (id: string, suite = '', entetes: Record<string, string> = {}) =>
  lise.demander(new URL(`/api/pieces/${id}${suite}`, maison.origine), { headers: entetes });
const octets = async (reponse: Response) => Buffer.from(await reponse.arrayBuffer());

test('un PDF s’affiche enfermé : son type vient de ses octets, rien ne se garde, rien ne se devine, rien de nommé dans l’adresse', async () => {
  const reponse = await prendre(await poser({ nature: 'pdf' }));
  expect(reponse.status).toBe(200);
  expect(await octets(reponse)).toEqual(UN_PDF);
  const entete = (nom: string) => reponse.headers.get(nom);
  expect(entete('content-type')).toBe('application/pdf');
  expect(entete('content-disposition')).toBe("inline; filename*=UTF-8''Compte%20rendu%20Mme%20Aubry.pdf");
  expect(entete('cache-control')).toBe('no-store');
  expect(entete('x-content-type-options')).toBe('nosniff');
  expect(entete('content-security-policy')).toMatch(/^default-src 'none'.*frame-ancestors 'self'$/);
  expect(reponse.url).not.toMatch(/aubry/i);
});

test.each([
  ['une image', { octets: UN_PNG, nom: 'photo.png', type: 'image/png' }, 'image/png', 'inline'],
  [
    'une page web dite PDF',
    { octets: Buffer.from('<html><script>1</script>') },
    'application/octet-stream',
    'attachment',
  ],
  [
    'un dessin SVG',
    { octets: Buffer.from('<svg xmlns="x"><script>1</script></svg>'), nom: 'a.svg', type: 'image/svg+xml' },
    'application/octet-stream',
    'attachment',
  ],
])('%s : servie comme %s', async (_quoi, piece, type, disposition) => {
  const reponse = await prendre(await poser(piece));
  expect(reponse.headers.get('content-type')).toBe(type);
  expect(reponse.headers.get('content-disposition')).toMatch(new RegExp(`^${disposition};`));
  expect(reponse.headers.get('content-security-policy')).toContain('sandbox');
  await reponse.body?.cancel();
});

test('une pièce plus grosse qu’une tranche arrive entière, et à l’octet près', async () => {
  const gros = Buffer.alloc(2_500_000);
  for (let i = 0; i < gros.length; i += 4) gros.writeUInt32LE(i, i);
  const reponse = await prendre(await poser({ octets: gros, nom: 'x.bin', nature: 'inconnu' }), '?telecharger=1');
  expect((await octets(reponse)).equals(gros)).toBe(true);
});

test('un fichier d’une archive s’ouvre seul', async () => {
  const id = await poser({
    nom: 'lot.zip',
    type: 'application/zip',
    octets: unZip([{ nom: 'd/photo.png', octets: UN_PNG }]),
  });
  const reponse = await prendre(id, '?contenu=0');
  expect(reponse.headers.get('content-type')).toBe('image/png');
  expect(await octets(reponse)).toEqual(UN_PNG);
  expect((await prendre(id, '?contenu=7')).status).toBe(404);
  expect((await prendre(id, '?contenu=-1')).status).toBe(400);
});

/** Everything a caller could tell two refusals apart by. */
async function visible(reponse: Response): Promise<unknown> {
  const entetes = Object.fromEntries([...reponse.headers].filter(([nom]) => nom !== 'date'));
  return { statut: reponse.status, entetes, corps: await reponse.text() };
}

test('ce qui n’est pas à lire et ce qui n’existe pas se refusent à l’identique', async () => {
  const ailleurs = await poser({ lecteurs: ['Organization/autre'] });
  const infectee = await poser({ lecteurs: ['Organization/autre'], etat: 'dangereuse' });
  const absente = await visible(await prendre('piece-qui-n-existe-pas'));
  expect(absente).toMatchObject({ statut: 404 });
  expect(await visible(await prendre(ailleurs))).toEqual(absente);
  expect(await visible(await prendre(infectee))).toEqual(absente);
});

test('la personne s’oppose : le lien déjà donné se refuse à la demande suivante (SP-09)', async () => {
  const id = await poser({ patient: `p${rang}` });
  expect((await prendre(id)).status).toBe(200);
  await dansLaBase((sql) =>
    fragment`insert into opposition_en_cours (patient, vise, famille) values (${`p${rang}`}, '*', '*')`.execute(sql),
  );
  expect((await prendre(id)).status).toBe(404);
});

test.each([
  ['dangereuse', 'virus'],
  ['a_verifier', 'Pas encore vérifiée'],
  ['non_verifiable', 'ne s’ouvre pas'],
] as const)('une pièce %s ne sort ni affichée ni téléchargée, et on dit pourquoi', async (etat, mot) => {
  const id = await poser({ etat });
  for (const suite of ['', '?telecharger=1', '?contenu=0']) {
    const reponse = await prendre(id, suite);
    expect(reponse.status).toBe(409);
    expect(await reponse.text()).toContain(mot);
  }
});

test('chaque ouverture laisse une ligne de trace qui nomme la personne ; prendre un fichier se dit autrement que le regarder', async () => {
  const patient = `trace${rang}`;
  const id = await poser({ patient });
  await (await prendre(id)).body?.cancel();
  await (await prendre(id, '?telecharger=1')).body?.cancel();
  const lignes = await dansLaBase((sql) =>
    sql
      .selectFrom('trace as t')
      .select(['t.action', 't.genre', 't.decision'])
      .where('t.patient', '=', patient)
      .orderBy('t.seq')
      .execute(),
  );
  expect(lignes).toEqual([
    { action: 'messagerie.piece.montrer', genre: 'lecture', decision: 'permis' },
    { action: 'messagerie.piece.telecharger', genre: 'export', decision: 'permis' },
  ]);
});

test('sans session, ou depuis un autre site, rien ne sort', async () => {
  const id = await poser();
  expect((await fetch(new URL(`/api/pieces/${id}`, maison.origine))).status).toBe(401);
  expect((await prendre(id, '', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
});
