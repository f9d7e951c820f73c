import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lireCodeTerritoire, ouvrirBase, type Base } from '#lib/sql/connexion.ts';
import { creerTerritoire, urlApplication } from '#lib/sql/migrer.ts';
import type { Interroger } from '#lib/sql/requete.ts';
import { baseDeTest, type BaseDeTest } from '#lib/tests/base.ts';
import type { Identifiee } from '../types.ts';
import { ecrireLot, EcritureRefusee, type ContexteEcriture, type EcritureFhir } from './ecriture.ts';
import { historique, lireTexte, lireVersion } from './lecture.ts';
import type { Portee } from './portee.ts';

const TERRITOIRE = lireCodeTerritoire('t0001');
const LE = new Date('2026-11-28T09:30:00.123Z');
const TOUT: Portee = { fondement: 'essai', condition: () => sql<boolean>`true` };
const RIEN: Portee = { fondement: 'essai', condition: () => sql<boolean>`false` };

let test_: BaseDeTest;
let base: Base;
let interroger: Interroger;

beforeAll(async () => {
  test_ = await baseDeTest();
  await creerTerritoire(test_.url, { code: TERRITOIRE, nom: 'Essai', profil: 'essai', creeLe: LE });
  base = ouvrirBase(urlApplication(test_.url));
  interroger = base.directement(TERRITOIRE);
});
afterAll(async () => {
  await base.fermer();
  await test_.fermer();
});

const contexte = (reste: Partial<ContexteEcriture> = {}): ContexteEcriture => ({
  auteur: 'compte:sophie',
  le: LE,
  traces: [],
  ...reste,
});
const tache = (id: string, reste: object = {}): Identifiee => ({
  resourceType: 'Task',
  id,
  status: 'requested',
  intent: 'order',
  ...reste,
});
const creer = (ressource: Identifiee): EcritureFhir => ({ geste: 'ecrire', ressource });
const remplacer = (ressource: Identifiee, attendue: number | 'quelconque'): EcritureFhir => ({
  geste: 'ecrire',
  ressource,
  attendue,
});
const ecrire = (ecritures: readonly EcritureFhir[], reste?: Partial<ContexteEcriture>, portee = TOUT) =>
  ecrireLot(interroger, ecritures, contexte(reste), portee);

async function clesDe(id: string): Promise<readonly string[]> {
  const lignes = await interroger<{ cle: string }>({
    texte: "select c.param || '=' || c.cle as cle from recherche c where c.id = $1 order by 1",
    valeurs: [id],
  });
  return lignes.map(({ cle }) => cle);
}

async function echecsDe(ecritures: readonly EcritureFhir[], portee = TOUT) {
  try {
    await ecrire(ecritures, {}, portee);
  } catch (erreur) {
    if (erreur instanceof EcritureRefusee) return erreur.echecs;
    throw erreur;
  }
  return [];
}

describe('Écrire et relire', () => {
  test('une ressource créée est servie au caractère près, avec sa version et son instant', async () => {
    const [cree] = await ecrire([
      creer(tache('neuve', { description: 'Élan « vif » \u{1F33F}', meta: { tag: [{ code: 'a' }] } })),
    ]);
    expect(cree).toMatchObject({ issue: 'cree', version: 1, le: LE });
    const lue = await lireTexte(interroger, 'Task', 'neuve', TOUT);
    expect(lue).toEqual({
      type: 'Task',
      id: 'neuve',
      version: 1,
      le: LE,
      supprime: false,
      patient: null,
      texte: cree?.texte,
    });
    expect(lue?.texte).toBe(
      '{"resourceType":"Task","id":"neuve","meta":{"tag":[{"code":"a"}],"versionId":"1","lastUpdated":"2026-11-28T09:30:00.123Z"},"status":"requested","intent":"order","description":"Élan « vif » 🌿"}',
    );
  });

  test('modifier avec la version lue donne la suivante ; une version périmée n’écrit rien', async () => {
    await ecrire([creer(tache('deux'))]);
    const [modifiee] = await ecrire([remplacer(tache('deux', { status: 'accepted' }), 1)]);
    expect(modifiee).toMatchObject({ issue: 'modifie', version: 2 });
    expect(await echecsDe([remplacer(tache('deux', { status: 'rejected' }), 1)])).toEqual([
      { rang: 0, raison: 'conflit' },
    ]);
    expect((await lireTexte(interroger, 'Task', 'deux', TOUT))?.texte).toContain('"status":"accepted"');
  });

  test('supprimer garde la trace de la ressource, recréer continue ses versions', async () => {
    await ecrire([creer(tache('passage', { for: { reference: 'Patient/p1' } }))]);
    const [supprimee] = await ecrire([{ geste: 'supprimer', type: 'Task', id: 'passage' }]);
    expect(supprimee).toMatchObject({ issue: 'supprime', version: 2 });
    expect(await lireTexte(interroger, 'Task', 'passage', TOUT)).toMatchObject({
      supprime: true,
      version: 2,
      patient: 'p1',
    });
    expect(await clesDe('passage')).toEqual([]);
    const [revenue] = await ecrire([remplacer(tache('passage'), 'quelconque')]);
    expect(revenue).toMatchObject({ issue: 'cree', version: 3 });
    expect(
      (await historique(interroger, { type: 'Task', id: 'passage' }, { limite: 10 }, TOUT)).map((v) => v.action),
    ).toEqual(['creation', 'suppression', 'creation']);
    expect((await lireVersion(interroger, 'Task', 'passage', 1, TOUT))?.texte).toContain('"versionId":"1"');
  });

  test('ce qui est hors de portée ne se lit, ne se modifie ni ne se supprime', async () => {
    await ecrire([creer(tache('cachee'))]);
    expect(await lireTexte(interroger, 'Task', 'cachee', RIEN)).toBeUndefined();
    expect(await lireVersion(interroger, 'Task', 'cachee', 1, RIEN)).toBeUndefined();
    expect(await historique(interroger, { type: 'Task', id: 'cachee' }, { limite: 10 }, RIEN)).toEqual([]);
    expect(await echecsDe([remplacer(tache('cachee'), 'quelconque')], RIEN)).toEqual([{ rang: 0, raison: 'interdit' }]);
    expect(await echecsDe([{ geste: 'supprimer', type: 'Task', id: 'cachee' }], RIEN)).toEqual([
      { rang: 0, raison: 'interdit' },
    ]);
  });
});

