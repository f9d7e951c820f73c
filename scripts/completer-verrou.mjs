// node scripts/completer-verrou.mjs: run it after each `npm install` that changed package-lock.json.
// npm leaves out of the lock the optional packages of other platforms that the registry at hand does not carry, then `npm ci`
// refuses that same lock everywhere. This adds the missing entries: name, version, platform; npm skips them where they do not apply.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { racine } from './node24.mjs';

const PLATEFORME = /(android|darwin|freebsd|linux|openharmony|win32)-(arm64|arm|x64|ia32|ppc64|riscv64|s390x)/;

function bibliothequeC(nom) {
  if (/-gnu/.test(nom)) return { libc: ['glibc'] };
  return /-musl/.test(nom) ? { libc: ['musl'] } : {};
}

function entree(nom, version, parent) {
  const [, os, cpu] = PLATEFORME.exec(nom) ?? [];
  if (os === undefined) throw new Error(`Plateforme illisible dans le nom du paquet ${nom}.`);
  const dev = parent.dev === true ? { dev: true } : {};
  return { version, cpu: [cpu], ...dev, ...bibliothequeC(nom), optional: true, os: [os] };
}

/** The lock with every optional package of its packages; unchanged when nothing is missing. */
export function completer(verrou) {
  const paquets = { ...verrou.packages };
  for (const [chemin, parent] of Object.entries(verrou.packages)) {
    for (const [nom, version] of Object.entries(parent.optionalDependencies ?? {})) {
      const absent =
        paquets[`node_modules/${nom}`] === undefined && paquets[`${chemin}/node_modules/${nom}`] === undefined;
      if (absent) paquets[`node_modules/${nom}`] = entree(nom, version, parent);
    }
  }
  const tries = Object.entries(paquets).sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...verrou, packages: Object.fromEntries(tries) };
}

const chemin = join(racine, 'package-lock.json');
const avant = readFileSync(chemin, 'utf8');
const apres = `${JSON.stringify(completer(JSON.parse(avant)), null, 2)}\n`;
if (apres !== avant) writeFileSync(chemin, apres);
console.log(apres === avant ? 'package-lock.json est complet.' : 'package-lock.json a été complété.');
