import { expect, test } from 'vitest';
import { accesEnMots, type LigneDuJour } from './phrases.ts';

const ligne = (reste: Partial<LigneDuJour> = {}): LigneDuJour => ({
  jour: '2026-11-24',
  acteur: 'compte:lise',
  nom: 'Dr Lise Exemple',
  structure: 'Cabinet des Tilleuls',
  role: 'medecin',
  geste: 'lecture',
  titre: 'equipe',
  debut: new Date('2026-11-24T08:12:00Z'),
  fin: new Date('2026-11-24T08:40:00Z'),
  quoi: ['ADM', 'MED'],
  ...reste,
});

test('une ligne par lecteur et par jour, en phrases, dans l’ordre où ils sont venus', () => {
  const [premier, second] = accesEnMots([
    ligne(),
    ligne({ geste: 'ecriture', quoi: ['FIL'], fin: new Date('2026-11-24T09:00:00Z') }),
    ligne({
      acteur: 'compte:paul',
      nom: 'Paul',
      titre: 'urgence',
      debut: new Date('2026-11-24T07:00:00Z'),
      fin: new Date('2026-11-24T07:00:00Z'),
    }),
  ]);
  expect(premier).toMatchObject({ qui: 'Paul', quand: 'à 8 h', urgence: true });
  expect(second).toEqual({
    qui: 'Dr Lise Exemple',
    metier: 'Médecin',
    structure: 'Cabinet des Tilleuls',
    quand: 'de 9 h 12 à 10 h',
    quoi: 'A lu l’identité et les coordonnées et la santé et les soins. A écrit le cahier de liaison',
    pourquoi: 'Fait partie de l’équipe qui suit la personne',
    urgence: false,
  });
});

test('une famille sensible n’est jamais nommée, ni un proche', () => {
  const texte = JSON.stringify(
    accesEnMots([ligne({ quoi: ['SEN'] }), ligne({ quoi: ['SEN', 'MED'], acteur: 'lien:Patient/p1', nom: null })]),
  );
  expect(texte).toContain('A lu d’autres informations');
  expect(texte).not.toMatch(/SEN|sensible/i);
  expect(texte).toContain('La personne elle-même, ou un proche, par un lien');
});
