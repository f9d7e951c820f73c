import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LigneDeTrace } from '#fhir/store/trace.ts';
import { lireCodeTerritoire, ouvrirBase, type Base } from '#lib/sql/connexion.ts';
import { creerTerritoire, urlApplication } from '#lib/sql/migrer.ts';
import type { Interroger } from '#lib/sql/requete.ts';
import { baseDeTest, type BaseDeTest } from '#lib/tests/base.ts';
import { creerTraceGroupee } from './trace-groupee.ts';

const TERRITOIRE = lireCodeTerritoire('t0001');
const LE = new Date('2026-11-28T09:30:00Z');

let serveur: BaseDeTest;
let base: Base;

beforeAll(async () => {
  serveur = await baseDeTest();
  await creerTerritoire(serveur.url, { code: TERRITOIRE, nom: 'Essai', profil: 'essai', creeLe: LE });
  base = ouvrirBase(urlApplication(serveur.url));
});
afterAll(async () => {
  await base.fermer();
  await serveur.fermer();
});

const ligne = (objet: string, reste: Partial<LigneDeTrace> = {}): LigneDeTrace => ({
  le: LE,
  acteur: 'compte:sophie',
  role: 'coordinateur_appui',
  structure: null,
  pour: null,
  action: 'fhir.lire',
  genre: 'lecture',
  objet,
  patient: null,
  fondement: 'essai',
  decision: 'permis',
  nombre: 1,
  requete: null,
  ...reste,
});

const gardees = async (prefixe: string): Promise<readonly string[]> =>
  (
    await base.directement(TERRITOIRE)<{ objet: string }>({
      texte: 'select t.objet from trace t where starts_with(t.objet, $1) order by t.seq',
      valeurs: [prefixe],
    })
  ).map(({ objet }) => objet);

/** The same base, whose trips are counted and may fail. */
function surveillee(avant: (valeurs: readonly unknown[]) => Promise<void> | void): Pick<Base, 'directement'> {
  return {
    directement: (code) => {
      const interroger: Interroger = async (requete) => {
        await avant(requete.valeurs);
        return base.directement(code)(requete);
      };
      return interroger;
    },
  };
}

test('mille lectures de cent lecteurs laissent mille lignes, chacune écrite quand sa réponse part', async () => {
  let voyages = 0;
  const traces = creerTraceGroupee(surveillee(() => void (voyages += 1)));
  await Promise.all(
    Array.from({ length: 100 }, async (_, lecteur) => {
      for (let n = 0; n < 10; n += 1) {
        const objet = `mille/${lecteur}/${n}`;
        await traces.ecrire(TERRITOIRE, ligne(objet));
        if (n === 5) expect(await gardees(objet)).toEqual([objet]);
      }
    }),
  );
  expect(await gardees('mille/')).toHaveLength(1000);
  expect(voyages).toBeLessThan(500);
});

test('les lignes d’un même tour gardent leur ordre', async () => {
  const traces = creerTraceGroupee(base);
  const attendues = Array.from({ length: 700 }, (_, n) => `ordre/${n}`);
  await Promise.all(attendues.map((objet) => traces.ecrire(TERRITOIRE, ligne(objet))));
  expect(await gardees('ordre/')).toEqual(attendues);
});

test('une ligne que la base refuse fait échouer les réponses de son voyage, et pas les suivantes', async () => {
  const traces = creerTraceGroupee(base);
  const mauvaise = ligne('refus/mauvaise', { genre: 'inconnu' as LigneDeTrace['genre'] });
  const issues = await Promise.allSettled([
    traces.ecrire(TERRITOIRE, ligne('refus/voisine')),
    traces.ecrire(TERRITOIRE, mauvaise),
  ]);
  expect(issues.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await gardees('refus/')).toEqual([]);
  await traces.ecrire(TERRITOIRE, ligne('refus/apres'));
  expect(await gardees('refus/')).toEqual(['refus/apres']);
});

test('une panne de la base se dit, et la suite repart', async () => {
  let panne = true;
  const traces = creerTraceGroupee(
    surveillee(() => {
      if (panne) throw new Error('base injoignable');
    }),
  );
  await expect(traces.ecrire(TERRITOIRE, ligne('panne/1'))).rejects.toThrow('base injoignable');
  panne = false;
  await traces.ecrire(TERRITOIRE, ligne('panne/2'));
  expect(await gardees('panne/')).toEqual(['panne/2']);
});

test('arrêter attend ce qui est parti, puis refuse', async () => {
  const traces = creerTraceGroupee(base);
  const derniere = traces.ecrire(TERRITOIRE, ligne('fin/1'));
  await traces.arreter();
  await derniere;
  expect(await gardees('fin/')).toEqual(['fin/1']);
  await expect(traces.ecrire(TERRITOIRE, ligne('fin/2'))).rejects.toThrow('arrêtée');
});
