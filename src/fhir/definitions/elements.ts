import { codeDuType, type ElementDeStructure, type TypeElement } from './modele.ts';
import { structureDuType } from './structures.ts';

/** One JSON property of a type. A choice (`value[x]`) gives one entry per type it may take, side by side. */
export interface ElementDeType {
  /** JSON name: `birthDate`, `valueString`. */
  readonly nom: string;
  /** Datatype (`date`, `HumanName`, `xhtml`), `Resource` for any resource, or the path of a group (`Patient.contact`). */
  readonly type: string;
  readonly primitif: boolean;
  readonly repete: boolean;
  /** Written as an XML attribute: `id` of an element, `url` of an extension. */
  readonly attribut: boolean;
}

const gardes = new Map<string, readonly ElementDeType[]>();

/**
 * Properties of a type in the order XML wants them. `type`: a resource or datatype (`Patient`, `HumanName`) or the path of a
 * group (`Patient.contact`), as `ElementDeType.type` gives it. Unknown or primitive type: empty.
 */
export function ordreDesElements(type: string): readonly ElementDeType[] {
  let elements = gardes.get(type);
  if (elements === undefined) gardes.set(type, (elements = lireElements(type)));
  return elements;
}

/** Datatype of a path of base R4: `Patient.name.given` → `string`, `Patient.contact` → itself; undefined when there is none. */
export function typeDuChemin(chemin: string): string | undefined {
  const [racine = '', ...noms] = chemin.split('.');
  if (structureDuType(racine) === undefined) return undefined;
  let type: string | undefined = racine;
  for (const nom of noms) type = type && ordreDesElements(type).find((e) => e.nom === nom)?.type;
  return type;
}

function lireElements(type: string): readonly ElementDeType[] {
  const structure = structureDuType(type.split('.')[0] ?? '');
  if (structure === undefined || structure.kind === 'primitive-type') return [];
  const tous = structure.snapshot?.element ?? [];
  const enfants = tous.filter(({ id }) => id.startsWith(`${type}.`) && !id.slice(type.length + 1).includes('.'));
  const ressource = structure.kind === 'resource' && type === structure.type;
  return enfants.flatMap((element) => proprietes(element, tous, ressource));
}

function proprietes(
  element: ElementDeStructure,
  tous: readonly ElementDeStructure[],
  ressource: boolean,
): readonly ElementDeType[] {
  const nom = element.id.slice(element.id.lastIndexOf('.') + 1);
  const commun = { repete: element.max !== '1', attribut: element.representation?.includes('xmlAttr') ?? false };
  const modele = element.contentReference?.replace(/^.*#/, '');
  if (modele !== undefined) return [{ nom, type: modele, primitif: false, ...commun }];
  const groupe = tous.some(({ id }) => id.startsWith(`${element.id}.`));
  if (groupe) return [{ nom, type: element.id, primitif: false, ...commun }];
  if (ressource && nom === 'id') return [{ nom, type: 'id', primitif: true, repete: false, attribut: false }];
  return (element.type ?? []).map((t) => ({ ...simple(nom, t), ...commun }));
}

function simple(nom: string, t: TypeElement): Pick<ElementDeType, 'nom' | 'type' | 'primitif'> {
  const type = codeDuType(t);
  return { nom: nomDeChoix(nom, type), type, primitif: /^[a-z]/.test(type) };
}

/** `value[x]` as a `string` is `valueString` ; any other name is itself. */
export function nomDeChoix(nom: string, type: string): string {
  return nom.endsWith('[x]') ? nom.slice(0, -3) + type.charAt(0).toUpperCase() + type.slice(1) : nom;
}