describe('Un lot', () => {
  test('tout ou rien : une seule écriture refusée, et rien n’est écrit, pas même la trace', async () => {
    await ecrire([creer(tache('prise'))]);
    const trace = {
      le: LE,
      acteur: 'compte:sophie',
      role: 'coordinateur_appui',
      structure: null,
      pour: null,
      action: 'fhir.lot',
      genre: 'ecriture',
      objet: null,
      patient: null,
      fondement: 'essai',
      decision: 'permis',
      nombre: 2,
      requete: null,
    } as const;
    await expect(ecrire([creer(tache('libre')), creer(tache('prise'))], { traces: [trace] })).rejects.toMatchObject({
      echecs: [{ rang: 1, raison: 'existe' }],
    });
    expect(await lireTexte(interroger, 'Task', 'libre', TOUT)).toBeUndefined();
    const traces = () => interroger({ texte: "select t.seq from trace t where t.action = 'fhir.lot'", valeurs: [] });
    expect(await traces()).toEqual([]);
    await ecrire([creer(tache('libre')), remplacer(tache('prise'), 1)], { traces: [trace] });
    expect(await traces()).toHaveLength(1);
  });

  test('les raisons se disent écriture par écriture', async () => {
    await ecrire([creer(tache('a1'))]);
    expect(
      await echecsDe([
        remplacer(tache('a1'), 4),
        remplacer(tache('jamais-vue'), 1),
        creer(tache('a1-bis')),
        creer(tache('a2')),
      ]),
    ).toEqual([
      { rang: 0, raison: 'conflit' },
      { rang: 1, raison: 'absent' },
    ]);
    expect(await echecsDe([creer(tache('a3')), creer(tache('a3'))])).toEqual([{ rang: 1, raison: 'double' }]);
  });

  test('remplacer par le même contenu répond la version gardée, quand on le demande', async () => {
    await ecrire([creer(tache('stable'))]);
    const plusTard = new Date('2026-11-29T00:00:00Z');
    const [meme] = await ecrire([remplacer(tache('stable'), 'quelconque')], { le: plusTard, garderInchange: true });
    expect(meme).toMatchObject({ issue: 'inchange', version: 1, le: LE });
    const [autre] = await ecrire([remplacer(tache('stable'), 'quelconque')], { le: plusTard });
    expect(autre).toMatchObject({ issue: 'modifie', version: 2, le: plusTard });
  });

  test('vingt modifications du même instant : une seule passe, les autres sont en conflit', async () => {
    await ecrire([creer(tache('course'))]);
    const issues = await Promise.all(
      Array.from({ length: 20 }, (_, n) => echecsDe([remplacer(tache('course', { description: String(n) }), 1)])),
    );
    expect(issues.filter((echecs) => echecs.length === 0)).toHaveLength(1);
    expect(
      (await historique(interroger, { type: 'Task', id: 'course' }, { limite: 50 }, TOUT)).map((v) => v.version),
    ).toEqual([2, 1]);
  });

  test('vingt remplacements sans condition du même instant passent tous, l’un après l’autre, sans clé oubliée', async () => {
    await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        ecrire([remplacer(tache('melee', { authoredOn: `2026-01-${String(n + 1).padStart(2, '0')}` }), 'quelconque')]),
      ),
    );
    const versions = await historique(interroger, { type: 'Task', id: 'melee' }, { limite: 50 }, TOUT);
    expect(versions.map((v) => v.version)).toEqual(Array.from({ length: 20 }, (_, n) => 20 - n));
    expect((await clesDe('melee')).filter((c) => c.startsWith('authored-on='))).toHaveLength(1);
  });
});
