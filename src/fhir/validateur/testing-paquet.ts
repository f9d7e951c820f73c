import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll } from 'vitest';
import { structureDuType, type ElementDeStructure, type Structure } from '../definitions/index.ts';
import { creerValidateur, type Bilan, type Validateur } from './index.ts';

const dossier = mkdtempSync(path.join(tmpdir(), 'cordee-paquets-'));
afterAll(() => rmSync(dossier, { recursive: true, force: true }));
let ecrits = 0;

interface FichierEcrit {
  readonly nom: string;
  readonly contenu: string | Buffer;
  /** Type flag of tar: `0` a file, `5` a folder, `L` a GNU long name, `x` a pax header. */
  readonly genre?: string;
}

/** A tar as POSIX wants it: the inverse of `lireTar`. */
export function ecrireTar(fichiers: readonly FichierEcrit[]): Buffer {
  return Buffer.concat([...fichiers.flatMap(membre), Buffer.alloc(1024)]);
}

function membre({ nom, contenu, genre = '0' }: FichierEcrit): readonly Buffer[] {
  const octets = Buffer.from(contenu);
  const entete = Buffer.alloc(512);
  entete.write(nom, 0, 100);
  entete.write('0000644\0', 100);
  entete.write(`${octets.length.toString(8).padStart(11, '0')}\0`, 124);
  entete.write('        ', 148);
  entete.write(genre, 156);
  entete.write('ustar\0', 257);
  const somme = entete.reduce((total, octet) => total + octet, 0);
  entete.write(`${somme.toString(8).padStart(6, '0')}\0 `, 148);
  return [entete, octets, Buffer.alloc((512 - (octets.length % 512)) % 512)];
}

export interface PaquetEcrit {
  readonly nom: string;
  readonly version: string;
  readonly canonique?: string;
  readonly dependances?: Readonly<Record<string, string>>;
  readonly ressources: readonly { readonly url: string; readonly version?: string; readonly resourceType?: string }[];
  readonly sansIndex?: boolean;
}

/** Writes a FHIR package, gone at the end of the test file, and gives its path. */
export function ecrirePaquet({ nom, version, canonique, dependances, ressources, sansIndex }: PaquetEcrit): string {
  const fichiers = ressources.map((ressource, i) => ({
    nom: `package/r${i}.json`,
    contenu: JSON.stringify({ resourceType: 'StructureDefinition', ...ressource }),
  }));
  const files = ressources.map(({ url, version: v, resourceType = 'StructureDefinition' }, i) => ({
    filename: `r${i}.json`,
    resourceType,
    url,
    version: v,
  }));
  const carte = { name: nom, version, canonical: canonique, dependencies: dependances };
  const index = { nom: 'package/.index.json', contenu: JSON.stringify({ files }) };
  const tar = ecrireTar([
    { nom: 'package/package.json', contenu: JSON.stringify(carte) },
    ...(sansIndex === true ? [] : [index]),
    ...fichiers,
  ]);
  ecrits += 1;
  const fichier = path.join(dossier, `${ecrits}-${nom}-${version}.tgz`);
  writeFileSync(fichier, gzipSync(tar));
  return fichier;
}

type Element = Readonly<Record<string, unknown>>;

/** A profile: the base type with elements changed (same id) or added (after the element they refine). */
export function unProfil(
  url: string,
  type: string,
  changes: Readonly<Record<string, Element>>,
  version = '1.0.0',
): Structure {
  const base = structureDuType(type);
  if (base === undefined) throw new Error(`${type} n’est pas un type de base`);
  const elements = [...(base.snapshot?.element ?? [])];
  for (const [id, change] of Object.entries(changes)) {
    const i = elements.findIndex((e) => e.id === id);
    const modele = elements.find((e) => e.id === id.replace(/:[^.]*$/, ''));
    const { slicing: _, ...sansTranchage } = modele ?? { slicing: undefined };
    // A test writes what it wants to see judged, misuses included.
    const nouveau = { min: 0, max: '1', ...(elements[i] ?? sansTranchage), ...change, id } as ElementDeStructure;
    if (i === -1) elements.splice(placeDe(elements, id), 0, nouveau);
    else elements[i] = nouveau;
  }
  return { ...base, url, version, derivation: 'constraint', snapshot: { element: elements } };
}

/** After its parent (or its unsliced element) and all that is below. */
function placeDe(elements: readonly ElementDeStructure[], id: string): number {
  const parent = /[:/][^.:/]*$/.test(id) ? id.replace(/[:/][^.:/]*$/, '') : id.slice(0, id.lastIndexOf('.'));
  return (
    elements.findLastIndex((e) => e.id === parent || e.id.startsWith(`${parent}.`) || e.id.startsWith(`${parent}:`)) + 1
  );
}

/** A validator that holds these resources in one package. */
export function validateurAvec(...ressources: PaquetEcrit['ressources']): Validateur {
  return creerValidateur({ paquets: [ecrirePaquet({ nom: 'essai', version: '1.0.0', ressources })] });
}

/** `Patient.name : rule` of each error. */
export function erreursDe({ issues }: Bilan): readonly string[] {
  return issues
    .filter((i) => i.severity === 'error')
    .map((i) => `${i.expression[0]} ${i.diagnostics.replace(/^.*#/, '')}`);
}

export function avertissementsDe({ issues }: Bilan): readonly string[] {
  return issues
    .filter((i) => i.severity === 'warning')
    .map((i) => `${i.expression[0]} ${i.diagnostics.replace(/^.*#/, '')}`);
}
