import { expect, test } from 'vitest';
import { journalVers, sansValeurs } from './journal.ts';

test.each([
  ['error: invalid input syntax for type date: "12/03/1942"', 'error: invalid input syntax for type date: …'],
  ['duplicate key (nom)=(x) already exists for « Aubry »', 'duplicate key (nom)=(x) already exists for …'],
  ['le 1942-03-12 puis 2026-11-24T09:00:00.000Z', 'le … puis 2026-11-24T09:00:00.000Z'],
  ['INS 1 85 05 78 006 084 36 et 0639980123', 'INS … et …'],
  ['à marie.aubry@exemple.invalid', 'à …'],
  ["la sonnerie 'Aubry' d’une personne", 'la sonnerie … d’une personne'],
  [
    'client 0192f1c4-7d2e-7c3a-9f00-3a2b1c0d9e8f, territoire t0001',
    'client 0192f1c4-7d2e-7c3a-9f00-3a2b1c0d9e8f, territoire t0001',
  ],
])('le journal technique ne répète aucune valeur : %s', (message, attendu) => {
  expect(sansValeurs(message)).toBe(attendu);
});

test('chaque ligne du journal passe par là, quel que soit le détail', () => {
  const lignes: string[] = [];
  const journal = journalVers(
    (ligne) => lignes.push(ligne),
    () => new Date('2026-11-24T09:00:00Z'),
  );
  journal('erreur', 'panne', { motif: 'valeur "Aubry" refusée', statut: 500, territoire: 't0001' });
  expect(JSON.parse(lignes[0] ?? '')).toEqual({
    le: '2026-11-24T09:00:00.000Z',
    niveau: 'erreur',
    evenement: 'panne',
    motif: 'valeur … refusée',
    statut: 500,
    territoire: 't0001',
  });
});
