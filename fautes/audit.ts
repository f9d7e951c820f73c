import { cleEphemere } from '../src/modules/trace/sceau/cle.ts';
import { hasardDe, journalDeTest, MUTATIONS } from '../src/modules/trace/sceau/mutations.testing.ts';
import { lireCle, verifierLignes } from '../scripts/verifier-audit.mjs';

/** Sealed journals, changed by every hand we could think of, put before the independent verifier. Returns whether none passed. */
export function alterer(
  reglage: { readonly mutations: number; readonly graine: number },
  dire: (ligne: string) => void,
): boolean {
  const cles = { juste: cleEphemere(), fausse: cleEphemere() };
  const publique = lireCle(cles.juste.publique);
  const tirer = hasardDe(reglage.graine);
  const mains = Object.entries(MUTATIONS);
  const passees: string[] = [];
  let essayees = 0;
  let accuses = 0;
  let intacts = 0;
  while (essayees < reglage.mutations) {
    const journal = journalDeTest(cles.juste, tirer);
    intacts += 1;
    if (!verifierLignes(journal.lignes, publique, journal.ancres).intact) accuses += 1;
    for (const [nom, mutation] of mains) {
      const change = mutation(journal, tirer, cles);
      if (change.join('\n') === journal.lignes.join('\n')) continue;
      essayees += 1;
      if (verifierLignes(change, publique, journal.ancres).intact) passees.push(nom);
    }
  }
  dire(
    `${essayees} altérations de ${mains.length} sortes (graine ${reglage.graine}) : ${essayees - passees.length} vues.`,
  );
  dire(`${intacts} journaux intacts : ${accuses} accusés à tort.`);
  for (const nom of new Set(passees)) dire(`PASSÉE INAPERÇUE : ${nom}`);
  return passees.length === 0 && accuses === 0;
}
