import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lireCodeTerritoire, ouvrirBase, type Base } from '#lib/sql/connexion.ts';
import { creerTerritoire, urlApplication } from '#lib/sql/migrer.ts';
import type { Interroger } from '#lib/sql/requete.ts';
import { baseDeTest, type BaseDeTest } from '#lib/tests/base.ts';
import { extraire } from '../index/index.ts';
import type { Identifiee } from '../types.ts';
import { ecrireLot, EcritureRefusee, type EcritureFhir } from './ecriture.ts';
import { historique, lireTexte, type LigneHistorique } from './lecture.ts';
import type { Portee } from './portee.ts';

const TERRITOIRE = lireCodeTerritoire('t0001');
const LE = new Date('2026-11-28T09:30:00Z');
const TOUT: Portee = { fondement: 'essai', condition: () => sql<boolean>`true` };

let serveur: BaseDeTest;
let base: Base;
let interroger: Interroger;

beforeAll(async () => {
  serveur = await baseDeTest();
  await creerTerritoire(serveur.url, { code: TERRITOIRE, nom: 'Essai', profil: 'essai', creeLe: LE });
  base = ouvrirBase(urlApplication(serveur.url));
  interroger = base.directement(TERRITOIRE);
});
afterAll(async () => {
  await base.fermer();
  await serveur.fermer();
});

const mot = fc.constantFrom(
  'Aubry',
  'aubry',
  'Hélénard',
  'Helenard',
  'Le Guen',
  'O’Brien',
  '"quotes"',
  'back\\slash',
  '{accolade}',
  'a=b',
);
const personne = fc.record(
  {
    name: fc.array(fc.record({ family: mot, given: fc.array(mot, { maxLength: 2 }) }, { requiredKeys: ['family'] }), {
      maxLength: 2,
    }),
    birthDate: fc.constantFrom('1942', '1942-03', '1942-03-12'),
    active: fc.boolean(),
    identifier: fc.array(fc.record({ system: fc.constant('urn:a'), value: mot }), { maxLength: 2 }),
    generalPractitioner: fc.array(
      fc.record({ reference: fc.constantFrom('Practitioner/a', 'https://x.example/Practitioner/b') }),
      { maxLength: 2 },
    ),
  },
  { requiredKeys: [] },
);
const geste = fc.record({
  id: fc.constantFrom('1', '2', '3'),
  quoi: fc.constantFrom('creer', 'remplacer', 'remplacer', 'version', 'supprimer'),
  ressource: personne,
});
type Geste = { id: string; quoi: string; ressource: object };

/** What the store should hold, kept by the simplest code: last version, alive or not, one entry per version. */
class Modele {
  readonly versions = new Map<string, { ressource: Identifiee | undefined }[]>();

  /** True when this batch is accepted whole. */
  accepter(gestes: readonly Geste[], prefixe: string): boolean {
    const cles = gestes.map(({ id }) => id);
    if (new Set(cles).size < cles.length) return false;
    const possibles = gestes.every(({ id, quoi }) => {
      const vivante = this.versions.get(prefixe + id)?.at(-1)?.ressource !== undefined;
      return quoi === 'creer' ? !vivante : quoi === 'version' ? vivante : true;
    });
    if (!possibles) return false;
    for (const { id, quoi, ressource } of gestes) this.#ecrire(prefixe + id, quoi, ressource);
    return true;
  }

  #ecrire(id: string, quoi: string, ressource: object): void {
    const versions = this.versions.get(id) ?? [];
    const vivante = versions.at(-1)?.ressource !== undefined;
    if (quoi === 'supprimer' && !vivante) return;
    versions.push({
      ressource: quoi === 'supprimer' ? undefined : ({ resourceType: 'Patient', id, ...ressource } as Identifiee),
    });
    this.versions.set(id, versions);
  }

  enEcriture({ id, quoi, ressource }: Geste, prefixe: string): EcritureFhir {
    const complete = { resourceType: 'Patient', id: prefixe + id, ...ressource } as Identifiee;
    if (quoi === 'supprimer') return { geste: 'supprimer', type: 'Patient', id: prefixe + id };
    const attendue =
      quoi === 'creer'
        ? undefined
        : quoi === 'remplacer'
          ? 'quelconque'
          : (this.versions.get(prefixe + id)?.length ?? 0);
    return { geste: 'ecrire', ressource: complete, attendue };
  }
}

