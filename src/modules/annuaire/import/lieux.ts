import type { Address, Organization } from '@medplum/fhirtypes';
import { frCore } from '#connectors/annuaire-sante/index.ts';
import { adoucir, adoucirRue } from './noms.ts';
import type { CommuneLue } from './lignes.ts';

export interface Lieu {
  readonly adresse?: string | undefined;
  readonly codePostal?: string | undefined;
  readonly codeCommune?: string | undefined;
  readonly commune?: string | undefined;
  readonly latitude?: number | undefined;
  readonly longitude?: number | undefined;
}

/** Where a structure stands: street, commune by its INSEE code, position when the source gave one. */
export function lieuDe(organisation: Organization | undefined): Lieu {
  const adresse = organisation?.address?.[0];
  if (adresse === undefined) return {};
  const insee = adresse.extension?.find((e) => e.url === frCore('fr-core-address-insee-code'))?.valueCoding;
  const rue = adresse.line?.join(', ');
  return {
    ...(rue === undefined ? {} : { adresse: adoucirRue(rue) }),
    codePostal: adresse.postalCode,
    codeCommune: insee?.code,
    commune: villeDe(adresse, insee?.display),
    ...positionDe(adresse),
  };
}

// `00120 PONT-DE-LOIVE` in FINESS: the postal code and the cedex are not the town.
function villeDe(adresse: Address, libelle: string | undefined): string | undefined {
  const ville = libelle ?? adresse.city;
  return ville === undefined ? undefined : adoucir(ville.replace(/^\d{5}\s+/, '').replace(/\s+cedex.*$/i, ''));
}

function positionDe(adresse: Address): { latitude?: number; longitude?: number } {
  const points = adresse.extension?.find(
    (e) => e.url === 'http://hl7.org/fhir/StructureDefinition/geolocation',
  )?.extension;
  const latitude = points?.find((e) => e.url === 'latitude')?.valueDecimal;
  const longitude = points?.find((e) => e.url === 'longitude')?.valueDecimal;
  return latitude === undefined || longitude === undefined ? {} : { latitude, longitude };
}

/** Every commune met, with a centre: the published one, otherwise the middle of the places known there. */
export function communesDe(connues: readonly CommuneLue[], lieux: Iterable<Lieu>): CommuneLue[] {
  const communes = new Map<string, CommuneLue>(connues.map((c) => [c.code, c]));
  const points = new Map<string, { latitude: number; longitude: number }[]>();
  for (const lieu of lieux) {
    if (lieu.codeCommune === undefined || lieu.commune === undefined) continue;
    if (!communes.has(lieu.codeCommune))
      communes.set(lieu.codeCommune, {
        code: lieu.codeCommune,
        nom: lieu.commune,
        ...(lieu.codePostal === undefined ? {} : { codePostal: lieu.codePostal }),
      });
    if (lieu.latitude === undefined || lieu.longitude === undefined) continue;
    const deLaCommune = points.get(lieu.codeCommune) ?? [];
    deLaCommune.push({ latitude: lieu.latitude, longitude: lieu.longitude });
    points.set(lieu.codeCommune, deLaCommune);
  }
  return [...communes.values()]
    .map((c) => (c.latitude === undefined ? { ...c, ...milieu(points.get(c.code)) } : c))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
}

function milieu(points: readonly { latitude: number; longitude: number }[] | undefined): {
  latitude?: number;
  longitude?: number;
} {
  if (points === undefined || points.length === 0) return {};
  const moyenne = (lire: (p: { latitude: number; longitude: number }) => number): number =>
    Math.round((points.reduce((total, p) => total + lire(p), 0) / points.length) * 1e5) / 1e5;
  return { latitude: moyenne((p) => p.latitude), longitude: moyenne((p) => p.longitude) };
}
