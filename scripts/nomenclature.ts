// npm run nomenclature [FICHIER]: what Cordée is made of (CycloneDX 1.6, JSON), from the lock alone. Without a file: on the screen.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const RACINE = path.resolve(import.meta.dirname, '..');

export interface PaquetDuVerrou {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly hasInstallScript?: boolean;
}

export interface Verrou {
  readonly lockfileVersion: number;
  readonly name: string;
  readonly version: string;
  readonly packages: Readonly<Record<string, PaquetDuVerrou>>;
}

export const lireVerrou = (): Verrou =>
  JSON.parse(readFileSync(path.join(RACINE, 'package-lock.json'), 'utf8')) as Verrou;

export const nomDuPaquet = (chemin: string): string => chemin.slice(chemin.lastIndexOf('node_modules/') + 13);

function composant(chemin: string, paquet: PaquetDuVerrou) {
  const nom = nomDuPaquet(chemin);
  const [groupe, court] = nom.startsWith('@') ? nom.split('/') : [undefined, nom];
  const purl = `pkg:npm/${nom.replace('@', '%40')}@${paquet.version ?? ''}`;
  const [algorithme = '', empreinte = ''] = (paquet.integrity ?? '').split('-', 2);
  return {
    type: 'library',
    'bom-ref': `${purl}#${chemin}`,
    ...(groupe === undefined ? {} : { group: groupe }),
    name: court ?? nom,
    version: paquet.version ?? '',
    scope: paquet.dev === true ? 'excluded' : paquet.optional === true ? 'optional' : 'required',
    purl,
    ...(paquet.license === undefined ? {} : { licenses: [{ expression: paquet.license }] }),
    ...(algorithme === 'sha512'
      ? { hashes: [{ alg: 'SHA-512', content: Buffer.from(empreinte, 'base64').toString('hex') }] }
      : {}),
  };
}

/** Same lock, same document: no date, and a serial number made of the content. */
export function nomenclature(verrou: Verrou) {
  const components = Object.entries(verrou.packages)
    .filter(([chemin]) => chemin !== '')
    .map(([chemin, paquet]) => composant(chemin, paquet))
    .toSorted((a, b) => (a['bom-ref'] < b['bom-ref'] ? -1 : 1));
  const h = createHash('sha256').update(JSON.stringify(components)).digest('hex');
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${h.slice(0, 8)}-${h.slice(8, 12)}-5${h.slice(13, 16)}-8${h.slice(17, 20)}-${h.slice(20, 32)}`,
    version: 1,
    metadata: { component: { type: 'application', name: verrou.name, version: verrou.version } },
    components,
  };
}

if (process.argv[1] === import.meta.filename) {
  const texte = `${JSON.stringify(nomenclature(lireVerrou()), null, 2)}\n`;
  const [, , fichier] = process.argv;
  if (fichier === undefined) process.stdout.write(texte);
  else writeFileSync(fichier, texte);
}
