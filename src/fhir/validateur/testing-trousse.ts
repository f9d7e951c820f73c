import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Operation } from 'rfc6902';
import { lireTgz } from './paquets/archive.ts';
import { creerValidateur, type Validateur } from './index.ts';

/** Published French packages and official verdicts, beside the checkout. */
export const TROUSSE = path.resolve(import.meta.dirname, '../../../../shared/conformance/fhir');

export const trousseAbsente = !existsSync(path.join(TROUSSE, 'oracle.json'));
if (trousseAbsente) process.stderr.write('conformance kit not found at ../shared/conformance/fhir, skipped\n');

export interface Exemple {
  /** `hl7.fhir.fr.core#2.2.0` */
  readonly paquet: string;
  readonly nom: string;
  /** Does the official validator accept it, warnings aside? */
  readonly officiellementValide: boolean;
  readonly annonceUnProfil: boolean;
  /** A copy at each call: mutations write in it. */
  readonly lire: () => Record<string, unknown>;
}

export interface Mutation {
  readonly package: string;
  readonly example: string;
  readonly kind: string;
  readonly patch: readonly Operation[];
}

type Verdicts = Record<string, Record<string, readonly { readonly severity: string }[]>>;

const lire = (nom: string): unknown => JSON.parse(readFileSync(path.join(TROUSSE, nom), 'utf8'));

/** The 96 examples of the kit, as their publishers wrote them. */
export function exemples(): readonly Exemple[] {
  return Object.entries(lire('oracle.json') as Verdicts).flatMap(([paquet, verdicts]) => {
    const textes = exemplesDe(paquet);
    return Object.entries(verdicts).flatMap(([nom, issues]): Exemple[] => {
      const texte = textes.get(nom);
      if (texte === undefined) return [];
      const lireCopie = (): Record<string, unknown> => JSON.parse(texte) as Record<string, unknown>;
      const { profile } = (lireCopie()['meta'] ?? {}) as { profile?: readonly string[] };
      const officiellementValide = !issues.some(({ severity }) => severity === 'error' || severity === 'fatal');
      return [{ paquet, nom, officiellementValide, annonceUnProfil: (profile ?? []).length > 0, lire: lireCopie }];
    });
  });
}

function exemplesDe(paquet: string): ReadonlyMap<string, string> {
  const archive = lireTgz(readFileSync(path.join(TROUSSE, `${paquet.replace('#', '-')}.tgz`)));
  return new Map(
    archive.flatMap(({ nom, contenu }) => {
      const lu = /^package\/example\/(.+)\.json$/.exec(nom)?.[1];
      return lu === undefined ? [] : [[lu, contenu.toString('utf8')] as const];
    }),
  );
}

export const mutations = (): readonly Mutation[] => lire('mutations.json') as Mutation[];

/** A validator with every package of the kit. */
export const validateurDeLaTrousse = (): Validateur => creerValidateur({ paquets: [TROUSSE] });
