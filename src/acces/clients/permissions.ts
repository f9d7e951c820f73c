import { TYPES_TENUS, estTenu, type TypeTenu } from '#fhir/types-tenus.ts';

/**
 * Permissions of a client, in the syntax of SMART App Launch 2.2: `system/Patient.rs`, `user/*.cruds`, `patient/Task.r`.
 * The letters of the first version are read too: `.read` is `rs`, `.write` is `cud`, `.*` is `cruds`.
 * Not taken: restrictions by search parameter (`?category=…`), which are refused and never silently dropped.
 * Source: SMART App Launch 2.2, « Scopes and Launch Context ».
 */
export const NIVEAUX = ['system', 'user', 'patient'] as const;
export type Niveau = (typeof NIVEAUX)[number];

/** Create, read, update, delete, search: always in this order. */
export const GESTES = ['c', 'r', 'u', 'd', 's'] as const;
export type Geste = (typeof GESTES)[number];

/** Traces seen as resources: never part of `*`, they are asked and given by name. */
export const JOURNAL = 'AuditEvent';

export interface Permission {
  readonly niveau: Niveau;
  readonly type: TypeTenu | typeof JOURNAL | '*';
  readonly gestes: readonly Geste[];
}

/** What an application asks besides resources. `openid` is heard and not given: this house signs no identity token. */
export const CONTEXTES = ['launch', 'launch/patient', 'openid', 'fhirUser', 'online_access', 'offline_access'] as const;
export type Contexte = (typeof CONTEXTES)[number];

export interface PermissionsLues {
  readonly permissions: readonly Permission[];
  readonly contextes: readonly Contexte[];
}

export type LecturePermissions = { readonly lues: PermissionsLues } | { readonly illisible: string };

const VERSION_1: Readonly<Record<string, readonly Geste[]>> = {
  read: ['r', 's'],
  write: ['c', 'u', 'd'],
  '*': GESTES,
};

/** Reads a space-separated list. The first part that is not understood is said, in a French sentence. */
export function lirePermissions(texte: string): LecturePermissions {
  const permissions: Permission[] = [];
  const contextes: Contexte[] = [];
  for (const morceau of texte.split(' ').filter((m) => m !== '')) {
    const contexte = CONTEXTES.find((c) => c === morceau);
    if (contexte !== undefined) {
      contextes.push(contexte);
      continue;
    }
    const lue = lireUne(morceau);
    if ('illisible' in lue) return lue;
    permissions.push(lue);
  }
  return { lues: { permissions, contextes: [...new Set(contextes)] } };
}

function lireUne(morceau: string): Permission | { readonly illisible: string } {
  const dit = JSON.stringify(morceau).slice(1, -1).slice(0, 80).replaceAll(/[\\"]/g, '');
  if (morceau.includes('?'))
    return { illisible: `La permission ${dit} est restreinte par un paramètre, ce que ce serveur ne sait pas faire.` };
  const [, niveauLu, typeLu, gestesLus] = /^([a-z]+)\/(\*|[A-Za-z]+)\.(\*|[a-z]+)$/.exec(morceau) ?? [];
  const niveau = NIVEAUX.find((n) => n === niveauLu);
  if (niveau === undefined || typeLu === undefined || gestesLus === undefined)
    return { illisible: `La permission ${dit} ne se lit pas. Exemples : system/Patient.rs, user/Task.cruds.` };
  if (typeLu !== '*' && typeLu !== JOURNAL && !estTenu(typeLu))
    return { illisible: `La permission ${dit} porte sur un type que ce serveur ne tient pas.` };
  const gestes = lireGestes(gestesLus);
  if (gestes === undefined)
    return { illisible: `La permission ${dit} ne dit pas ses gestes : c, r, u, d, s, dans cet ordre.` };
  return { niveau, type: typeLu, gestes };
}

function lireGestes(texte: string): readonly Geste[] | undefined {
  const ancien = Object.hasOwn(VERSION_1, texte) ? VERSION_1[texte] : undefined;
  if (ancien !== undefined) return ancien;
  const gestes = GESTES.filter((g) => texte.includes(g));
  return gestes.join('') === texte ? gestes : undefined;
}

/** The same list in the letters of version 2, as it is stored and answered. */
export function ecrirePermissions({ permissions, contextes }: PermissionsLues): string {
  return [...contextes, ...permissions.map(ecrireUne)].join(' ');
}

export const ecrireUne = (p: Permission): string => `${p.niveau}/${p.type}.${p.gestes.join('')}`;

/** What is asked beyond what is allowed; empty when all is covered. A type is also covered by `*`, letters by several lines. */
export function enTrop(demandees: readonly Permission[], permises: readonly Permission[]): readonly Permission[] {
  return demandees.filter(
    ({ niveau, type, gestes }) =>
      !gestes.every((geste) =>
        permises.some((p) => p.niveau === niveau && couvre(p, type) && p.gestes.includes(geste)),
      ),
  );
}

export function permet(permissions: readonly Permission[], geste: Geste, type: string): boolean {
  return permissions.some((p) => couvre(p, type) && p.gestes.includes(geste));
}

const couvre = (p: Permission, type: string): boolean => p.type === type || (p.type === '*' && type !== JOURNAL);

/** Types these permissions let somebody look at, at these levels; `*` when there is no limit. */
export function typesLus(
  permissions: readonly Permission[],
  niveaux: readonly Niveau[],
): '*' | readonly Exclude<Permission['type'], '*'>[] {
  const lisent = permissions.filter(
    (p) => niveaux.includes(p.niveau) && (p.gestes.includes('r') || p.gestes.includes('s')),
  );
  if (lisent.some((p) => p.type === '*')) return '*';
  return [...new Set(lisent.map((p) => p.type).filter((t) => t !== '*'))];
}

/** Types that are about no person: an application limited to one person may read them. */
export const TYPES_SANS_PERSONNE: readonly string[] = Object.entries(TYPES_TENUS)
  .filter(([, famille]) => famille === 'ORG')
  .map(([type]) => type);
