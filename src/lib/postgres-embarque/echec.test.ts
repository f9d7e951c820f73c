import { describe, expect, test } from 'vitest';
import { expliquerEchec } from './echec.ts';

describe('un échec de la base dit en français ce qu’il faut faire', () => {
  test.each([
    ['initdb: error: could not write to file: No space left on device', /place sur le disque/],
    ['postgres: /lib/libc.so.6: version `GLIBC_2.28’ not found', /DATABASE_URL/],
    ['initdb: error: could not look up effective user ID 4242: user does not exist', /compte/],
    ['FATAL:  could not map anonymous shared memory: Cannot allocate memory', /mémoire/],
    ['FATAL:  data directory "/donnees" has wrong ownership', /autre compte/],
    ['FATAL:  database files are incompatible with server', /autre version/],
    ['spawn /cache/bin/postgres EACCES', /droit/],
  ])('%s', (sortie, attendu) => {
    expect(expliquerEchec('La base de données n’a pas démarré.', sortie).message).toMatch(attendu);
  });

  test('une cause inconnue est montrée telle quelle, sur ses six dernières lignes', () => {
    const lignes = Array.from({ length: 9 }, (_, numero) => `ligne ${numero}`);
    const echec = expliquerEchec('La base de données n’a pas démarré.', lignes.join('\n'));
    expect(echec.detail.split('\n')).toEqual(lignes.slice(3));
    expect(echec.message).toContain('demande d’aide');
  });
});
