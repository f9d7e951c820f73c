// npm test            everything           node scripts/tester.mjs [filters of vitest…]
// npm run check       the quick half       node scripts/tester.mjs rapide [filters…]
// (CI, PostgreSQL 15) database tests only  node scripts/tester.mjs base [filters…]
// Goes on after a failure; the last line is always « N passed, N failed ».
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installerSiBesoin } from './installer.mjs';
import { lancerNode24, racine } from './node24.mjs';
import { surveillerParent } from './surveiller-parent.mjs';

// Two accounts of one machine never share what tests unpack (a browser, a database): each has its own folder, which the account
// of the database may walk through.
const temporaire = join(tmpdir(), `cordee-tests-${process.getuid?.() ?? 'commun'}`);
mkdirSync(temporaire, { recursive: true, mode: 0o711 });
process.env.TMPDIR = temporaire;

const MODES = ['rapide', 'base'];
const [premier = ''] = process.argv.slice(2);
const mode = MODES.includes(premier) ? premier : 'complet';
const filtres = process.argv.slice(mode === 'complet' ? 2 : 3);

const outil = (...chemin) => join('node_modules', ...chemin);
const aVerifier = ['src', 'e2e', 'bench', 'fautes', 'scripts'].filter((nom) => existsSync(join(racine, nom)));

const OUTILS = [
  ['Types', [outil('typescript', 'bin', 'tsc'), '-p', '.']],
  ['Règles d’écriture', [outil('oxlint', 'bin', 'oxlint'), '--type-aware', ...aVerifier]],
  ['Mise en forme', [outil('oxfmt', 'bin', 'oxfmt'), '--check']],
  ['Code mort', [outil('knip', 'bin', 'knip.js'), '--no-progress']],
];

const PROJETS = {
  complet: [],
  rapide: ['--project', 'regles'],
  // The launcher has its own programs: running its tests again on another server would prove nothing.
  base: ['--project', 'base', '--exclude', 'src/lib/postgres-embarque/**'],
};

async function etape(titre, faire) {
  console.log(`\n── ${titre}`);
  const debut = Date.now();
  const bilan = await faire();
  const duree = ((Date.now() - debut) / 1000).toFixed(1).replace('.', ',');
  console.log(`── ${titre} : ${bilan.echecs === 0 ? 'réussi' : 'ÉCHEC'} en ${duree} s`);
  return { titre, ...bilan };
}

async function lancerOutil(args) {
  const code = await lancerNode24(args);
  return code === 0 ? { reussis: 1, echecs: 0 } : { reussis: 0, echecs: 1 };
}

/** A file that fails to load has no test to count: it counts as one failure; so does a run that fails without saying where. */
export function compter(rapport, code) {
  const fichiersIllisibles = (rapport?.testResults ?? []).filter(
    (fichier) => fichier.status === 'failed' && !fichier.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const reussis = rapport?.numPassedTests ?? 0;
  const echecs = (rapport?.numFailedTests ?? 0) + fichiersIllisibles;
  const ecartes = (rapport?.numPendingTests ?? 0) + (rapport?.numTodoTests ?? 0);
  return { reussis, echecs: code !== 0 && echecs === 0 ? 1 : echecs, ecartes };
}

async function lancerVitest() {
  const dossier = mkdtempSync(join(tmpdir(), 'cordee-rapport-'));
  try {
    await deballerLeNavigateur();
    const rapport = join(dossier, 'vitest.json');
    const sorties = ['--reporter=default', '--reporter=json', `--outputFile.json=${rapport}`];
    const args = [outil('vitest', 'vitest.mjs'), 'run', '--passWithNoTests', ...sorties, ...PROJETS[mode], ...filtres];
    const code = await lancerNode24(args);
    const bilan = compter(existsSync(rapport) ? JSON.parse(readFileSync(rapport, 'utf8')) : undefined, code);
    if (bilan.ecartes > 0) console.log(`${bilan.ecartes} test(s) écarté(s), chacun avec sa raison.`);
    return bilan;
  } finally {
    rmSync(dossier, { recursive: true, force: true });
  }
}

async function toutLancer() {
  const bilans = [];
  try {
    await installerSiBesoin();
    const outils = mode === 'base' ? [] : OUTILS.map(([titre, args]) => [titre, () => lancerOutil(args)]);
    for (const [titre, faire] of [...outils, ['Tests', lancerVitest]]) {
      if (!interrompu) bilans.push(await etape(titre, faire));
    }
  } catch (erreur) {
    console.error(erreur.message);
    bilans.push({ titre: 'Préparation', reussis: 0, echecs: 1 });
  }
  return bilans;
}

/** Unpacked once, before: two test files that unpack the browser at the same time trip over each other. */
async function deballerLeNavigateur() {
  if (mode === 'rapide' || !existsSync(join(racine, 'node_modules', '@sparticuz', 'chromium'))) return;
  const deballer = "import navigateur from '@sparticuz/chromium'; await navigateur.executablePath();";
  await lancerNode24(['--input-type=module', '--eval', deballer]);
}

let interrompu = false;
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => (interrompu = true));

surveillerParent();
const bilans = await toutLancer();
const somme = (cle) => bilans.reduce((total, bilan) => total + bilan[cle], 0);
const rates = bilans.filter((bilan) => bilan.echecs > 0).map((bilan) => bilan.titre);
console.log(rates.length === 0 ? '\nTout est bon.' : `\nÀ corriger : ${rates.join(', ')}.`);
console.log(`${somme('reussis')} passed, ${somme('echecs')} failed`);
process.exitCode = somme('echecs') === 0 ? 0 : 1;
