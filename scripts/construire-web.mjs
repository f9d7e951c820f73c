// Builds the screens into web-construit/ when their sources changed. The folder is replaced in one go: a server that runs, or
// a build cut short, never sees half of it.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { installerSiBesoin } from './installer.mjs';
import { lancerNode24, racine } from './node24.mjs';

const SORTIE = join(racine, 'web-construit');
const TAMPON = '.empreinte';

function fichiers(dossier) {
  if (!existsSync(dossier)) return [];
  const ordre = (a, b) => (a.name < b.name ? -1 : 1); // the order of the disk differs from one machine to the next
  return readdirSync(dossier, { withFileTypes: true })
    .sort(ordre)
    .flatMap((element) => {
      const chemin = join(dossier, element.name);
      return element.isDirectory() ? fichiers(chemin) : [chemin];
    });
}

/** Whatever the screens may import; tests and SQL cannot change them. */
function entreDansLesEcrans(chemin) {
  return !/\.(test|e2e)\.tsx?$|\.sql$|\.md$/.test(chemin);
}

function empreinte() {
  const communs = ['package-lock.json', 'vite.config.ts', 'tsconfig.json'].map((nom) => join(racine, nom));
  const sources = fichiers(join(racine, 'src')).filter(entreDansLesEcrans);
  const hash = createHash('sha256');
  for (const chemin of [...communs.filter((commun) => existsSync(commun)), ...sources]) {
    hash.update(relative(racine, chemin).split(sep).join('/')).update('\0').update(readFileSync(chemin)).update('\0');
  }
  return hash.digest('hex');
}

async function construire(voulue) {
  const debut = Date.now();
  const cache = join(racine, '.cache');
  const enCours = join(cache, `web-${process.pid}`);
  const ancien = join(cache, `web-ancien-${process.pid}`);
  mkdirSync(cache, { recursive: true });
  console.log('Construction des écrans…');
  try {
    const vite = join('node_modules', 'vite', 'bin', 'vite.js');
    const args = [
      vite,
      'build',
      '--config',
      'vite.config.ts',
      '--outDir',
      enCours,
      '--emptyOutDir',
      '--logLevel',
      'warn',
    ];
    const code = await lancerNode24(args, { env: { NODE_ENV: 'production' } });
    if (code !== 0) throw new Error('Les écrans n’ont pas pu être construits ; la cause est affichée au-dessus.');
    writeFileSync(join(enCours, TAMPON), voulue);
    if (existsSync(SORTIE)) renameSync(SORTIE, ancien);
    renameSync(enCours, SORTIE);
  } finally {
    rmSync(enCours, { recursive: true, force: true });
    rmSync(ancien, { recursive: true, force: true });
  }
  console.log(`Écrans construits en ${((Date.now() - debut) / 1000).toFixed(1).replace('.', ',')} s.`);
}

try {
  const voulue = empreinte();
  const tampon = join(SORTIE, TAMPON);
  const frais = existsSync(tampon) && readFileSync(tampon, 'utf8') === voulue;
  if (!frais) {
    await installerSiBesoin();
    await construire(voulue);
  }
} catch (erreur) {
  console.error(erreur.message);
  process.exitCode = 1;
}
