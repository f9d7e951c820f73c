import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Acteur } from '#acces/acteur.ts';
import { acteurClient } from '#acces/acteur.ts';
import { horlogeReglable } from '#lib/horloge.ts';
import { journalMuet } from '#lib/journal.ts';
import { lireCodeTerritoire, ouvrirBase, type Base } from '#lib/sql/connexion.ts';
import { creerTerritoire, urlApplication } from '#lib/sql/migrer.ts';
import { baseDeTest, type BaseDeTest } from '#lib/tests/base.ts';
import { creerFrein, type Alerte, type Frein } from './frein.ts';
import { juger, ReglageFrein } from './frein-regle.ts';

const T = lireCodeTerritoire('t0001');
const LUNDI = new Date('2026-11-23T08:00:00Z');
const horloge = horlogeReglable(LUNDI);
const alertes: Alerte[] = [];
let serveur: BaseDeTest;
let base: Base;

beforeAll(async () => {
  serveur = await baseDeTest();
  await creerTerritoire(serveur.url, { code: T, nom: 'Essai', profil: 'essai', creeLe: LUNDI });
  base = ouvrirBase(urlApplication(serveur.url));
});
afterAll(async () => {
  await base.fermer();
  await serveur.fermer();
});
beforeEach(async () => {
  horloge.regler(LUNDI);
  alertes.length = 0;
  for (const table of ['frein', 'frein_lecture', 'frein_recherche', 'reglage', 'cercle_membre'])
    await base.directement(T)({ texte: `delete from ${table}`, valeurs: [] });
});

const unProcessus = (): Frein =>
  creerFrein({
    base,
    horloge,
    territoires: [T],
    journal: journalMuet,
    alerter: async (_t, alerte) => void alertes.push(alerte),
  });

const compte = (id: string, elevee?: Date): Acteur => ({
  genre: 'compte',
  id: `compte:${id}`,
  nom: 'Paul Lambert',
  role: 'coordinateur_appui',
  territoire: T,
  refs: [`PractitionerRole/${id}`],
  ref: `PractitionerRole/${id}`,
  structure: { ref: 'Organization/dac', nom: 'DAC' },
  connexion: { moyen: 'psc', ...(elevee === undefined ? {} : { elevee }) },
  requete: 'session:abc',
});
const paul = compte('paul');

function lire(frein: Frein, acteur: Acteur, combien: number, prefixe = 'p'): void {
  for (let n = 0; n < combien; n += 1) {
    frein.verifier(acteur, 'lecture');
    frein.noter(acteur, { genre: 'lecture', patient: `${prefixe}${n}`, nombre: 1 });
  }
}
/** The circle counts Paul for these persons. */
const suivre = (combien: number, prefixe = 'p') =>
  base.directement(T)({
    texte: `insert into cercle_membre (patient, membre, rang, fonction, debut, ouvert, fondement)
      select $1 || n, 'PractitionerRole/paul', 1, 'coordination', $2, true, 'porte1' from generate_series(0, $3::int - 1) n`,
    valeurs: [prefixe, LUNDI, combien],
  });

test('au-delà de deux cents personnes en une heure, il faut confirmer que c’est bien soi, puis tout s’arrête', async () => {
  await suivre(500);
  const frein = unProcessus();
  lire(frein, paul, 200);
  await frein.vider();
  expect(() => frein.verifier(paul, 'lecture')).not.toThrow();
  lire(frein, paul, 201);
  await frein.vider();
  expect(alertes).toMatchObject([{ acteur: 'compte:paul', etat: 'a_confirmer', motif: 'personnes', nombre: 201 }]);
  expect(() => frein.verifier(paul, 'lecture')).toThrow('cordee.reauthentification');
  expect(() => frein.verifier(paul, 'ecriture')).not.toThrow();
  horloge.avancer(60_000);
  const confirme = compte('paul', horloge.maintenant());
  expect(() => frein.verifier(confirme, 'lecture')).not.toThrow();
  lire(frein, confirme, 401);
  await frein.vider();
  expect(alertes.at(-1)).toMatchObject({ etat: 'bloque' });
  for (const genre of ['lecture', 'recherche', 'export', 'ecriture'] as const)
    expect(() => frein.verifier(confirme, genre)).toThrow('trace.compte_bloque');
});

test('soixante personnes jamais suivies suffisent', async () => {
  const frein = unProcessus();
  lire(frein, paul, 61);
  await frein.vider();
  expect(alertes).toMatchObject([{ motif: 'jamais_suivies', nombre: 61 }]);
});

test('deux processus et un redémarrage comptent comme un, et chacun l’apprend au tour suivant', async () => {
  await suivre(500);
  const [un, deux] = [unProcessus(), unProcessus()];
  lire(un, paul, 120);
  await un.vider();
  for (let n = 120; n < 230; n += 1) deux.noter(paul, { genre: 'lecture', patient: `p${n}`, nombre: 1 });
  await deux.vider();
  expect(alertes).toHaveLength(1);
  await un.vider();
  expect(() => un.verifier(paul, 'lecture')).toThrow('cordee.reauthentification');
  const redemarre = unProcessus();
  await redemarre.vider();
  expect(() => redemarre.verifier(paul, 'lecture')).toThrow('cordee.reauthentification');
  expect(alertes).toHaveLength(1);
});

