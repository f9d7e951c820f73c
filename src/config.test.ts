import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { lireConfig, VARIABLES } from './config.ts';

describe('La configuration', () => {
  test('sans aucune variable, Cordée démarre en essai sur cette machine', () => {
    expect(lireConfig({})).toMatchObject({
      profil: 'essai',
      port: 3000,
      hote: '127.0.0.1',
      urlBase: undefined,
      demo: true,
    });
  });

  test('chaque variable lue est documentée', () => {
    const page = readFileSync(path.resolve(import.meta.dirname, '../docs/configuration.md'), 'utf8');
    expect(VARIABLES.filter((nom) => !page.includes(`\`${nom}\``))).toEqual([]);
  });

  test.each([
    [{ PORT: 'abc' }, /PORT/],
    [{ CORDEE_PROFIL: 'production' }, /essai, territoire ou region/],
    [{ CORDEE_PROFIL: 'territoire' }, /DATABASE_URL/],
    [{ CORDEE_BOITES: '{"secret":"a-ne-pas-dire"' }, /^(?!.*a-ne-pas-dire).*CORDEE_BOITES/s],
    [{ CORDEE_BOITES: '[{"adresse":"a@b.fr","smtp":{"hote":"x","port":1,"securite":"aucune"}}]' }, /CORDEE_BOITES/],
    [{ CORDEE_BOITES: '[{"adresse":"pas-une-adresse"}]' }, /CORDEE_BOITES/],
  ])('un réglage dangereux ou illisible est refusé avec une phrase (%j)', (env, phrase) => {
    expect(() => lireConfig(env)).toThrow(phrase);
  });
});

test('Pro Santé Connect se donne en entier ou pas du tout', () => {
  expect(lireConfig({}).psc).toBeUndefined();
  const entier = { CORDEE_PSC: 'bac-a-sable', CORDEE_PSC_CLIENT: 'cordee', CORDEE_PSC_SECRET: 'secret' };
  expect(lireConfig(entier).psc).toEqual({
    environnement: 'bac-a-sable',
    clientId: 'cordee',
    secret: 'secret',
    tls: undefined,
    espace: 'communaute',
    telephone: false,
  });
  for (const nom of Object.keys(entier))
    expect(() => lireConfig({ ...entier, [nom]: undefined })).toThrow(/Pro Santé Connect demande/);
});
