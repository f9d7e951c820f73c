import { assert, nat, property } from 'fast-check';
import { expect, test } from 'vitest';
import { lireFiche } from './postmaster.ts';

const fiche = (pid: number, port: number, etat: string): string =>
  [pid, '/donnees/pg18/donnees', 1_795_000_000, port, '', '127.0.0.1', '  5432001     98304', etat.padEnd(8), ''].join(
    '\n',
  );

test('la fiche d’un serveur prêt donne son numéro et son port', () => {
  expect(lireFiche(fiche(4321, 40_123, 'ready'))).toEqual({ pid: 4321, port: 40_123, etat: 'pret' });
});

test('un serveur qui démarre ou qui s’arrête n’est pas prêt', () => {
  expect(lireFiche(fiche(4321, 40_123, 'starting'))?.etat).toBe('demarrage');
  expect(lireFiche(fiche(4321, 40_123, 'stopping'))?.etat).toBe('arret');
});

test('une fiche coupée à n’importe quel endroit ne passe jamais pour celle d’un serveur prêt', () => {
  const entiere = fiche(4321, 40_123, 'ready');
  const finDuMotPret = entiere.indexOf('ready') + 'ready'.length;
  assert(
    property(nat({ max: finDuMotPret - 1 }), (longueur) => {
      expect(lireFiche(entiere.slice(0, longueur))?.etat).not.toBe('pret');
    }),
  );
});

test.each(['', '\n', 'abc\n', '-12\n', '0\n'])(
  'un contenu sans numéro de processus n’est pas une fiche : %j',
  (texte) => {
    expect(lireFiche(texte)).toBeUndefined();
  },
);
