// Lambert-93 (EPSG:2154), conical conformal projection with two parallels on the GRS80 ellipsoid.
// Parameters published by IGN: phi0 46.5°, parallels 44° and 49°, lambda0 3°, x0 700 000 m, y0 6 600 000 m.
// RGF93 and WGS84 are taken as equal: the gap is under a metre, below what an address needs.
const DEMI_GRAND_AXE = 6378137;
const APLATISSEMENT = 1 / 298.257222101;
const EXCENTRICITE = Math.sqrt(2 * APLATISSEMENT - APLATISSEMENT ** 2);
const X0 = 700000;
const Y0 = 6600000;
const RADIAN = Math.PI / 180;
const LONGITUDE0 = 3 * RADIAN;

function latitudeIsometrique(phi: number): number {
  const sinus = EXCENTRICITE * Math.sin(phi);
  return Math.log(Math.tan(Math.PI / 4 + phi / 2) * ((1 - sinus) / (1 + sinus)) ** (EXCENTRICITE / 2));
}

function rayonParallele(phi: number): number {
  return Math.cos(phi) / Math.sqrt(1 - (EXCENTRICITE * Math.sin(phi)) ** 2);
}

const PHI1 = 44 * RADIAN;
const PHI2 = 49 * RADIAN;
const EXPOSANT =
  Math.log(rayonParallele(PHI1) / rayonParallele(PHI2)) / (latitudeIsometrique(PHI2) - latitudeIsometrique(PHI1));
const CONSTANTE = ((DEMI_GRAND_AXE * rayonParallele(PHI1)) / EXPOSANT) * Math.exp(EXPOSANT * latitudeIsometrique(PHI1));
const Y_POLE = Y0 + CONSTANTE * Math.exp(-EXPOSANT * latitudeIsometrique(46.5 * RADIAN));

export interface PointGeographique {
  readonly latitude: number;
  readonly longitude: number;
}

export interface PointProjete {
  readonly x: number;
  readonly y: number;
}

/** Degrees (WGS84) to metres in Lambert-93. Meaningful in metropolitan France only. */
export function versLambert93({ latitude, longitude }: PointGeographique): PointProjete {
  const rayon = CONSTANTE * Math.exp(-EXPOSANT * latitudeIsometrique(latitude * RADIAN));
  const angle = EXPOSANT * (longitude * RADIAN - LONGITUDE0);
  return { x: X0 + rayon * Math.sin(angle), y: Y_POLE - rayon * Math.cos(angle) };
}

/**
 * Metres in Lambert-93 to degrees (WGS84). Undefined outside the extent of metropolitan France and Corsica:
 * overseas sites of the same file use other projections and must not be converted with this one.
 */
export function depuisLambert93({ x, y }: PointProjete): PointGeographique | undefined {
  if (!(x > 0 && x < 1_300_000 && y > 6_000_000 && y < 7_200_000)) return undefined;
  const rayon = Math.hypot(x - X0, y - Y_POLE);
  const isometrique = -Math.log(rayon / CONSTANTE) / EXPOSANT;
  let phi = 2 * Math.atan(Math.exp(isometrique)) - Math.PI / 2;
  // Fixed point on the isometric latitude: converges below 1e-11 rad in five turns at these latitudes.
  for (let tour = 0; tour < 8; tour += 1) {
    const sinus = EXCENTRICITE * Math.sin(phi);
    phi = 2 * Math.atan(((1 + sinus) / (1 - sinus)) ** (EXCENTRICITE / 2) * Math.exp(isometrique)) - Math.PI / 2;
  }
  const longitude = LONGITUDE0 + Math.atan((x - X0) / (Y_POLE - y)) / EXPOSANT;
  return { latitude: phi / RADIAN, longitude: longitude / RADIAN };
}
