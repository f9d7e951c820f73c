import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ordreDesElements, typesDeRessource } from '../definitions/index.ts';
import { exemples, trousseAbsente, validateurDeLaTrousse } from './testing-trousse.ts';
import { creerValidateur } from './index.ts';

const base = creerValidateur({ paquets: [] });

/** Any JSON under the properties of any type: right names, wrong contents. */
const ressources = fc.constantFrom(...typesDeRessource()).chain((resourceType) => {
  const noms = ordreDesElements(resourceType).flatMap(({ nom }) => [nom, `_${nom}`]);
  const contenu = fc.dictionary(fc.constantFrom(...noms), fc.jsonValue({ maxDepth: 4 }), { maxKeys: 8 });
  return contenu.map((reste) => ({ ...reste, resourceType }));
});

test('n’importe quel JSON reçoit un bilan, jamais une panne', () => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), ressources), (valeur) => {
      const { issues, valide } = base.valider(valeur);
      expect(valide).toBe(!issues.some(({ severity }) => severity === 'error'));
    }),
    { numRuns: 500 },
  );
});

test.skipIf(trousseAbsente)('un exemple français abîmé au hasard reçoit un bilan, jamais une panne', () => {
  const validateur = validateurDeLaTrousse();
  const tous = exemples();
  fc.assert(
    fc.property(
      fc.constantFrom(...tous),
      fc.array(fc.nat(), { minLength: 1, maxLength: 8 }),
      fc.jsonValue({ maxDepth: 3 }),
      ({ paquet, lire }, pas, valeur) => {
        const ressource = lire();
        abimer(ressource, pas, valeur);
        expect(validateur.valider(ressource, { contexte: paquet }).issues.length).toBeLessThanOrEqual(200);
      },
    ),
    { numRuns: 300 },
  );
});

/** Follows the steps into the value and puts something else where they end. */
function abimer(ressource: Record<string, unknown>, pas: readonly number[], valeur: unknown): void {
  let ici: Record<string, unknown> = ressource;
  for (const n of pas) {
    const cles = Object.keys(ici).filter((cle) => cle !== 'resourceType');
    const cle = cles[n % Math.max(cles.length, 1)];
    const dessous = cle === undefined ? undefined : ici[cle];
    if (cle === undefined || typeof dessous !== 'object' || dessous === null || n % 3 === 0) {
      if (cle !== undefined) ici[cle] = valeur;
      return;
    }
    ici = dessous as Record<string, unknown>;
  }
}

test('des milliers de fautes ne font pas un bilan sans fin, et restent des fautes', () => {
  const name = Array.from({ length: 5_000 }, (_, i) => ({ inconnu: i }));
  const { issues, valide } = base.valider({ resourceType: 'Patient', name });
  expect(issues.length).toBeLessThanOrEqual(200);
  expect(valide).toBe(false);
});
