import { expect, test } from 'vitest';
import { ceQuiVient } from './fin-de-session.ts';

const MINUTE = 60_000;
const etat = (minutes: { geste: number; presence: number; expire?: number; inactivite?: number }) =>
  ceQuiVient({
    maintenant: 1_000 * MINUTE,
    geste: (1_000 - minutes.geste) * MINUTE,
    presence: (1_000 - minutes.presence) * MINUTE,
    inactiviteMs: (minutes.inactivite ?? 30) * MINUTE,
    expire: (1_000 + (minutes.expire ?? 600)) * MINUTE,
  });

test('on avertit avant que la session ne se ferme, jamais après, sur un poste à soi comme sur un poste partagé', () => {
  for (const inactivite of [15, 30]) {
    expect(etat({ geste: inactivite - 4, presence: inactivite - 4, inactivite })).toBe('rien');
    expect(etat({ geste: inactivite - 3, presence: inactivite - 3, inactivite })).toBe('avertir');
  }
});

test('quelqu’un qui écrit longtemps sans rien envoyer est signalé présent, et n’est pas averti', () => {
  expect(etat({ geste: 0, presence: 0 })).toBe('rien');
  expect(etat({ geste: 0, presence: 1 })).toBe('signaler');
  expect(etat({ geste: 0, presence: 28 })).toBe('signaler');
  expect(etat({ geste: 28, presence: 28 })).toBe('avertir');
  // Typed after the last request, then left: nobody is there any more, and the warning comes.
  expect(etat({ geste: 27, presence: 28 })).toBe('avertir');
});

test('la fin des douze heures est annoncée un quart d’heure avant', () => {
  expect(etat({ geste: 0, presence: 0, expire: 16 })).toBe('rien');
  expect(etat({ geste: 0, presence: 0, expire: 15 })).toBe('dire_la_fin');
});
