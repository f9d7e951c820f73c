import { typesDeRessource } from '../../definitions/index.ts';
import { enTexte, estObjet, type Objet, type Passage } from '../passage.ts';

const types = new Set<string>();

/** Is it the name of a resource type of R4? */
export function estTypeDeRessource(nom: string): boolean {
  if (types.size === 0) for (const type of typesDeRessource()) types.add(type);
  return types.has(nom);
}

/** The resource a reference leads to without leaving what is judged: contained (`#id`), or an entry of the Bundle. */
export function cibleDe(p: Passage, reference: unknown): Objet | undefined {
  if (typeof reference !== 'string') return undefined;
  if (reference.startsWith('#')) return contenue(p.racine, reference.slice(1));
  return p.lot === undefined ? undefined : entreesDe(p, p.lot).get(reference);
}

function contenue(racine: Objet, id: string): Objet | undefined {
  if (id === '') return racine;
  const { contained } = racine;
  if (!Array.isArray(contained)) return undefined;
  return contained.find((ressource) => estObjet(ressource) && ressource['id'] === id);
}

/** Entries of a Bundle by full url, and by `Type/id`. */
function entreesDe(p: Passage, lot: Objet): ReadonlyMap<string, Objet> {
  const gardees = p.entrees.get(lot);
  if (gardees !== undefined) return gardees;
  const entrees = new Map<string, Objet>();
  for (const entree of Array.isArray(lot['entry']) ? lot['entry'] : []) {
    if (!estObjet(entree) || !estObjet(entree['resource'])) continue;
    const { fullUrl, resource } = entree;
    if (typeof resource['id'] === 'string')
      entrees.set(`${enTexte(resource['resourceType'])}/${resource['id']}`, resource);
    if (typeof fullUrl === 'string') entrees.set(fullUrl, resource);
  }
  p.entrees.set(lot, entrees);
  return entrees;
}

const LITTERALE = /(?:^|\/)([A-Z][A-Za-z]+)\/[A-Za-z0-9.-]{1,64}(?:\/_history\/[A-Za-z0-9.-]{1,64})?$/;

/** Type of resource a Reference leads to, as far as it can be told without asking a server. */
export function typeVise(p: Passage, { reference, type }: Objet): string | undefined {
  if (typeof reference === 'string') {
    const lu = LITTERALE.exec(reference)?.[1];
    if (lu !== undefined && estTypeDeRessource(lu)) return lu;
    const cible = cibleDe(p, reference)?.['resourceType'];
    if (typeof cible === 'string') return cible;
  }
  return typeof type === 'string' && estTypeDeRessource(type) ? type : undefined;
}
