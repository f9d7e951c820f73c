import type { Extension, Location } from '@medplum/fhirtypes';
import { codeExtension, extension, extensions } from './extensions.ts';
import type { CapaciteOffre } from './types.ts';

// TRE_R330 and TRE_R331: only what is available, now, is summed.
const DISPONIBLE = '02';
const COURANT = '01';

function lireCapacite(brute: Extension, lieu: string): CapaciteOffre | string {
  const nature = codeExtension(brute, 'capacityType');
  const statut = codeExtension(brute, 'capacityStatus');
  const temporalite = codeExtension(brute, 'temporalityCapacity');
  const nombre = extension(brute, 'nbCapacity')?.valueInteger;
  const miseAJourLe = extension(brute, 'capacityUpdateDate')?.valueDateTime;
  if (!nature || !statut || !temporalite) return 'une capacité n’a pas de nature, de statut ou de temporalité';
  if (nombre === undefined || !Number.isInteger(nombre) || nombre < 0) return 'une capacité n’a pas de nombre valable';
  if (!miseAJourLe || Number.isNaN(Date.parse(miseAJourLe)))
    return 'une capacité n’a pas de date de mise à jour lisible';
  const genre = codeExtension(brute, 'genderCapacityAvailable');
  const source = codeExtension(brute, 'capacitySourceType');
  return {
    lieu,
    nature,
    statut,
    temporalite,
    nombre,
    miseAJourLe,
    ...(genre ? { genre } : {}),
    ...(source ? { source } : {}),
  };
}

/** Capacities published on a place. A malformed one is left out and told, never read as zero. */
export function capacitesDuLieu(lieu: Location): { capacites: CapaciteOffre[]; defauts: string[] } {
  const lues = extensions(lieu, 'ror-location-supported-capacity').map((brute) => lireCapacite(brute, lieu.id ?? ''));
  return {
    capacites: lues.filter((lue) => typeof lue !== 'string'),
    defauts: lues.filter((lue) => typeof lue === 'string'),
  };
}

/**
 * Places available now, all genders together, and the oldest date among them: a sum is as fresh as its stalest part.
 * Empty when no capacity « disponible, courant » is published.
 */
export function disponibilite(capacites: readonly CapaciteOffre[]): {
  placesDisponibles?: number;
  capaciteMiseAJourLe?: string;
} {
  const libres = capacites.filter((c) => c.statut.code === DISPONIBLE && c.temporalite.code === COURANT);
  const [premiere, ...autres] = libres;
  if (!premiere) return {};
  return {
    placesDisponibles: libres.reduce((total, c) => total + c.nombre, 0),
    capaciteMiseAJourLe: autres.reduce(
      (ancienne, c) => (Date.parse(c.miseAJourLe) < Date.parse(ancienne) ? c.miseAJourLe : ancienne),
      premiere.miseAJourLe,
    ),
  };
}
