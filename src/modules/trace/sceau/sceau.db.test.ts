import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import pg from 'pg';
import { horlogeReglable } from '#lib/horloge.ts';
import { lireCodeTerritoire, ouvrirBase, type Base } from '#lib/sql/connexion.ts';
import { creerTerritoire, urlApplication } from '#lib/sql/migrer.ts';
import { baseDeTest, type BaseDeTest } from '#lib/tests/base.ts';
import { creerTraceGroupee } from '#socle/trace-groupee.ts';
import type { LigneDeTrace } from '#fhir/store/trace.ts';
import { lireCle, preuveJuste, prouver, Verificateur, verifierLignes } from '../../../../scripts/verifier-audit.mjs';
import { cleEphemere } from './cle.ts';
import { dernierSceau, exporterLeJournal } from './exporter.ts';
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

const scellerTout = () => sceller(base, T, cle, () => horloge.maintenant());
const exporter = async (): Promise<string[]> => {
  const lignes: string[] = [];
  for await (const l of exporterLeJournal(base, T, cle.id, LE)) lignes.push(l);
  return lignes;
};
const verdict = async () => verifierLignes(await exporter(), publique);

test('ce qui est écrit est scellé en quelques lots, et le vérificateur indépendant le trouve intact', async () => {
  await ecrire(2_300);
  expect(await scellerTout()).toBe(2_300);
  expect(await scellerTout()).toBe(0);
  await ecrire(7, 'suite');
  expect(await scellerTout()).toBe(7);
  expect(await verdict()).toMatchObject({ intact: true, lignes: 2_307, sceaux: 4, effacees: 0 });
});

test('une ligne d’une transaction encore ouverte attend, et aucune ne passe devant elle', async () => {
  await ecrire(3);
  let laisser: () => void = () => undefined;
  const attente = new Promise<void>((ok) => {
    laisser = ok;
  });
  let ecrite: () => void = () => undefined;
  const prete = new Promise<void>((ok) => {
    ecrite = ok;
  });
  const lente = base.ensemble(T, async (interroger) => {
    await interroger({
      texte:
        "insert into trace (le, acteur, role, action, genre, fondement, decision) values ($1, 'lente', 'x', 'a', 'ecriture', 'f', 'permis')",
      valeurs: [LE],
    });
    ecrite();
    await attente;
  });
  await prete;
  await ecrire(4, 'apres');
  expect(await scellerTout()).toBe(3);
  laisser();
  await lente;
  expect(await scellerTout()).toBe(5);
  expect(await verdict()).toMatchObject({ intact: true, lignes: 8 });
});

test('deux scelleurs en même temps n’en font qu’un', async () => {
  await ecrire(1_500);
  await Promise.all([scellerTout(), scellerTout(), scellerTout()]);
  await scellerTout();
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
  await scellerTout();
  await enAdministrateur(sql);
  expect(await verdict()).toMatchObject({ intact: false, ou: expect.stringContaining(ou) as string });
});

test('le compte d’application ne peut ni changer ni effacer une trace, un sceau ou un contexte', async () => {
  await ecrire(1);
  await scellerTout();
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
  await scellerTout();
  await ecrire(50, 'b');
  await scellerTout();
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
  const coherence = prouver(v, { coherence: [1, 2] });
  expect(preuveJuste(coherence, publique)).toBe(true);
  expect(preuveJuste({ ...coherence, chemin: [] }, publique)).toBe(false);
  expect((await dernierSceau(base, T))?.taille).toBe(80);
});

test('après une restauration sur un autre serveur, le scelleur reprend : rien d’oublié, rien deux fois', async () => {
  await ecrire(10);
  await scellerTout();
  await ecrire(4, 'non-scellees');
  // The numbers of transactions of the server it came from were far ahead of ours.
  await enAdministrateur(
    'update trace set xid = (xid::text::bigint + 4000000000)::text::xid8',
    'update trace_sceau set xid_fin = (xid_fin::text::bigint + 4000000000)::text::xid8',
  );
  await ecrire(3, 'ici');
  expect(await scellerTout()).toBe(7);
  await ecrire(5, 'ensuite');
  expect(await scellerTout()).toBe(5);
  expect(await scellerTout()).toBe(0);
  expect(await verdict()).toMatchObject({ intact: true, lignes: 22 });
});
