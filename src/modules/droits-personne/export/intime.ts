import type { CareTeam, Resource } from '@medplum/fhirtypes';
import type { Identifiee } from '#fhir/types.ts';

/** Kept by the person from whoever represents her in law (SP-14; TRE_A07). */
const SANS_REPRESENTANTS = 'INVISIBLE_REP_LEGAUX';
/** Types that only exist for what they were written about: a visit whose every word is hidden tells that there was a visit. */
const OCCASIONS: readonly string[] = ['Encounter', 'Appointment', 'EpisodeOfCare'];
/** Who she is and who stands around her: never hidden as a whole, trimmed instead. */
const CHARPENTE: readonly string[] = ['Patient', 'CareTeam'];

/** An element of the record, with the version that was read. */
export interface Element {
  readonly ressource: Identifiee;
  readonly version: number;
  /** When it happened, else when it was written; absent for who the person is. */
  readonly le?: Date | undefined;
}

export const objetDe = ({ resourceType, id }: Identifiee): string => `${resourceType}/${id}`;
export const porte = (r: Resource, code: string): boolean => r.meta?.security?.some((s) => s.code === code) ?? false;

/** Every `Type/id` written in a value, at any depth. */
export function references(valeur: unknown): readonly string[] {
  if (Array.isArray(valeur)) return valeur.flatMap(references);
  if (typeof valeur !== 'object' || valeur === null) return [];
  return Object.entries(valeur).flatMap(([cle, v]) =>
    cle === 'reference' && typeof v === 'string' ? [v] : references(v),
  );
}

/**
 * The record for whoever represents her: what she keeps from them is not there, nor anything that points at it, nor the visits nothing
 * else speaks of, nor whom she confided in. What remains is the same, to the letter, as if it had never been written. Pure.
 */
export function sansLIntime(elements: readonly Element[], masques: readonly string[]): readonly Element[] {
  const confidents = new Set(elements.flatMap(({ ressource }) => confidentsDe(ressource)));
  const caches = cachesDe(elements, masques);
  return elements.flatMap(({ ressource, ...reste }) =>
    caches.has(objetDe(ressource)) ? [] : [{ ressource: sansTrace(ressource, confidents), ...reste }],
  );
}

function cachesDe(elements: readonly Element[], masques: readonly string[]): ReadonlySet<string> {
  const cites = new Map(elements.map(({ ressource }) => [objetDe(ressource), references(ressource)]));
  const citants = new Map<string, string[]>();
  for (const [objet, refs] of cites) for (const ref of refs) citants.set(ref, [...(citants.get(ref) ?? []), objet]);
  const caches = new Set<string>();
  const aSuivre = elements
    .filter(({ ressource }) => estCache(ressource, masques))
    .map(({ ressource }) => objetDe(ressource));
  for (let objet = aSuivre.pop(); objet !== undefined; objet = aSuivre.pop()) {
    if (caches.has(objet)) continue;
    caches.add(objet);
    aSuivre.push(...(citants.get(objet) ?? []).filter((citant) => !CHARPENTE.includes(typeDe(citant))));
    const occasions = (cites.get(objet) ?? []).filter((ref) => OCCASIONS.includes(typeDe(ref)));
    aSuivre.push(...occasions.filter((ref) => (citants.get(ref) ?? []).every((citant) => caches.has(citant))));
  }
  return caches;
}

const typeDe = (objet: string): string => objet.split('/')[0] ?? '';

const estCache = (r: Identifiee, masques: readonly string[]): boolean =>
  porte(r, SANS_REPRESENTANTS) || masques.includes(objetDe(r)) || confidentsDe(r).length > 0;

/** Whom she opened her most personal information to, by name. */
function confidentsDe(r: Identifiee): readonly string[] {
  if (r.resourceType !== 'Consent' || r.provision?.type !== 'permit') return [];
  if (r.provision.securityLabel?.some(({ code }) => code === 'SEN') !== true) return [];
  return (r.provision.actor ?? []).flatMap(({ reference }) => reference.reference ?? []);
}

/** Without whom she confided in, and without the count and the day of the changes. */
function sansTrace(r: Identifiee, confidents: ReadonlySet<string>): Identifiee {
  const { meta, ...reste } = r;
  const { versionId: _nombre, lastUpdated: _jour, ...garde } = meta ?? {};
  const ressource = { ...reste, ...(Object.keys(garde).length === 0 ? {} : { meta: garde }) } as Identifiee;
  return ressource.resourceType === 'CareTeam' ? sansConfidents(ressource, confidents) : ressource;
}

/** Ranks are given again: a missing number would be a count. */
function sansConfidents(r: Identifiee<CareTeam>, confidents: ReadonlySet<string>): Identifiee<CareTeam> {
  const { participant, contained, ...reste } = r;
  const gardes = (participant ?? []).filter((p) => !references(p).some((ref) => confidents.has(ref)));
  const rangs = new Map(gardes.map(({ id }, indice) => [id, `m${indice + 1}`]));
  const suivants = gardes.map(({ member, ...p }, indice) => ({
    ...p,
    id: `m${indice + 1}`,
    ...(member === undefined ? {} : { member: renumerote(member, rangs) }),
  }));
  const contenus = (contained ?? []).flatMap((contenu) => {
    const rang = rangs.get(contenu.id);
    return rang === undefined ? [] : [{ ...contenu, id: rang }];
  });
  return {
    ...reste,
    ...(contenus.length === 0 ? {} : { contained: contenus }),
    ...(suivants.length === 0 ? {} : { participant: suivants }),
  };
}

function renumerote<M extends { readonly reference?: string }>(
  member: M,
  rangs: ReadonlyMap<string | undefined, string>,
): M {
  const rang = member.reference?.startsWith('#') === true ? rangs.get(member.reference.slice(1)) : undefined;
  return rang === undefined ? member : { ...member, reference: `#${rang}` };
}
