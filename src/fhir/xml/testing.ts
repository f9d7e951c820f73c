import fc from 'fast-check';
import { ordreDesElements, typesDeRessource, type ElementDeType } from '#fhir/definitions/index.ts';

type Tirer = <T>(arbitraire: () => fc.Arbitrary<T>) => T;
type Objet = Record<string, unknown>;

const texte = (): fc.Arbitrary<string> =>
  fc.oneof(
    fc.string({ minLength: 1, maxLength: 12 }),
    fc.constantFrom('a & b', '<p>', '"guillemets"', 'l’été', ' bords ', 'ligne\nautre\tfin\r', '𝔸', "d'Essai", ']]>'),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }),
  );
/** XML 1.0 has no control character: those are another test's business. */
const texteEcrivable = (): fc.Arbitrary<string> =>
  texte().map((t) => t.replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '') || 'x');

const PRIMITIFS: Readonly<Record<string, () => fc.Arbitrary<unknown>>> = {
  boolean: () => fc.boolean(),
  integer: () => fc.integer(),
  unsignedInt: () => fc.nat(),
  positiveInt: () => fc.integer({ min: 1 }),
  decimal: () =>
    fc.oneof(
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
    ),
  xhtml: () =>
    fc.constantFrom(
      '<div xmlns="http://www.w3.org/1999/xhtml"><p title="a>b">Été &amp; <b>hiver</b>\n&#160;<br/></p></div>',
      "<div xmlns='http://www.w3.org/1999/xhtml'/>",
      '<div lang="fr" xmlns="http://www.w3.org/1999/xhtml">un<div>dans<div/></div>l’autre<!-- vu --></div>',
    ),
};

/** Random resources made from the definitions alone: any element, any choice, extensions, `_field` complements, contained resources. */
export function arbitraireDeRessource(types: readonly string[] = typesDeRessource()): fc.Arbitrary<Objet> {
  return fc.gen().map((g) => {
    const tirer: Tirer = (arbitraire) => g(arbitraire);
    return ressource(tirer, types, 0);
  });
}

function ressource(tirer: Tirer, types: readonly string[], profondeur: number): Objet {
  const type = tirer(() => fc.constantFrom(...types));
  return { resourceType: type, ...objet(tirer, type, profondeur) };
}

function objet(tirer: Tirer, type: string, profondeur: number): Objet {
  const elements = ordreDesElements(type).filter((e) => profondeur < 4 || e.primitif);
  const combien = Math.max(1, 5 - profondeur);
  const choisis = tirer(() =>
    fc.subarray([...elements], { minLength: 1, maxLength: Math.min(combien, elements.length) }),
  );
  const construit: Objet = {};
  for (const element of choisis) poser(tirer, construit, element, profondeur + 1);
  return construit;
}

function poser(tirer: Tirer, construit: Objet, element: ElementDeType, profondeur: number): void {
  const combien = element.repete ? tirer(() => fc.integer({ min: 1, max: 3 })) : 1;
  const lus = Array.from({ length: combien }, () => occurrence(tirer, element, profondeur));
  const [valeurs, complements] = [lus.map((l) => l.valeur ?? null), lus.map((l) => l.complement ?? null)];
  if (valeurs.some((v) => v !== null)) construit[element.nom] = element.repete ? valeurs : valeurs[0];
  if (complements.some((c) => c !== null)) construit[`_${element.nom}`] = element.repete ? complements : complements[0];
}

function occurrence(
  tirer: Tirer,
  element: ElementDeType,
  profondeur: number,
): { valeur?: unknown; complement?: unknown } {
  if (element.type === 'Resource') return { valeur: ressource(tirer, ['Patient', 'Observation', 'Basic'], profondeur) };
  if (!element.primitif) return { valeur: objet(tirer, element.type, profondeur) };
  const arbitraire = PRIMITIFS[element.type] ?? texteEcrivable;
  if (element.attribut || element.type === 'xhtml' || profondeur > 3) return { valeur: tirer(arbitraire) };
  const forme = tirer(() => fc.constantFrom('nue', 'nue', 'nue', 'avec', 'sans'));
  return {
    ...(forme === 'sans' ? {} : { valeur: tirer(arbitraire) }),
    ...(forme === 'nue' ? {} : { complement: objet(tirer, 'Element', profondeur) }),
  };
}
