import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A project reduced to our scripts, with tools that only leave a trace: npm, vite, vitest and the others are played by a few lines. */
export type ProjetDeTest = {
  ecrire(chemin: string, contenu: string): void;
  lire(chemin: string): string;
  existe(chemin: string): boolean;
  lancer(script: string, ...args: string[]): Promise<{ code: number | null; sortie: string }>;
  demarrer(script: string, env?: Record<string, string>): { enfant: ChildProcess; sortie: () => string };
};

const dossiers: string[] = [];

export function rangerLesProjets(): void {
  for (const dossier of dossiers.splice(0)) rmSync(dossier, { recursive: true, force: true });
}

/** Plays `npm`: notes each order in npm.log, makes node_modules; NPM_ECHEC holds an order that fails and how. */
const FAUX_NPM = `
const fs = require('node:fs');
const ordre = process.argv[2];
fs.appendFileSync('npm.log', ordre + '\\n');
const echec = fs.existsSync('npm-echec.json') ? JSON.parse(fs.readFileSync('npm-echec.json', 'utf8')) : {};
if (echec[ordre]) { console.error(echec[ordre]); process.exit(1); }
if (ordre === 'install') fs.writeFileSync('package-lock.json', '{"reecrit":true}');
fs.mkdirSync('node_modules', { recursive: true });
`;

export function unProjet(): ProjetDeTest {
  const racine = mkdtempSync(join(tmpdir(), 'cordee-scripts-'));
  dossiers.push(racine);
  const ecrire = (chemin: string, contenu: string): void => {
    mkdirSync(dirname(join(racine, chemin)), { recursive: true });
    writeFileSync(join(racine, chemin), contenu);
  };
  cpSync(import.meta.dirname, join(racine, 'scripts'), { recursive: true, filter: (nom) => !nom.endsWith('.ts') });
  ecrire('package.json', '{"type":"module"}');
  ecrire('package-lock.json', '{"packages":{}}');
  ecrire('npm/package.json', '{"type":"commonjs"}');
  ecrire('npm/npm-cli.js', FAUX_NPM);
  const demarrer: ProjetDeTest['demarrer'] = (script, env = {}) => {
    const [fichier = '', ...args] = script.split(' ');
    const { npm_lifecycle_event: _ignore, CORDEE_TEST_PG: _aussi, ...reste } = process.env;
    const enfant = spawn(process.execPath, [join(racine, 'scripts', fichier), ...args], {
      env: { ...reste, npm_execpath: join(racine, 'npm', 'npm-cli.js'), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let sortie = '';
    enfant.stdout.on('data', (morceau: Buffer) => (sortie += morceau.toString()));
    enfant.stderr.on('data', (morceau: Buffer) => (sortie += morceau.toString()));
    return { enfant, sortie: () => sortie };
  };
  return {
    ecrire,
    lire: (chemin) => readFileSync(join(racine, chemin), 'utf8'),
    existe: (chemin) => existsSync(join(racine, chemin)),
    demarrer,
    lancer(script, ...args) {
      const { enfant, sortie } = demarrer([script, ...args].join(' '));
      return new Promise((resolve) => enfant.once('close', (code) => resolve({ code, sortie: sortie() })));
    },
  };
}
