import type { Reduction } from '#fhir/recherche/index.ts';
export function reduire(texte: string, _reduction: Reduction): string { return texte; }
