import { describe, expect, test } from 'vitest';
import { compartimentPatient, parametresDeBase } from './index.ts';

const parametre = (type: string, code: string) =>
  parametresDeBase().find((p) => p.code === code && p.base.includes(type));

describe('Les paramètres de recherche de base', () => {
  test('chaque type et chaque code n’ont qu’une définition', () => {
    const cles = parametresDeBase().flatMap((p) => p.base.map((type) => `${type}.${p.code}`));
    expect(new Set(cles).size).toBe(cles.length);
  });

  test('une référence dit vers quels types elle mène', () => {
    expect(parametresDeBase()).toHaveLength(1377);
    expect(parametre('Task', 'subject')).toBeDefined();
    expect(parametre('Observation', 'performer')?.target).toContain('Practitioner');
  });

  test('chaque partie d’un paramètre composé est elle-même définie', () => {
    const connus = new Set(parametresDeBase().map((p) => p.url));
    const parties = parametresDeBase().flatMap((p) => p.component ?? []);
    expect(parties.length).toBeGreaterThan(50);
    expect(parties.filter(({ definition }) => !connus.has(definition))).toEqual([]);
  });
});

describe('Le compartiment d’une personne', () => {
  test('un rendez-vous s’y rattache par ses participants, une organisation n’y est pas', () => {
    expect(compartimentPatient().get('Appointment')).toEqual(['actor']);
    expect(compartimentPatient().has('Organization')).toBe(false);
  });

  test('chaque rattachement suit un paramètre de recherche qui existe', () => {
    const absents = [...compartimentPatient()].flatMap(([type, codes]) =>
      codes.filter((code) => parametre(type, code) === undefined).map((code) => `${type}.${code}`),
    );
    expect(absents).toEqual([]);
  });
});
