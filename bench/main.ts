import { abonnement } from './abonnement.ts';
import type { Banc } from './banc.ts';
import { demarrage } from './demarrage.ts';
import { droits } from './droits.ts';
import { fhir } from './fhir.ts';
import { listes } from './listes.ts';
import { magasin } from './magasin.ts';
import { recherche } from './recherche.ts';
import { saisie } from './saisie.ts';
import { audit, trace } from './trace.ts';
import { validateur } from './validateur.ts';

const BANCS: readonly Banc[] = [
  saisie,
  demarrage,
  listes,
  magasin,
  recherche,
  droits,
  fhir,
  validateur,
  abonnement,
  trace,
  audit,
];

/** Without a name: lists them, then runs them all. What follows the first `--option` is for the measure. */
async function lancer(mots: readonly string[]): Promise<number> {
  const fin = mots.findIndex((mot) => mot.startsWith('--'));
  const noms = fin === -1 ? mots : mots.slice(0, fin);
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
    const ok = await banc.mesurer((ligne) => console.log(ligne), fin === -1 ? [] : mots.slice(fin));
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
