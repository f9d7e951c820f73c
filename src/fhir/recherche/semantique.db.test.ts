import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chercher, compter } from './chercher.ts';
import { ouvrirTerritoire, sauf, LE } from './epreuve/testing-base.ts';
import { CRITERES, TRIS, type CritereTire } from './epreuve/testing-criteres.ts';
import { construireMonde } from './epreuve/testing-monde.ts';
import { trier, visibles } from './epreuve/testing-oracle.ts';
import { OPTIONS } from './epreuve/testing.ts';
import { PARAMETRE_CURSEUR } from './limites.ts';
import { lireRecherche } from './lire.ts';

const MONDE = construireMonde(20_261_128);
const PORTEE = sauf(MONDE.caches);
let territoire: Awaited<ReturnType<typeof ouvrirTerritoire>>;

beforeAll(async () => {
  territoire = await ouvrirTerritoire();
  await territoire.ecrire(MONDE.ressources);
  await territoire.ecrireAnnuaire(MONDE.annuaire);
});
afterAll(() => territoire.fermer());

interface RechercheTiree {
  readonly type: string;
  readonly criteres: readonly CritereTire[];
  readonly tri: readonly { readonly code: string; readonly descendant: boolean }[];
  readonly nombre: number;
}

const rechercheTiree: fc.Arbitrary<RechercheTiree> = fc.constantFrom(...Object.keys(CRITERES)).chain((type) =>
  fc.record({
    type: fc.constant(type),
    criteres: fc.array(CRITERES[type] ?? fc.constant({ nom: '_id', valeur: 'x', garde: () => false }), {
      maxLength: 3,
    }),
    tri: fc.uniqueArray(fc.record({ code: fc.constantFrom(...(TRIS[type] ?? ['_id'])), descendant: fc.boolean() }), {
      maxLength: 2,
      selector: (t) => t.code,
    }),
    nombre: fc.integer({ min: 1, max: 20 }),
  }),
);

function parametres({ criteres, tri, nombre }: RechercheTiree): [string, string][] {
  const ordre = tri.map(({ code, descendant }) => (descendant ? `-${code}` : code)).join(',');
  return [
    ...criteres.map(({ nom, valeur }): [string, string] => [nom, valeur]),
    ...(ordre === '' ? [] : [['_sort', ordre] as [string, string]]),
    ['_count', String(nombre)],
  ];
}

/** Every page, one after the other, each found by the cursor of the one before. */
async function toutesLesPages(
  type: string,
  params: readonly [string, string][],
  lignesNombreuses: number,
): Promise<string[][]> {
  const pages: string[][] = [];
  let curseur: string | undefined;
  do {
    const suite: [string, string][] = curseur === undefined ? [] : [[PARAMETRE_CURSEUR, curseur]];
    const recherche = lireRecherche(type, [...params, ...suite], OPTIONS);
    const page = await chercher(territoire.interroger, recherche, PORTEE, LE, lignesNombreuses);
    pages.push(page.trouves.map((l) => l.id));
    curseur = page.suite;
  } while (curseur !== undefined && pages.length < 100);
  return pages;
}

test('une recherche trouve exactement ce qu’une lecture naïve de toutes les ressources retient, dans le même ordre, page après page', async () => {
  await fc.assert(
    fc.asyncProperty(rechercheTiree, fc.constantFrom(0, 2_000), async (tiree, lignesNombreuses) => {
      const retenues = visibles(MONDE).filter(
        (r) => r.resourceType === tiree.type && tiree.criteres.every((c) => c.garde(r, MONDE)),
      );
      const pages = await toutesLesPages(tiree.type, parametres(tiree), lignesNombreuses);
      const trouves = pages.flat();
      expect([...trouves].sort()).toEqual(retenues.map((r) => r.id).sort());
      if (tiree.tri.length > 0) expect(trouves).toEqual(trier(retenues, tiree.tri).map((r) => r.id));
      expect(pages.slice(0, -1).every((page) => page.length === tiree.nombre)).toBe(true);
      const nombre = await compter(
        territoire.interroger,
        lireRecherche(tiree.type, parametres(tiree), OPTIONS),
        PORTEE,
        LE,
      );
      expect(nombre).toBe(retenues.length);
    }),
    { numRuns: 300 },
  );
}, 60_000);
