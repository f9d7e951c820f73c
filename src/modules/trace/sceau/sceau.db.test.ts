import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import pg from 'pg';
import { horlogeReglable } from '#lib/horloge.ts';
import { lireCodeTerritoire, ouvrirBase, type Base } from '#lib/sql/connexion.ts';
import { creerTerritoire, urlApplication } from '#lib/sql/migrer.ts';
import type { Requete } from '#lib/sql/requete.ts';
import { baseDeTest, type BaseDeTest } from '#lib/tests/base.ts';
import { creerTraceGroupee } from '#socle/trace-groupee.ts';
import type { LigneDeTrace } from '#fhir/store/trace.ts';
import { lireCle, preuveJuste, prouver, Verificateur, verifierLignes } from '../../../../scripts/verifier-audit.mjs';
import { cleEphemere } from './cle.ts';
import { dernierSceau, exporterLeJournal } from './exporter.ts';
import { scellerJusquIci } from './sceller-jusqu-ici.ts';
import { sceller } from './sceller.ts';

const T = lireCodeTerritoire('t0001');
const LE = new Date('2026-11-24T09:00:00Z');
const cle = cleEphemere();
const publique = lireCle(cle.publique);
const horloge = horlogeReglable(LE);
let serveur: BaseDeTest;
let base: Base;

beforeAll(async () => {
  serveur = await baseDeTest();
  await creerTerritoire(serveur.url, { code: T, nom: 'Essai', profil: 'essai', creeLe: LE });
  base = ouvrirBase(urlApplication(serveur.url));
});
afterAll(async () => {
  await base.fermer();
  await serveur.fermer();
});
beforeEach(() => enAdministrateur('truncate trace, trace_sceau'));

async function enAdministrateur(...instructions: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: serveur.url });
  await client.connect();
  await client.query(`set search_path = ${T}, shared`);
  for (const instruction of instructions) await client.query(instruction);
  await client.end();
}

const ligne = (objet: string): LigneDeTrace => ({
  le: LE,
  acteur: 'compte:sophie',
  role: 'coordinateur_appui',
  structure: null,
  pour: null,
  action: 'dossier.lire',
  genre: 'lecture',
  objet,
  patient: null,
  fondement: 'essai',
  decision: 'permis',
  nombre: 1,
  requete: 'session:abc',
});

async function ecrire(combien: number, prefixe = 'o'): Promise<void> {
  const traces = creerTraceGroupee(base);
  await Promise.all(Array.from({ length: combien }, (_, i) => traces.ecrire(T, ligne(`${prefixe}${i}`))));
  await traces.arreter();
}

const scellerUneFois = () => sceller(base, T, cle, () => horloge.maintenant());
/** Transactions of other databases of the same server hold the seal back too: it comes when they are over. */
async function scellerEnTout(attendues: number): Promise<void> {
  let scellees = 0;
  await vi.waitFor(async () => {
    scellees += await scellerUneFois();
    expect(scellees).toBe(attendues);
  }, 20_000);
}
/** A transaction that did this, and stays open until it is told to end. */
async function transactionOuverte(requete: Requete): Promise<{ finir(): Promise<void> }> {
  const [prete, fin] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const lente = base.ensemble(T, async (interroger) => {
    await interroger(requete);
    prete.resolve();
    await fin.promise;
  });
  await prete.promise;
  return {
    finir: () => {
      fin.resolve();
      return lente;
    },
  };
}
const exporter = async (): Promise<string[]> => {
  const lignes: string[] = [];
  for await (const l of exporterLeJournal(base, T, cle.id)) lignes.push(l);
  return lignes;
};
const sceaux = (lignes: readonly string[]): number => lignes.filter((l) => l.startsWith('{"sceau"')).length;
const verdict = async () => verifierLignes(await exporter(), publique);

test('ce qui est écrit est scellé en quelques lots, et le vérificateur indépendant le trouve intact', async () => {
  await ecrire(2_300);
  await scellerEnTout(2_300);
  expect(await scellerUneFois()).toBe(0);
  await ecrire(7, 'suite');
  await scellerEnTout(7);
  expect(await verdict()).toMatchObject({ intact: true, lignes: 2_307, effacees: 0 });
});

test('une ligne d’une transaction encore ouverte attend, et aucune ne passe devant elle', async () => {
  await ecrire(3);
  const lente = await transactionOuverte({
    texte:
      "insert into trace (le, acteur, role, action, genre, fondement, decision) values ($1, 'lente', 'x', 'a', 'ecriture', 'f', 'permis')",
    valeurs: [LE],
  });
  await ecrire(4, 'apres');
  const avant = await scellerUneFois();
  await lente.finir();
  expect(avant).toBeLessThanOrEqual(3);
  await scellerEnTout(8 - avant);
  expect(await verdict()).toMatchObject({ intact: true, lignes: 8 });
  const journal = await exporter();
  const rang = (mot: string) => journal.findIndex((l) => l.includes(mot));
  expect(rang('"lente"')).toBeLessThan(rang('"apres0"'));
});

