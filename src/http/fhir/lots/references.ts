import type { ObjetJson } from './lire-lot.ts';

/** New address of what entries of the same Bundle call by a temporary one: `urn:uuid:…` → `Patient/0192…`. */
export type Adresses = ReadonlyMap<string, string>;

/** Text elements that hold a value of their own, never a link, whatever they look like. */
const JAMAIS_UN_LIEN = new Set(['value', 'system', 'code', 'display', 'text', 'id', 'resourceType']);

/** One text that was replaced, to be put back if the Bundle is played again. */
export interface LienReecrit {
  readonly dans: ObjetJson;
  readonly nom: string;
  readonly avant: string;
}

/**
 * Replaces, in place, every link of a resource to another entry of its Bundle: references, urls, uris, and the links of the
 * narrative. `racine` is what stands before `Type/id` in the entry's own full url, for relative references. An identifier keeps
 * its value. Gives what was replaced. Source: FHIR R4, http.html#trules.
 */
export function reecrireLiens(
  ressource: ObjetJson,
  adresses: Adresses,
  racine: string | undefined,
): readonly LienReecrit[] {
  if (adresses.size === 0) return [];
  return visiter(ressource, (cle, texte) => {
    if (cle === 'div') return reecrireNarratif(texte, adresses);
    if (JAMAIS_UN_LIEN.has(cle)) return texte;
    const [lien = texte, fragment] = texte.split('#');
    const nouvelle =
      adresses.get(lien) ?? (cle === 'reference' && racine !== undefined ? adresses.get(racine + lien) : undefined);
    if (nouvelle === undefined) return texte;
    return fragment === undefined ? nouvelle : `${nouvelle}#${fragment}`;
  });
}

export function retablir(reecrits: readonly LienReecrit[]): void {
  for (const { dans, nom, avant } of reecrits) dans[nom] = avant;
}

/** True when the resource links to one of these addresses. */
export function citeUneDe(ressource: ObjetJson, adresses: ReadonlySet<string>): boolean {
  let trouvee = false;
  visiter(ressource, (cle, texte) => {
    if (!JAMAIS_UN_LIEN.has(cle) && adresses.has(texte.split('#', 1)[0] ?? '')) trouvee = true;
    return texte;
  });
  return trouvee;
}

function reecrireNarratif(texte: string, adresses: Adresses): string {
  return texte.replaceAll(/(href|src)="([^"]+)"/g, (tout, attribut: string, lien: string) => {
    const nouvelle = adresses.get(lien);
    return nouvelle === undefined ? tout : `${attribut}="${nouvelle}"`;
  });
}

/** Conditional references of a resource (`Patient?identifier=…`), each once. */
export function referencesConditionnelles(ressource: ObjetJson): ReadonlySet<string> {
  const trouvees = new Set<string>();
  visiter(ressource, (cle, texte) => {
    if (cle === 'reference' && estConditionnelle(texte)) trouvees.add(texte);
    return texte;
  });
  return trouvees;
}

const estConditionnelle = (texte: string): boolean => /^[A-Z][A-Za-z]+\?.+/.test(texte);

/** What stands before `Type/id` in a full url: `https://hopital.example/fhir/`; undefined when it is not of that form. */
export function racineDe(fullUrl: string | undefined): string | undefined {
  return /^(https?:\/\/.+\/)[A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64}$/.exec(fullUrl ?? '')?.[1];
}

/** Shows every text of the resource with the name it stands under, and writes back what `changer` gives when it differs. */
function visiter(
  racine: ObjetJson,
  changer: (cle: string, texte: string) => string,
  changes: LienReecrit[] = [],
  cle = '',
): readonly LienReecrit[] {
  for (const nom of Object.keys(racine)) {
    const enfant = racine[nom];
    const ou = Array.isArray(racine) ? cle : nom;
    if (typeof enfant === 'string') {
      const change = changer(ou, enfant);
      if (change === enfant) continue;
      changes.push({ dans: racine, nom, avant: enfant });
      racine[nom] = change;
    } else if (typeof enfant === 'object' && enfant !== null) {
      visiter(enfant as ObjetJson, changer, changes, ou);
    }
  }
  return changes;
}
