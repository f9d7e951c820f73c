import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nouvelId } from '#lib/ids.ts';
import { consulter } from '#socle/executer.ts';
import { importerAnnuaire, moduleAnnuaire } from '../index.ts';
import type { Carte } from '../contract.ts';
import { fichiersDuTerritoire, offresDeDemonstration, unActeur, unEssai, type EssaiAnnuaire } from '../testing.ts';
import { lignesDeDemonstration, unFichier } from '../testing-lignes.ts';
import { CANDIDATS_MAX, requeteDeCandidats } from './candidats.ts';
import { comprendre } from './comprendre.ts';

let essai: EssaiAnnuaire;

beforeAll(async () => {
  essai = await unEssai();
  const fichiers = await fichiersDuTerritoire();
  const beaucoup = unFichier(
    'PS_LibreAcces_Personne_activite_beaucoup.txt',
    lignesDeDemonstration(1500).join('\n'),
    false,
  );
  await importerAnnuaire({ ...essai, nouvelId }, [...fichiers, beaucoup, await offresDeDemonstration(100)]);
});
afterAll(() => essai.fermer());

interface Reponse {
  readonly resultats: readonly Carte[];
  readonly termes: readonly { readonly genre: string; readonly libelle: string }[];
  readonly total: number;
  readonly elargi?: string;
  readonly depuis?: string;
}
const vueDe = (nom: string) => moduleAnnuaire.vues.find((v) => v.nom === nom) ?? echouer(nom);
const chercher = async (texte: string, autre: object = {}): Promise<Reponse> =>
  (await consulter(essai.socle, unActeur(), vueDe('annuaire.chercher'), { texte, ...autre })) as Reponse;
const noms = (r: Reponse): string[] => r.resultats.map((c) => c.nom);
function echouer(nom: string): never {
  throw new Error(`${nom} n’est pas dans la pièce`);
}

test('« infirmier pansement complexe Pont-de-Loive mercredi » donne d’abord des soins infirmiers à Pont-de-Loive', async () => {
  const r = await chercher('infirmier pansement complexe Pont-de-Loive mercredi');
  expect(r.termes.map((t) => [t.genre, t.libelle])).toEqual([
    ['notion', 'Infirmier, infirmière'],
    ['notion', 'Soins infirmiers'],
    ['commune', 'Pont-de-Loive'],
    ['jour', 'mercredi'],
  ]);
  const premiere = r.resultats[0];
  expect(premiere?.profession).toMatch(/infirmi|SSIAD|soins/i);
  expect(premiere?.commune).toBe('Pont-de-Loive');
  expect(premiere?.pourquoi.length).toBeGreaterThan(0);
  expect(premiere?.telephone).toBeDefined();
});

test('un nom se trouve sans accents, mal orthographié, au son, ou par ses premières lettres', async () => {
  const ecritures = ['Paul Martin', 'PAUL MARTIN', 'martin paul', 'Mart pau', 'Pol Martin', 'docteur martin paul'];
  const sansReponse: string[] = [];
  for (const texte of ecritures) if (!noms(await chercher(texte)).includes('Dr Paul Martin')) sansReponse.push(texte);
  expect(sansReponse).toEqual([]);
  expect(noms(await chercher('helene roi'))).toContain('Dr Hélène Roy');
  expect(noms(await chercher('Benaly Nadia'))).toContain('Nadia Benali');
});

test('un numéro de téléphone, un RPPS ou une adresse sécurisée désigne son titulaire', async () => {
  expect(noms(await chercher('03 53 01 20 01'))).toContain('Dr Paul Martin');
  expect(noms(await chercher('+33 3 53 01 20 01'))).toContain('Dr Paul Martin');
  expect(noms(await chercher('99700000013'))).toContain('Dr Paul Martin');
  expect(noms(await chercher('paul.martin@medecin.mss-orsene.invalid'))[0]).toBe('Dr Paul Martin');
});

test('casse, accents et espaces de la question ne changent pas la réponse', async () => {
  const questions = [
    'Hélène Roy',
    'infirmière Saint-Aubrin',
    'portage de repas Orsène',
    'médecin généraliste Montfaury jeudi',
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...questions),
      fc.boolean(),
      fc.boolean(),
      async (question, majuscules, sansAccents) => {
        const ecrite = sansAccents ? question.normalize('NFD').replace(/\p{M}/gu, '') : question;
        const variante = `  ${majuscules ? ecrite.toUpperCase() : ecrite}  `;
        expect(noms(await chercher(variante))).toEqual(noms(await chercher(question)));
      },
    ),
    { numRuns: 12 },
  );
});

test('une capacité que personne ne publie est dite inconnue, jamais zéro', async () => {
  const r = await chercher('SAD Les Tilleuls aide à domicile', { genre: 'offre' });
  const inconnues = r.resultats.filter((c) => c.capacite?.connue === false);
  expect(inconnues.length).toBeGreaterThan(0);
  for (const c of inconnues) expect(c.capacite?.places).toBeUndefined();
});

test('la distance part de la commune dite, sinon de là où l’on travaille, et un rayon la limite', async () => {
  const dite = await chercher('infirmier Vieilleval');
  expect(dite.depuis).toBeUndefined();
  const sinon = await chercher('infirmier');
  expect(sinon.depuis).toBe('Orsène');
  const proches = await chercher('infirmier Vieilleval 5 km');
  expect(proches.resultats.length).toBeGreaterThan(0);
  for (const c of proches.resultats) expect(c.distanceKm ?? 0).toBeLessThanOrEqual(5);
});

test('un mot que personne ne porte est laissé de côté, et la réponse le dit', async () => {
  const r = await chercher('infirmier zzyzx Orsène');
  expect(r.elargi).toContain('zzyzx');
  expect(r.resultats.length).toBeGreaterThan(0);
  expect((await chercher('zzyzx')).resultats).toEqual([]);
});

test('les suggestions d’un choix sont huit au plus et disent de qui l’on parle', async () => {
  const lues = (await consulter(essai.socle, unActeur(), vueDe('annuaire.suggestions'), {
    texte: 'mart',
    genre: 'personne',
  })) as { nom: string; precision: string }[];
  expect(lues.length).toBeGreaterThan(0);
  expect(lues.length).toBeLessThanOrEqual(8);
  for (const s of lues) expect(s.precision).not.toBe('');
});

test('une recherche lit l’index des jetons, jamais toute la table', async () => {
  const lecture = comprendre('infirmier martin paul', { communes: new Map(), aujourdhui: 2 });
  const plan = await essai.lire(async (base) => {
    const requete = requeteDeCandidats({ sql: base as never }, lecture, {
      genres: ['personne'],
      centre: undefined,
      noms: 'exact',
    });
    return (await requete.explain()).map((ligne) => JSON.stringify(ligne)).join('\n');
  });
  expect(plan).toContain('annuaire_toks');
  expect(plan).not.toContain('Seq Scan');
});

test('une question vague reste bornée : elle dit qu’il y en a davantage', async () => {
  const r = (await consulter(essai.socle, unActeur(), vueDe('annuaire.chercher'), {
    texte: 'Orsène',
  })) as Reponse & { incomplet: boolean };
  expect(r.total).toBe(CANDIDATS_MAX);
  expect(r.incomplet).toBe(true);
  expect(r.resultats.length).toBe(20);
});
