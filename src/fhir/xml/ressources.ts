import { typesDeRessource } from '#fhir/definitions/index.ts';

let connus: ReadonlySet<string> | undefined;

/** True for a concrete resource type of R4. Asked before any definition is looked for: a name from outside never fills a cache. */
export function estTypeDeRessource(type: string): boolean {
  connus ??= new Set(typesDeRessource());
  return connus.has(type);
}
