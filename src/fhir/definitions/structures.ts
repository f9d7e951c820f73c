import { ouvrirCoffre, uneFois } from './donnees.ts';
import type { Structure } from './modele.ts';

const PREFIXE = 'http://hl7.org/fhir/StructureDefinition/';
const coffre = uneFois(() => ouvrirCoffre('structures.coffre.gz'));

/** Canonicals of base R4: datatypes, resources, base profiles, HL7 extensions. */
export function structuresDeBase(): ReadonlySet<string> {
  return coffre().cles;
}

/** Definition of a canonical of base R4, parsed anew at each call; undefined when base R4 does not have it. */
export function structureDeBase(url: string): Structure | undefined {
  return coffre().lire(url) as Structure | undefined;
}

const gardees = new Map<string, Structure | undefined>();

/** Definition of a datatype or a resource by its name, kept once read: `Patient`, `HumanName`, `date`. */
export function structureDuType(type: string): Structure | undefined {
  if (!gardees.has(type)) gardees.set(type, structureDeBase(PREFIXE + type));
  return gardees.get(type);
}

const noms = uneFois((): readonly string[] =>
  [...structuresDeBase()].flatMap((url) => {
    const nom = url.slice(PREFIXE.length);
    if (!/^[A-Z]/.test(nom)) return [];
    const structure = structureDeBase(url);
    const concrete = structure?.kind === 'resource' && structure.abstract !== true;
    return concrete && structure.derivation === 'specialization' ? [nom] : [];
  }),
);

/** The 146 concrete resource types of R4, in alphabetical order. */
export function typesDeRessource(): readonly string[] {
  return noms();
}
