import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lireCodeTerritoire, ouvrirBase, type Base } from '#lib/sql/connexion.ts';
import { creerTerritoire, urlApplication } from '#lib/sql/migrer.ts';
import type { Interroger } from '#lib/sql/requete.ts';
import { baseDeTest, type BaseDeTest } from '#lib/tests/base.ts';
import type { Identifiee } from '../types.ts';
import { ecrireLot, EcritureRefusee, type ContexteEcriture, type LigneDeTrace } from './ecriture.ts';
import { creerEcrituresGroupees, type EcrituresGroupees } from './ecritures-groupees.ts';
import { historique, lireTexte } from './lecture.ts';
import type { Portee } from './portee.ts';

const TERRITOIRE = lireCodeTerritoire('t0001');
const LE = new Date('2026-11-28T09:30:00.123Z');
const SAUF_CACHEES: Portee = {
  fondement: 'essai',
  condition: (table) => sql<boolean>`not ${sql.ref(table)}.id like 'cachee%'`,
};
const TOUT: Portee = { fondement: 'essai', condition: () => sql<boolean>`true` };

let serveur: BaseDeTest;
let base: Base;
let interroger: Interroger;
let groupees: EcrituresGroupees;
/** Statements that wrote, since the last `compter`. */
let instructions: string[] = [];

beforeAll(async () => {
  serveur = await baseDeTest();
  await creerTerritoire(serveur.url, { code: TERRITOIRE, nom: 'Essai', profil: 'essai', creeLe: LE });
  base = ouvrirBase(urlApplication(serveur.url));
  interroger = base.directement(TERRITOIRE);
  groupees = creerEcrituresGroupees({
    directement: (code) => (requete) => {
      instructions.push(requete.nom ?? '');
      return base.directement(code)(requete);
    },
  });
});
afterAll(async () => {
  await base.fermer();
  await serveur.fermer();
});

const trace = (objet: string): LigneDeTrace => ({
  le: LE,
  acteur: 'client:x',
  role: 'client',
  structure: null,
  pour: null,
  action: 'fhir.modifier',
  genre: 'ecriture',
  objet,
  patient: null,
  fondement: 'essai',
  decision: 'permis',
  nombre: 1,
  requete: null,
});
const tache = (id: string, description: string): Identifiee => ({
  resourceType: 'Task',
  id,
  status: 'requested',
  intent: 'order',
  code: { text: description },
  description,
});

async function poser(...ids: readonly string[]): Promise<void> {
  const contexte: ContexteEcriture = { auteur: 'client:x', le: LE, traces: [] };
  const neuves = ids.map((id) => ({ geste: 'ecrire' as const, ressource: tache(id, 'neuve') }));
  await ecrireLot(interroger, neuves, contexte, TOUT);
}

/** `modifiee 2`, or the reason of the refusal, or `panne`. */
async function remplacer(id: string, attendue: number, description = 'changée', le = LE): Promise<string> {
  try {
    const { issue, version, texte } = await groupees.ecrire(
      TERRITOIRE,
      { geste: 'ecrire', ressource: tache(id, description), attendue },
      { auteur: 'client:x', le, traces: [trace(`Task/${id}`)], garderInchange: true },
      SAUF_CACHEES,
    );
    const lue = await lireTexte(interroger, 'Task', id, TOUT);
    if (lue?.version === version) expect(lue.texte).toBe(texte);
    return `${issue} ${version}`;
  } catch (erreur) {
    return erreur instanceof EcritureRefusee ? (erreur.echecs[0]?.raison ?? '') : 'panne';
  }
}

async function tracesDe(id: string): Promise<number> {
  const [ligne] = await interroger<{ n: number }>({
    texte: 'select count(*)::int as n from trace t where t.objet = $1',
    valeurs: [`Task/${id}`],
  });
  return ligne?.n ?? -1;
}

