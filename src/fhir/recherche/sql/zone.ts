import type { Zone } from '../modele.ts';
import type { Cadre } from './conditions.ts';
import { sourcesDe } from './sources.ts';

const RAYON_TERRE_KM = 6371;
const KM_PAR_DEGRE = 111.2;

/** A zone whose centre is known: communes have been placed before. */
type ZonePlacee = Zone & { readonly centre: { readonly latitude: number; readonly longitude: number } };

/**
 * Within the radius, as the crow flies. The directory keeps positions in columns; a Location of the territory says its own, and an offer of the
 * territory is where its locations are.
 */
export function conditionDeZone(zone: Zone, cadre: Cadre): string {
  if (!estPlacee(zone)) throw new Error('une commune doit être placée avant de chercher autour d’elle');
  const { a, alias, source, type } = cadre;
  if (source.nom === 'annuaire') return autour(`${alias}.latitude`, `${alias}.longitude`, zone, cadre);
  const champ = (nom: string) => `(${alias}.contenu -> 'position' ->> '${nom}')::float8`;
  if (type === 'Location') return autour(champ('latitude'), champ('longitude'), zone, cadre);
  if (type !== 'HealthcareService') return 'false';
  const lieux = sourcesDe(['Location']).map((lieu) => {
    const l = a.alias();
    const proche = conditionDeZone(zone, { ...cadre, source: lieu, alias: l, type: 'Location' });
    return `select 'location=Location/' || ${l}.id from ${lieu.nom} ${l} where ${l}.type = 'Location' and ${lieu.visible(l, a)} and ${proche}`;
  });
  return `${source.refs(alias)} && array(${lieux.join(' union all ')})`;
}

export function estPlacee(zone: Zone): zone is ZonePlacee {
  return 'latitude' in zone.centre;
}

/** A box that an index can read, then the true distance on the sphere. */
function autour(latitude: string, longitude: string, { centre, rayonKm }: ZonePlacee, { a }: Cadre): string {
  const dLat = rayonKm / KM_PAR_DEGRE;
  const dLong = dLat / Math.max(0.01, Math.cos((centre.latitude * Math.PI) / 180));
  const [lat, long] = [`${a.lier(centre.latitude)}::float8`, `${a.lier(centre.longitude)}::float8`];
  const distance = `${2 * RAYON_TERRE_KM} * asin(least(1, sqrt(
      power(sin(radians(${latitude} - ${lat}) / 2), 2)
      + cos(radians(${lat})) * cos(radians(${latitude})) * power(sin(radians(${longitude} - ${long}) / 2), 2))))`;
  return `(${latitude} between ${a.lier(centre.latitude - dLat)}::float8 and ${a.lier(centre.latitude + dLat)}::float8
    and ${longitude} between ${a.lier(centre.longitude - dLong)}::float8 and ${a.lier(centre.longitude + dLong)}::float8
    and ${distance} <= ${a.lier(rayonKm)}::float8)`;
}
