// Runs on Node 18 and later, before anything is installed: only modules of Node itself.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { racine } from './node24.mjs';

const VERROU_ABANDONNE_MS = 15 * 60_000;

function empreinte(dossier) {
  const machine = `${process.platform}-${process.arch}`;
  return createHash('sha256')
    .update(readFileSync(join(dossier, 'package-lock.json')))
    .update(machine)
    .digest('hex');
}

function lireJson(chemin) {
  return JSON.parse(readFileSync(chemin, 'utf8'));
}

/** Does this optional package concern the machine? Packages that name a C library are left to npm's judgement. */
function attendu(paquet) {
  if (paquet.link === true) return false;
  if (paquet.optional !== true && paquet.peer !== true) return true;
  const pour = (liste, valeur) => liste !== undefined && liste.includes(valeur);
  return pour(paquet.os, process.platform) && pour(paquet.cpu, process.arch) && paquet.libc === undefined;
}

/**
 * Compares what the project asks for with what npm says it installed (its hidden lock file, written last).
 * Lets a hand-made `npm install` count, instead of installing everything again.
 */
export function paquetsConformes(demande, installe) {
  return Object.entries(demande.packages ?? {}).every(([chemin, paquet]) => {
    if (chemin === '' || !attendu(paquet)) return true;
    return installe.packages?.[chemin]?.version === paquet.version;
  });
}

function estAJour(dossier) {
  const modules = join(dossier, 'node_modules');
  const tampon = join(modules, '.cordee-installe');
  const voulue = empreinte(dossier);
  if (existsSync(tampon) && readFileSync(tampon, 'utf8') === voulue) return true;
  const cache = join(modules, '.package-lock.json');
  if (!existsSync(cache)) return false;
  if (!paquetsConformes(lireJson(join(dossier, 'package-lock.json')), lireJson(cache))) return false;
  try {
    writeFileSync(tampon, voulue);
  } catch (erreur) {
    if (erreur.code !== 'EACCES' && erreur.code !== 'EROFS') throw erreur; // read-only install: compared again next time
  }
  return true;
}

function inscriptible(dossier) {
  try {
    accessSync(dossier, constants.W_OK);
    return true;
  } catch {
    return false; // the answer itself, not a failure
  }
}

function commandeNpm() {
  const npm = process.env.npm_execpath;
  if (npm !== undefined && /npm-cli\.c?js$/.test(npm)) return [process.execPath, [npm]];
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm', []];
}

const COMMUN = ['--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];

function lancerNpm(dossier, ordre) {
  const [commande, debut] = commandeNpm();
  // Accounts without a home (services, containers) still need a place for npm's cache.
  const cache = inscriptible(homedir()) ? [] : ['--cache', join(dossier, '.cache', 'npm')];
  return new Promise((resolve) => {
    const enfant = spawn(commande, [...debut, ...ordre, ...COMMUN, ...cache], {
      cwd: dossier,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let sortie = '';
    enfant.stdout.on('data', (morceau) => (sortie += morceau));
    enfant.stderr.on('data', (morceau) => (sortie += morceau));
    const relayer = (signal) => enfant.kill(signal);
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, relayer);
    const finir = (code, ajout) => {
      for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, relayer);
      resolve({ code, sortie: sortie + ajout });
    };
    enfant.on('error', (erreur) => finir(1, erreur.message));
    enfant.on('close', (code) => finir(code ?? 130, ''));
  });
}

/**
 * `npm ci`, or `npm install` when the lock file lacks packages that this registry offers for other platforms
 * (see completer-verrou.mjs). The versions are those of the lock file in both cases, and it is left as found.
 */
async function installerPaquets(dossier) {
  const strict = await lancerNpm(dossier, ['ci']);
  if (strict.code === 0 || !/EUSAGE[^]*from lock file/.test(strict.sortie)) return strict;
  const chemin = join(dossier, 'package-lock.json');
  const verrou = readFileSync(chemin);
  try {
    return await lancerNpm(dossier, ['install', '--no-save']);
  } finally {
    writeFileSync(chemin, verrou);
  }
}

/** Two commands started together in a fresh clone: one installs, the other waits. */
async function sousVerrou(dossier, faire) {
  const verrou = join(dossier, '.cache', 'installation');
  mkdirSync(join(dossier, '.cache'), { recursive: true });
  for (let annonce = false; ; annonce = true) {
    try {
      mkdirSync(verrou);
      break;
    } catch (erreur) {
      if (erreur.code !== 'EEXIST') throw erreur;
      const age = Date.now() - (statSync(verrou, { throwIfNoEntry: false })?.mtimeMs ?? 0);
      if (age > VERROU_ABANDONNE_MS) rmSync(verrou, { recursive: true, force: true });
      else if (!annonce) console.log('Une autre commande installe Cordée, un instant…');
      await pause(500);
    }
  }
  try {
    return await faire();
  } finally {
    rmSync(verrou, { recursive: true, force: true });
  }
}

async function installer(dossier) {
  if (estAJour(dossier)) return;
  const debut = Date.now();
  console.log('Installation de ce qui manque (une à deux minutes la première fois)…');
  const { code, sortie } = await installerPaquets(dossier);
  if (code !== 0) {
    throw new Error(
      'L’installation n’a pas abouti. Vérifiez la connexion au registre npm et la place sur le disque, puis relancez la même commande.\n' +
        sortie.trim().split('\n').slice(0, 12).join('\n'),
    );
  }
  writeFileSync(join(dossier, 'node_modules', '.cordee-installe'), empreinte(dossier));
  console.log(`Installation terminée en ${Math.round((Date.now() - debut) / 1000)} s.`);
}

/** Installs the packages of the project when they are absent or no longer match package-lock.json. */
export async function installerSiBesoin(dossier = racine) {
  if (!estAJour(dossier)) await sousVerrou(dossier, () => installer(dossier));
}