test('vingt modifications d’un même instant partent en peu d’instructions, chacune avec sa version et sa trace', async () => {
  const ids = Array.from({ length: 20 }, (_, n) => `nombreuse${n}`);
  await poser(...ids);
  instructions = [];
  expect(await Promise.all(ids.map((id) => remplacer(id, 1)))).toEqual(ids.map(() => 'modifie 2'));
  expect(instructions.length).toBeLessThanOrEqual(2);
  expect(await Promise.all(ids.map(tracesDe))).toEqual(ids.map(() => 1));
});

test('seule, une modification part aussitôt, par l’instruction d’une seule', async () => {
  await poser('seule');
  instructions = [];
  expect(await remplacer('seule', 1)).toBe('modifie 2');
  expect(instructions).toEqual([expect.stringMatching(/^fhir\.ecrire\.1\./)]);
});

test('dans un même départ, chacune reçoit sa réponse : écrite, périmée, absente, cachée, inchangée', async () => {
  await poser('bonne', 'perimee', 'cachee1', 'pareille');
  const reponses = await Promise.all([
    remplacer('bonne', 1),
    remplacer('perimee', 7),
    remplacer('jamais-vue', 1),
    remplacer('cachee1', 1),
    remplacer('pareille', 1, 'neuve'),
  ]);
  expect(reponses).toEqual(['modifie 2', 'conflit', 'absent', 'interdit', 'inchange 1']);
  expect(await Promise.all(['bonne', 'perimee', 'jamais-vue', 'cachee1', 'pareille'].map(tracesDe))).toEqual([
    1, 0, 0, 0, 1,
  ]);
  const passees = await historique(interroger, { type: 'Task', id: 'perimee' }, { limite: 9 }, TOUT);
  expect(passees.map(({ version }) => version)).toEqual([1]);
});

test('de vingt modifications de la même version, une seule passe', async () => {
  await poser('disputee');
  const issues = await Promise.all(Array.from({ length: 20 }, (_, n) => remplacer('disputee', 1, `essai ${n}`)));
  expect(issues.toSorted()).toEqual([...Array.from({ length: 19 }, () => 'conflit'), 'modifie 2']);
});

test('une écriture que la base refuse n’emporte pas ses voisines', async () => {
  await poser('saine1', 'malade', 'saine2');
  const [une, malade, deux] = await Promise.all([
    remplacer('saine1', 1),
    remplacer('malade', 1, 'un caractère nul : \0'),
    remplacer('saine2', 1),
  ]);
  expect([une, malade, deux]).toEqual(['modifie 2', 'panne', 'modifie 2']);
});

test('une écriture qui ne s’écrit même pas en SQL n’emporte pas ses voisines', async () => {
  await poser('vive1', 'sans-date', 'vive2');
  const reponses = await Promise.all([
    remplacer('vive1', 1),
    remplacer('sans-date', 1, 'changée', new Date(Number.NaN)),
    remplacer('vive2', 1),
  ]);
  expect(reponses).toEqual(['modifie 2', 'panne', 'modifie 2']);
});

test('quel que soit le mélange, ce qui est répondu est ce qui est gardé', async () => {
  let tirage = 0;
  const geste = fc.record({
    n: fc.nat(4),
    attendue: fc.integer({ min: 1, max: 3 }),
    texte: fc.constantFrom('a', 'b', 'neuve'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(geste, { minLength: 1, maxLength: 12 }), async (gestes) => {
      const prefixe = `m${(tirage += 1)}-`;
      await poser(...[0, 1, 2, 3, 4].map((n) => `${prefixe}${n}`));
      const issues = await Promise.all(gestes.map((g) => remplacer(`${prefixe}${g.n}`, g.attendue, g.texte)));
      for (const n of [0, 1, 2, 3, 4]) {
        const siennes = issues.filter((_, rang) => gestes[rang]?.n === n);
        const ecrites = siennes.filter((issue) => issue.startsWith('modifie'));
        const lue = await lireTexte(interroger, 'Task', `${prefixe}${n}`, TOUT);
        expect(lue?.version).toBe(1 + ecrites.length);
        expect(new Set(ecrites).size).toBe(ecrites.length);
        expect(await tracesDe(`${prefixe}${n}`)).toBe(siennes.filter((issue) => issue !== 'conflit').length);
      }
    }),
    { numRuns: 25 },
  );
});
