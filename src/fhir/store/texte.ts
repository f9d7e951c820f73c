import type { Identifiee } from '../types.ts';

/** Text of a resource around what only the write knows: its version. `debut` + version + `MILIEU` + instant + `fin`. */
export interface TexteAEcrire {
  readonly debut: string;
  readonly fin: string;
}

export const MILIEU = '","lastUpdated":"';

/** `resourceType`, `id` and `meta` first; `versionId` and `lastUpdated` close `meta` whatever the author wrote there. */
export function texteAEcrire({ resourceType, id, meta, ...reste }: Identifiee): TexteAEcrire {
  const { versionId: _version, lastUpdated: _le, ...autres } = meta ?? {};
  const dit = JSON.stringify(autres);
  const contenu = JSON.stringify(reste);
  return {
    debut: `{"resourceType":"${resourceType}","id":${JSON.stringify(id)},"meta":${dit === '{}' ? '{' : `${dit.slice(0, -1)},`}"versionId":"`,
    fin: contenu === '{}' ? '"}}' : `"},${contenu.slice(1)}`,
  };
}

/** What is left of a deleted resource: its name and its version. */
export function texteSupprime(type: string, id: string): TexteAEcrire {
  return { debut: `{"resourceType":"${type}","id":${JSON.stringify(id)},"meta":{"versionId":"`, fin: '"}}' };
}

export function texteEntier({ debut, fin }: TexteAEcrire, version: number, le: Date): string {
  return `${debut}${version}${MILIEU}${le.toISOString()}${fin}`;
}
