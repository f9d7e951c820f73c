import type { Banc } from './banc.ts';
import { demarrage } from './demarrage.ts';
import { listes } from './listes.ts';
import { saisie } from './saisie.ts';

const BANCS: readonly Banc[] = [saisie, demarrage, listes];

/** Without a name: lists them, then runs them all. */
async function lancer(noms: readonly string[]): Promise<number> {
  const inconnu = noms.find((nom) => !BANCS.some((b) => b.nom === nom));
  for (const { nom, resume } of BANCS) console.log(`${nom.padEnd(12)}${resume}`);
  if (inconnu !== undefined) {
    console.error(
      `\nLa mesure « ${inconnu} » n’existe pas. Écrivez : npm run bench -- ${BANCS.map((b) => b.nom).join('|')}`,
    );
    return 2;
  }
  let tenu = true;
  for (const banc of BANCS.filter((b) => noms.length === 0 || noms.includes(b.nom))) {
    console.log(`\n${banc.nom}`);
    const ok = await banc.mesurer((ligne) => console.log(ligne));
    console.log(`  ${ok ? 'cible tenue' : 'CIBLE MANQUÉE'}`);
    tenu &&= ok;
  }
  return tenu ? 0 : 1;
}

try {
  process.exitCode = await lancer(process.argv.slice(2));
} catch (erreur) {
  console.error(erreur instanceof Error ? (erreur.stack ?? erreur.message) : erreur);
  process.exitCode = 1;
}
