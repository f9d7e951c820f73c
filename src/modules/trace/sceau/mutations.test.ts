import { expect, test } from 'vitest';
import { lireCle, verifierLignes } from '../../../../scripts/verifier-audit.mjs';
import { cleEphemere } from './cle.ts';
import { hasardDe, journalDeTest, MUTATIONS } from './mutations.testing.ts';

const cles = { juste: cleEphemere(), fausse: cleEphemere() };
const publique = lireCle(cles.juste.publique);

test.each(Object.entries(MUTATIONS))('%s : vu à chaque fois', (_nom, mutation) => {
  const tirer = hasardDe(20_261_128);
  for (let fois = 0; fois < 40; fois += 1) {
    const journal = journalDeTest(cles.juste, tirer);
    const change = mutation(journal, tirer, cles);
    if (change.join('\n') === journal.lignes.join('\n')) continue;
    expect(verifierLignes(change, publique, journal.ancres)).toMatchObject({ intact: false });
  }
});

test('un journal que personne n’a touché n’est jamais accusé', () => {
  const tirer = hasardDe(7);
  for (let fois = 0; fois < 100; fois += 1) {
    const { lignes, ancres } = journalDeTest(cles.juste, tirer);
    expect(verifierLignes(lignes, publique, ancres)).toMatchObject({ intact: true });
  }
});
