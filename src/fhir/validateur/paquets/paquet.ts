import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ArchiveIllisible, lireTgz } from './archive.ts';

/** A conformance resource of a package, found but not parsed yet. */
export interface Entree {
  readonly paquet: Paquet;
  readonly url: string;
  readonly version: string | undefined;
  /** Parsed at each call: whoever compiles it keeps what it made, not the text. */
  lire(): unknown;
}

export interface Paquet {
  readonly nom: string;
  readonly version: string;
  /** Beginning of the canonicals the package publishes, when it says so. */
  readonly canonique: string | undefined;
  readonly dependances: ReadonlyMap<string, string>;
  readonly structures: readonly Entree[];
  /** Value sets and code systems. */
  readonly codes: readonly Entree[];
  readonly parametresDeRecherche: readonly Entree[];
}

/** A package that cannot be used, and why; `message` names the file. */
export class PaquetIllisible extends Error {
  override readonly name = 'PaquetIllisible';
}

type Objet = Readonly<Record<string, unknown>>;
const GENRES = {
  StructureDefinition: 'structures',
  ValueSet: 'codes',
  CodeSystem: 'codes',
  SearchParameter: 'parametresDeRecherche',
} as const;

/** Reads the index of a FHIR package (.tgz). Its resources stay as bytes until asked. Throws `PaquetIllisible`. */
export function ouvrirPaquet(fichier: string): Paquet {
  try {
    return indexer(readFileSync(fichier));
  } catch (erreur) {
    const raison =
      erreur instanceof ArchiveIllisible || erreur instanceof PaquetIllisible
        ? erreur.message
        : 'le fichier ne peut pas être lu';
    throw new PaquetIllisible(`${path.basename(fichier)} : ${raison}.`, { cause: erreur });
  }
}

function indexer(octets: Buffer): Paquet {
  const ouvrir = deballeur(octets);
  const fichiers = deballer(octets);
  const carte = fichiers.get('package.json');
  if (carte === undefined) throw new PaquetIllisible('ce n’est pas un paquet FHIR : package/package.json manque');
  const { name, version, canonical, dependencies } = lireJson(carte, 'package.json');
  const paquet = {
    nom: texte(name) ?? 'sans nom',
    version: texte(version) ?? '0.0.0',
    canonique: texte(canonical),
    dependances: new Map(
      Object.entries(estObjet(dependencies) ? dependencies : {}).map(([nom, v]) => [nom, texte(v) ?? '']),
    ),
    structures: [] as Entree[],
    codes: [] as Entree[],
    parametresDeRecherche: [] as Entree[],
  };
  for (const { nom, resourceType, url, version: v } of sommaire(fichiers)) {
    const genre = GENRES[resourceType as keyof typeof GENRES];
    if (genre === undefined || url === undefined || !fichiers.has(nom)) continue;
    paquet[genre].push({ paquet, url, version: v, lire: () => lireJson(ouvrir().get(nom), nom) });
  }
  return paquet;
}

type Fichiers = ReadonlyMap<string, Buffer>;

/** Unpacks when asked. Ten times larger than the archive, the result is kept only as long as nothing else needs its memory. */
function deballeur(octets: Buffer): () => Fichiers {
  let deballes: WeakRef<Fichiers> | undefined;
  return () => {
    const gardes = deballes?.deref();
    if (gardes !== undefined) return gardes;
    const fichiers = deballer(octets);
    deballes = new WeakRef(fichiers);
    return fichiers;
  };
}

function deballer(octets: Buffer): Fichiers {
  return new Map(
    lireTgz(octets).flatMap(({ nom, contenu }) =>
      /^package\/[^/]+\.json$/.test(nom) ? [[nom.slice('package/'.length), contenu] as const] : [],
    ),
  );
}

interface Ligne {
  readonly nom: string;
  readonly resourceType: string;
  readonly url: string | undefined;
  readonly version: string | undefined;
}

/** From .index.json when the package has one, else from the resources themselves. */
function sommaire(fichiers: Fichiers): readonly Ligne[] {
  const index = fichiers.get('.index.json');
  if (index === undefined)
    return [...fichiers].flatMap(([nom, contenu]) =>
      nom === 'package.json' ? [] : [ligne(nom, lireJson(contenu, nom))],
    );
  const { files } = lireJson(index, '.index.json');
  return (Array.isArray(files) ? files : []).filter(estObjet).map((f) => ligne(texte(f['filename']) ?? '', f));
}

function ligne(nom: string, { resourceType, url, version }: Objet): Ligne {
  return { nom, resourceType: texte(resourceType) ?? '', url: texte(url), version: texte(version) };
}

function lireJson(octets: Buffer | undefined, nom: string): Objet {
  if (octets === undefined) throw new PaquetIllisible(`${nom} manque dans le paquet`);
  let lu: unknown;
  try {
    lu = JSON.parse(octets.toString('utf8'));
  } catch (erreur) {
    throw new PaquetIllisible(`${nom} n’est pas du JSON`, { cause: erreur });
  }
  if (!estObjet(lu)) throw new PaquetIllisible(`${nom} n’est pas un objet JSON`);
  return lu;
}

function estObjet(v: unknown): v is Objet {
  return typeof v === 'object' && v !== null && !Array.isArray(v);
}

function texte(v: unknown): string | undefined {
  return typeof v === 'string' ? v : undefined;
}