test('sceller jusqu’ici attend ce qui est en train de s’écrire, et n’oublie rien de ce qui était écrit', async () => {
  const lente = await transactionOuverte({ texte: 'select pg_current_xact_id()', valeurs: [] });
  await ecrire(5);
  // The open transaction holds the lines back.
  expect(await scellerUneFois()).toBe(0);
  const tout = scellerJusquIci(base, T, cle, () => horloge.maintenant());
  await lente.finir();
  expect(await tout).toBe(true);
  expect(await verdict()).toMatchObject({ intact: true, lignes: 5 });
});

test('deux scelleurs en même temps n’en font qu’un', async () => {
  await ecrire(1_500);
  const ensemble = await Promise.all([scellerUneFois(), scellerUneFois(), scellerUneFois()]);
  await scellerEnTout(1_500 - ensemble.reduce((a, b) => a + b, 0));
  expect(await verdict()).toMatchObject({ intact: true, lignes: 1_500 });
});

test.each([
  [
    'changée',
    "update trace set acteur = 'compte:autre' where seq = (select min(seq) + 5 from trace)",
    'ligne 5 : altérée',
  ],
  ['effacée', 'delete from trace where seq = (select min(seq) + 5 from trace)', 'des lignes manquent'],
  [
    'dont le sel a changé',
    'update trace set sel = gen_random_uuid() where seq = (select min(seq) + 5 from trace)',
    'ligne 5 : altérée',
  ],
])('une ligne %s en base par un administrateur se voit, et l’on sait laquelle', async (_quoi, sql, ou) => {
  await ecrire(20);
  await scellerEnTout(20);
  await enAdministrateur(sql);
  expect(await verdict()).toMatchObject({ intact: false, ou: expect.stringContaining(ou) as string });
});

test('le compte d’application ne peut ni changer ni effacer une trace, un sceau ou un contexte', async () => {
  await ecrire(1);
  await scellerEnTout(1);
  for (const texte of [
    'update trace set acteur = $1',
    'delete from trace where acteur <> $1',
    'update trace_sceau set cle = $1',
    'delete from trace_contexte where contenu <> $1',
  ])
    await expect(base.directement(T)({ texte, valeurs: ['x'] })).rejects.toThrow(/permission denied|droit refusé/);
});

test('un accès se prouve sans montrer les autres, et une ancre prolonge la précédente', async () => {
  await ecrire(30);
  await scellerEnTout(30);
  await ecrire(50, 'b');
  await scellerEnTout(50);
  const v = new Verificateur(publique);
  v.garder = { feuilles: [], sceaux: [] };
  const lignes = await exporter();
  for (const l of lignes) v.lire(l);
  v.finir();
  const lue = /^\{"n":17,"feuille":"[^"]+","sel":"([^"]+)","ligne":(.*)\}$/.exec(
    lignes.find((l) => l.startsWith('{"n":17,')) ?? '',
  );
  if (lue?.[1] === undefined || lue[2] === undefined) throw new Error('ligne 17');
  const inclusion = prouver(v, { inclusion: { n: 17, sel: lue[1], ligne: lue[2] } });
  expect(preuveJuste(inclusion, publique)).toBe(true);
  expect(preuveJuste({ ...inclusion, n: 18 }, publique)).toBe(false);
  expect(preuveJuste({ ...inclusion, ligne: lue[2].replace('sophie', 'paul') }, publique)).toBe(false);
  const coherence = prouver(v, { coherence: [1, sceaux(lignes)] });
  expect(preuveJuste(coherence, publique)).toBe(true);
  expect(preuveJuste({ ...coherence, chemin: [] }, publique)).toBe(false);
  expect((await dernierSceau(base, T))?.taille).toBe(80);
});

test('après une restauration sur un autre serveur, le scelleur reprend : rien d’oublié, rien deux fois', async () => {
  await ecrire(10);
  await scellerEnTout(10);
  await ecrire(4, 'non-scellees');
  // The numbers of transactions of the server it came from were far ahead of ours.
  await enAdministrateur(
    'update trace set xid = (xid::text::bigint + 4000000000)::text::xid8',
    'update trace_sceau set xid_fin = (xid_fin::text::bigint + 4000000000)::text::xid8',
  );
  await ecrire(3, 'ici');
  await scellerEnTout(7);
  await ecrire(5, 'ensuite');
  await scellerEnTout(5);
  expect(await scellerUneFois()).toBe(0);
  expect(await verdict()).toMatchObject({ intact: true, lignes: 22 });
});
