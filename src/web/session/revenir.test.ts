import { expect, test } from 'vitest';
import { revenirA } from './revenir.ts';

test('après la connexion, on revient dans les écrans, ou à la page où une application attend un accord', () => {
  const faits: string[] = [];
  const outils = {
    naviguer: (adresse: string) => void faits.push(`écran ${adresse}`),
    charger: (adresse: string) => void faits.push(`page ${adresse}`),
  };
  for (const adresse of ['/demandes/12?onglet=fil', '/oauth/demande?q=abc', '/oauthentique', '/'])
    revenirA(adresse, outils);
  expect(faits).toEqual([
    'écran /demandes/12?onglet=fil',
    'page /oauth/demande?q=abc',
    'écran /oauthentique',
    'écran /',
  ]);
});
