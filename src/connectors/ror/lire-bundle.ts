import type { HealthcareService, Location, Organization, PractitionerRole, Resource } from '@medplum/fhirtypes';
import { z } from 'zod';
import { versOffre } from './offre.ts';
import type { AnomalieRor, Offre, RorLu } from './types.ts';

const Bundle = z.object({ resourceType: z.literal('Bundle'), entry: z.array(z.unknown()).default([]) });
const Entree = z.object({
  resource: z.object({ resourceType: z.string(), id: z.string().regex(/^[A-Za-z0-9\-.]{1,64}$/) }).loose(),
});

const TYPES = ['HealthcareService', 'Location', 'Organization', 'PractitionerRole', 'Practitioner'] as const;

// Only what the reading relies on is checked here; the whole of each profile belongs to the FHIR validator.
const LISTES = [
  'extension',
  'identifier',
  'telecom',
  'characteristic',
  'specialty',
  'location',
  'availableTime',
  'healthcareService',
  'category',
  'type',
] as const;

function defautDeForme(ressource: Readonly<Record<string, unknown>>): string | undefined {
  if (!(TYPES as readonly unknown[]).includes(ressource.resourceType))
    return `le type ${String(ressource.resourceType)} n’est pas attendu dans un fichier du ROR`;
  const faux = LISTES.find((champ) => ressource[champ] !== undefined && !Array.isArray(ressource[champ]));
  return faux ? `« ${faux} » devrait être une liste` : undefined;
}

type Identifiee<R extends Resource> = R & { id: string };

function estDe<R extends Resource>(type: R['resourceType']): (r: Resource) => r is Identifiee<R> {
  return (r): r is Identifiee<R> => r.resourceType === type;
}

function parId<R extends Resource>(ressources: readonly Identifiee<R>[]): Map<string, Identifiee<R>> {
  return new Map(ressources.map((ressource) => [ressource.id, ressource]));
}

interface Tri {
  readonly ressources: Resource[];
  readonly rangs: Map<string, number>;
  readonly anomalies: AnomalieRor[];
}

function trier(entrees: readonly unknown[]): Tri {
  const tri: Tri = { ressources: [], rangs: new Map(), anomalies: [] };
  entrees.forEach((brute, rang) => {
    const lue = Entree.safeParse(brute);
    if (!lue.success) {
      tri.anomalies.push({
        rang,
        motif: 'L’entrée n’a pas de ressource avec un type et un identifiant.',
        gravite: 'rejet',
      });
      return;
    }
    const { resource } = lue.data;
    const reference = `${resource.resourceType}/${resource.id}`;
    const defaut = tri.rangs.has(reference) ? 'elle est déjà plus haut dans le fichier' : defautDeForme(resource);
    if (defaut) {
      tri.anomalies.push({ rang, reference, motif: `La ressource est écartée : ${defaut}.`, gravite: 'rejet' });
      return;
    }
    tri.rangs.set(reference, rang);
    tri.ressources.push(resource as unknown as Resource);
  });
  return tri;
}

function refusOffre(service: HealthcareService): string | undefined {
  if (!service.identifier?.[0]?.value) return 'L’offre n’a pas d’identifiant national : elle n’est pas importée.';
  if (!service.type?.[0] && !service.category?.[0])
    return 'L’offre ne dit ni son champ d’activité ni son type : elle n’est pas importée.';
  return undefined;
}

/**
 * Reads a ROR FHIR bundle (model V3: HealthcareService, Location, Organization, PractitionerRole) into offers.
 * A bad entry is reported with its rank and left out; the others are read. Unknown capacity stays undefined.
 */
export function lireBundleRor(contenu: unknown): RorLu {
  const bundle = Bundle.safeParse(contenu);
  if (!bundle.success) {
    const motif = 'Le contenu n’est pas un Bundle FHIR : rien n’a été lu.';
    return { offres: [], ressources: [], anomalies: [{ rang: -1, motif, gravite: 'rejet' }] };
  }
  const { ressources, rangs, anomalies } = trier(bundle.data.entry);
  const entrees = {
    services: parId(ressources.filter(estDe<HealthcareService>('HealthcareService'))),
    lieux: parId(ressources.filter(estDe<Location>('Location'))),
    structures: parId(ressources.filter(estDe<Organization>('Organization'))),
    situations: ressources.filter(estDe<PractitionerRole>('PractitionerRole')),
  };
  const offres: Offre[] = [];
  const refuses = new Set<string>();
  for (const service of entrees.services.values()) {
    const reference = `HealthcareService/${service.id}`;
    const rang = rangs.get(reference) ?? -1;
    const refus = refusOffre(service);
    if (refus) {
      refuses.add(reference);
      anomalies.push({ rang, reference, motif: refus, gravite: 'rejet' });
      continue;
    }
    const { offre, defauts } = versOffre(service, entrees);
    offres.push(offre);
    for (const defaut of defauts)
      anomalies.push({ rang, reference, motif: `Offre « ${offre.nom} » : ${defaut}.`, gravite: 'reserve' });
  }
  const gardees = ressources.filter((r) => !refuses.has(`${r.resourceType}/${r.id}`));
  return { offres, ressources: gardees, anomalies };
}

/** Text of a bundle file; a file that is not JSON is reported, not thrown. */
export function lireFichierRor(texte: string): RorLu {
  try {
    return lireBundleRor(JSON.parse(texte));
  } catch (erreur) {
    if (!(erreur instanceof SyntaxError)) throw erreur;
    const motif = 'Le fichier n’est pas du JSON lisible : rien n’a été lu.';
    return { offres: [], ressources: [], anomalies: [{ rang: -1, motif, gravite: 'rejet' }] };
  }
}
