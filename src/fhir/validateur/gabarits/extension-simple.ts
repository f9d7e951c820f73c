import type { ElementDeStructure, Structure } from '../../definitions/index.ts';

/** Definition of an extension that carries one value of these types, and nothing else. */
export function extensionSimple([url, types]: readonly [string, readonly string[]]): Structure {
  const element = (suite: string, reste: Omit<ElementDeStructure, 'id'>): ElementDeStructure => ({
    id: `Extension${suite}`,
    ...reste,
  });
  const adresse = { min: 1, max: '1', type: [{ code: 'uri' }], fixedUri: url };
  return {
    url,
    type: 'Extension',
    kind: 'complex-type',
    derivation: 'constraint',
    snapshot: {
      element: [
        element('', { min: 0, max: '*' }),
        element('.id', { min: 0, max: '1', type: [{ code: 'string' }] }),
        element('.extension', { min: 0, max: '0', base: { max: '*' }, type: [{ code: 'Extension' }] }),
        element('.url', adresse),
        element('.value[x]', { min: 1, max: '1', type: types.map((code) => ({ code })) }),
      ],
    },
  };
}
