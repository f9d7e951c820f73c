import { structureDuType } from '../definitions/index.ts';
import { ELEMENTS_RESUMES } from './elements-resumes.ts';
import type { Reduction } from './modele.ts';

/** Says that elements are missing: nobody writes such a copy back by mistake. Source: FHIR R4, search, _summary. */
const REDUIT = { system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', code: 'SUBSETTED' };
const TOUJOURS = ['resourceType', 'id', 'meta', 'implicitRules'];

type Objet = { readonly [cle: string]: unknown };

/**
 * Keeps of a stored resource what the search asked for, its mandatory elements included, and marks it as reduced. Pure: JSON text in, JSON
 * text out. The text that asks for nothing is served as it is, without coming here.
 */
export function reduire(texte: string, reduction: Reduction): string {
  const ressource = JSON.parse(texte) as Objet;
  const type = String(ressource['resourceType']);
  const garde = gardeDe(type, reduction);
  const reduite: Record<string, unknown> = {};
  for (const [nom, valeur] of Object.entries(ressource))
    if (garde(nom.startsWith('_') ? nom.slice(1) : nom)) reduite[nom] = valeur;
  reduite['meta'] = marquer(ressource['meta']);
  return JSON.stringify(reduite);
}

function gardeDe(type: string, reduction: Reduction): (nom: string) => boolean {
  switch (reduction.genre) {
    case 'donnees':
      return (nom) => nom !== 'text';
    case 'texte':
      return parmi(type, ['text', ...obligatoires(type)]);
    case 'elements':
      return parmi(type, [...reduction.elements, ...obligatoires(type)]);
    default:
      return parmi(type, [...(ELEMENTS_RESUMES[type]?.split(' ') ?? []), ...obligatoires(type)]);
  }
}

/** `value[x]`, or `value` alone, keeps `valueString`, `valueQuantity`… */
function parmi(type: string, noms: readonly string[]): (nom: string) => boolean {
  const choix = choixDe(type);
  const retenus = new Set([...TOUJOURS, ...noms]);
  const debuts = choix.filter((debut) => retenus.has(debut) || retenus.has(`${debut}[x]`));
  return (nom) =>
    retenus.has(nom) || debuts.some((debut) => /^[A-Z]/.test(nom.slice(debut.length)) && nom.startsWith(debut));
}

interface Elements {
  readonly obligatoires: readonly string[];
  readonly choix: readonly string[];
}

const connus = new Map<string, Elements>();

/** Top-level elements of a type that R4 requires, and those that have a choice of types (without their `[x]`). */
function elementsDe(type: string): Elements {
  let elements = connus.get(type);
  if (elements === undefined) {
    const premiers = (structureDuType(type)?.snapshot?.element ?? []).filter(({ id }) => id.split('.').length === 2);
    const nom = (id: string): string => id.slice(type.length + 1);
    elements = {
      obligatoires: premiers.filter(({ min }) => min > 0).map(({ id }) => nom(id)),
      choix: premiers.filter(({ id }) => id.endsWith('[x]')).map(({ id }) => nom(id).slice(0, -3)),
    };
    connus.set(type, elements);
  }
  return elements;
}

const obligatoires = (type: string): readonly string[] => elementsDe(type).obligatoires;
const choixDe = (type: string): readonly string[] => elementsDe(type).choix;

function marquer(meta: unknown): Objet {
  const connue: Objet = typeof meta === 'object' && meta !== null ? { ...meta } : {};
  const etiquettes = Array.isArray(connue['tag']) ? (connue['tag'] as readonly unknown[]) : [];
  return { ...connue, tag: [...etiquettes, REDUIT] };
}
