import { expect, test } from 'vitest';
import { reconnaitre } from './service-conseille.ts';

const contact = (ref: string, nom: string) =>
  ({ ref, nom, genre: 'offre', precision: '', mssante: true, telephone: true }) as const;
const JOUR = contact('HealthcareService/jour', 'SAD Bel Automne, jour');
const NUIT = contact('HealthcareService/nuit', 'SAD Bel Automne, nuit');

test('le seul service trouvé est reconnu, même écrit autrement', () => {
  expect(reconnaitre('bel automne', [NUIT])).toBe(NUIT.ref);
});

test('parmi plusieurs, seul le même nom est reconnu, accents et majuscules à part', () => {
  const exact = contact('Organization/bel-automne', 'SAD Bel Automne');
  expect(reconnaitre('sad bel  AUTOMNE', [JOUR, exact, NUIT])).toBe(exact.ref);
});

test('dans le doute, personne n’est choisi à la place de l’utilisateur', () => {
  expect(reconnaitre('Bel Automne', [JOUR, NUIT])).toBeUndefined();
  expect(reconnaitre('SAD Bel Automne, nuit', [NUIT, { ...NUIT, ref: 'Organization/homonyme' }])).toBeUndefined();
  expect(reconnaitre('Bel Automne', [])).toBeUndefined();
});