async function ecrire(ecritures: readonly EcritureFhir[]): Promise<boolean> {
  try {
    await ecrireLot(interroger, ecritures, { auteur: 'essai', le: LE, traces: [] }, TOUT);
    return true;
  } catch (erreur) {
    if (erreur instanceof EcritureRefusee) return false;
    throw erreur;
  }
}

test('après n’importe quelle suite de lots, chaque ressource se trouve par ses clés, ses jetons et ses références, et une supprimée par aucun', async () => {
  let tirage = 0;
  const suites = fc.array(fc.array(geste, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(suites, async (lots) => {
      const prefixe = `s${(tirage += 1)}-`;
      const modele = new Modele();
      for (const lot of lots) {
        const ecritures = lot.map((g) => modele.enEcriture(g, prefixe));
        expect(await ecrire(ecritures)).toBe(modele.accepter(lot, prefixe));
      }
      for (const [id, versions] of modele.versions) await comparer(id, versions);
      const [orphelines] = await interroger<{ n: number }>({
        texte:
          "select count(*)::int as n from recherche c where starts_with(c.id, $1) and not exists (select 1 from resource r where r.type = c.type and r.id = c.id and (c.param || '=' || c.cle) = any(r.cles))",
        valeurs: [prefixe],
      });
      expect(orphelines?.n).toBe(0);
    }),
    { numRuns: 40 },
  );
});

async function comparer(id: string, versions: readonly { ressource: Identifiee | undefined }[]): Promise<void> {
  const derniere = versions.at(-1)?.ressource;
  const extrait = derniere === undefined ? undefined : extraire(derniere);
  const lue = await lireTexte(interroger, 'Patient', id, TOUT);
  expect(lue).toMatchObject({ version: versions.length, supprime: derniere === undefined });
  const [ligne] = await interroger<{ toks: string[]; refs: string[]; cles: string[]; lignes: string[] }>({
    texte: `select r.toks, r.refs, r.cles, coalesce((select array_agg(c.param || '=' || c.cle || '>' || coalesce(c.fin, '')) from recherche c
      where c.type = 'Patient' and c.id = r.id), '{}') as lignes from resource r where r.type = 'Patient' and r.id = $1`,
    valeurs: [id],
  });
  expect(ligne?.toks.toSorted()).toEqual([...(extrait?.toks ?? [])].toSorted());
  expect(ligne?.refs.toSorted()).toEqual([...(extrait?.refs ?? [])].toSorted());
  expect(ligne?.cles.toSorted()).toEqual([...(extrait?.nomsDeCles ?? [])].toSorted());
  expect(ligne?.lignes.toSorted()).toEqual(
    (extrait?.cles ?? []).map((c) => `${c.param}=${c.cle}>${c.fin ?? ''}`).toSorted(),
  );
  const passees = await historique(interroger, { type: 'Patient', id }, { limite: 50 }, TOUT);
  expect(passees.map((v) => [v.version, v.supprime])).toEqual(
    versions.map((v, rang) => [rang + 1, v.ressource === undefined]).toReversed(),
  );
}

test('les pages de l’histoire mises bout à bout sont toute l’histoire, même pendant qu’on écrit', async () => {
  const type = 'Location';
  const poser = (n: number) =>
    ecrire([{ geste: 'ecrire', ressource: { resourceType: type, id: `l${n}` }, attendue: 'quelconque' }]);
  for (let n = 0; n < 25; n += 1) await poser(n % 10);
  const toutes = await historique(interroger, { type }, { limite: 1000 }, TOUT);
  const vues: LigneHistorique[] = [];
  for (let avantSeq: string | undefined; ; avantSeq = vues.at(-1)?.seq) {
    const page = await historique(interroger, { type }, { limite: 4, avantSeq }, TOUT);
    if (page.length === 0) break;
    vues.push(...page);
    await poser(99);
  }
  expect(vues).toEqual(toutes);
  expect(toutes.map((v) => Number(v.seq))).toEqual(toutes.map((v) => Number(v.seq)).toSorted((a, b) => b - a));
});
