import type { ElementDeStructure, Structure } from '../../definitions/index.ts';

/** Types of the value; or the extensions held, by name, each with the types of its value. */
export type ContenuExtension = readonly string[] | Readonly<Record<string, readonly string[]>>;

/** Definition of an extension that carries one value of these types, or these extensions, and nothing else. */
export function extensionDeclaree([url, contenu]: readonly [string, ContenuExtension]): Structure {
  const types = estListe(contenu) ? contenu : undefined;
  const element = types === undefined ? complexe(url, Object.entries(contenu)) : simple('Extension', url, types);
  return { url, type: 'Extension', kind: 'complex-type', derivation: 'constraint', snapshot: { element } };
}

function estListe(contenu: ContenuExtension): contenu is readonly string[] {
  return Array.isArray(contenu);
}

const UNE = { min: 0, max: '*', base: { max: '*' }, type: [{ code: 'Extension' }] } as const;

function simple(id: string, url: string, types: readonly string[]): readonly ElementDeStructure[] {
  const fixee = { fixedUri: url };
  return [
    { id, ...UNE },
    { id: `${id}.id`, min: 0, max: '1', type: [{ code: 'string' }] },
    { id: `${id}.extension`, ...UNE, max: '0' },
    { id: `${id}.url`, min: 1, max: '1', type: [{ code: 'uri' }], ...fixee },
    { id: `${id}.value[x]`, min: 1, max: '1', type: types.map((code) => ({ code })) },
  ];
}

function complexe(
  url: string,
  parties: readonly (readonly [string, readonly string[]])[],
): readonly ElementDeStructure[] {
  const fixee = { fixedUri: url };
  const slicing = { discriminator: [{ type: 'value', path: 'url' }], rules: 'closed' } as const;
  return [
    { id: 'Extension', ...UNE },
    { id: 'Extension.id', min: 0, max: '1', type: [{ code: 'string' }] },
    { id: 'Extension.extension', ...UNE, min: 1, slicing },
    ...parties.flatMap(([nom, types]) => simple(`Extension.extension:${nom}`, nom, types)),
    { id: 'Extension.url', min: 1, max: '1', type: [{ code: 'uri' }], ...fixee },
    { id: 'Extension.value[x]', min: 0, max: '0', type: [{ code: 'string' }] },
  ];
}