test('relire les mêmes personnes, ou les lire sur toute la journée, n’arrête personne', async () => {
  await suivre(500);
  const frein = unProcessus();
  for (let heure = 0; heure < 8; heure += 1) {
    for (let fois = 0; fois < 5; fois += 1) lire(frein, paul, 150);
    await frein.vider();
    horloge.avancer(3_600_000);
  }
  expect(alertes).toEqual([]);
});

test('chercher sans rien ouvrir se voit ; chercher pour ouvrir, non', async () => {
  const frein = unProcessus();
  for (let n = 0; n < 151; n += 1) frein.noter(paul, { genre: 'recherche', patient: null, nombre: 5 });
  await frein.vider();
  expect(alertes).toMatchObject([{ motif: 'recherches' }]);
  const lise = compte('lise');
  for (let n = 0; n < 151; n += 1) {
    frein.noter(lise, { genre: 'recherche', patient: null, nombre: 5 });
    if (n % 4 === 0) frein.noter(lise, { genre: 'lecture', patient: `q${n}`, nombre: 1 });
  }
  await frein.vider();
  expect(alertes).toHaveLength(1);
});

test('un logiciel a ses propres limites, que le territoire règle, et s’arrête sans détour', async () => {
  const logiciel = acteurClient(
    { id: 'lgc', nom: 'Logiciel', territoire: T, permissions: [], familles: [] },
    'jeton:1',
  );
  const frein = unProcessus();
  lire(frein, logiciel, 1_000);
  await frein.vider();
  expect(alertes).toEqual([]);
  await base.directement(T)({
    texte: "insert into reglage (cle, valeur, source, le) values ('frein', $1::jsonb, 'essai', $2)",
    valeurs: [JSON.stringify({ logiciels: { personnes: 1_500 } }), LUNDI],
  });
  lire(frein, logiciel, 1_000, 'q');
  await frein.vider();
  expect(alertes).toMatchObject([{ acteur: 'client:lgc', etat: 'bloque', nombre: 2_000 }]);
});

test('une fois rouvert, ce qui a été lu avant ne compte plus', async () => {
  await suivre(500);
  const frein = unProcessus();
  lire(frein, paul, 401);
  await frein.vider();
  horloge.avancer(1_000);
  await base.directement(T)({
    texte: "update frein set etat = 'leve', leve_le = $1, leve_par = 'Sophie', leve_mot = 'campagne de relance'",
    valeurs: [horloge.maintenant()],
  });
  horloge.avancer(1_000);
  await frein.vider();
  lire(frein, paul, 5, 'z');
  await frein.vider();
  expect(() => frein.verifier(paul, 'lecture')).not.toThrow();
  expect(alertes).toHaveLength(1);
});

test('quand on ne peut plus compter, les listes et les exports se ferment, un dossier s’ouvre encore', async () => {
  let panne = false;
  const frein = creerFrein({
    base: {
      ensemble: (t, faire, o) => (panne ? Promise.reject(new Error('base absente')) : base.ensemble(t, faire, o)),
    },
    horloge,
    territoires: [T],
    journal: journalMuet,
    alerter: async () => undefined,
  });
  panne = true;
  frein.noter(paul, { genre: 'lecture', patient: 'p1', nombre: 1 });
  await expect(frein.vider()).rejects.toThrow('base absente');
  expect(() => frein.verifier(paul, 'recherche')).not.toThrow();
  horloge.avancer(31_000);
  for (const genre of ['recherche', 'export'] as const)
    expect(() => frein.verifier(paul, genre)).toThrow('trace.frein_muet');
  expect(() => frein.verifier(paul, 'lecture')).not.toThrow();
  panne = false;
  await frein.vider();
  expect(() => frein.verifier(paul, 'export')).not.toThrow();
  // What could not be told was not forgotten.
  const [ligne] = await base.directement(T)<{ n: number }>({
    texte: 'select count(*)::int as n from frein_lecture',
    valeurs: [],
  });
  expect(ligne?.n).toBe(1);
});

test('trente jours de travail ordinaire d’un DAC ne retiennent personne', () => {
  const reglage = ReglageFrein.parse({});
  // A heavy hour of each day: a territory meeting of sixty situations, a morning of calls, a search for each.
  for (let jour = 0; jour < 30; jour += 1) {
    const heure = {
      personnes: 40 + (jour % 3) * 30,
      jamaisSuivies: 5 + (jour % 20),
      recherches: 60 + jour * 3,
      ouvertures: 40 + jour,
      resultats: 900 + jour * 40,
    };
    expect(juger(heure, 'compte', reglage).etat).toBe('libre');
  }
});
