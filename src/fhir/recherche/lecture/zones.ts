import { LIMITES, RAYON_PAR_DEFAUT_KM } from '../limites.ts';
import type { Zone } from '../modele.ts';
import { decouper, sansEchappement } from './decouper.ts';
import { invalide, tropCouteux } from './faute.ts';

/** Kilometres in one unit of distance. UCUM codes, and the words of the national repository of offers. */
const KM_PAR_UNITE: Readonly<Record<string, number>> = { km: 1, m: 0.001, '[mi_i]': 1.609_344, '[mi_us]': 1.609_347 };

/** `latitude|longitude|distance|unité`, or for a commune `code COG|distance|unité`. Distance and unit may be left out. */
export function lireZone(texte: string, parCommune: boolean): Zone {
  const parts = decouper(texte, '|').map(sansEchappement);
  const [distance, unite, ...reste] = parts.slice(parCommune ? 1 : 2);
  if (reste.length > 0 || parts.length < (parCommune ? 1 : 2))
    throw invalide(
      parCommune
        ? `« ${texte} » : écrivez code de commune|distance|unité, par exemple 44162|15|km.`
        : `« ${texte} » : écrivez latitude|longitude|distance|unité, par exemple 47.22|-1.55|15|km.`,
    );
  return { rayonKm: rayonDe(distance, unite), centre: parCommune ? communeDe(parts[0]) : pointDe(parts[0], parts[1]) };
}

function rayonDe(distance: string | undefined, unite: string | undefined): number {
  if (distance === undefined || distance === '') return RAYON_PAR_DEFAUT_KM;
  const facteur = KM_PAR_UNITE[unite === undefined || unite === '' ? 'km' : unite];
  const rayon = Number(distance) * (facteur ?? Number.NaN);
  if (!/^\d+(\.\d+)?$/.test(distance) || !(rayon > 0))
    throw invalide(
      `« ${distance} ${unite ?? 'km'} » n’est pas une distance. Unités servies : ${Object.keys(KM_PAR_UNITE).join(', ')}.`,
    );
  if (rayon > LIMITES.rayonKm) throw tropCouteux(`Le rayon est de ${LIMITES.rayonKm} km au plus.`);
  return rayon;
}

function communeDe(code: string | undefined): { readonly commune: string } {
  if (code === undefined || !/^(?:\d{2}|2[AB])\d{3}$/.test(code))
    throw invalide(`« ${code ?? ''} » n’est pas un code de commune (5 caractères, par exemple 44162 ou 2A004).`);
  return { commune: code };
}

function pointDe(latitude: string | undefined, longitude: string | undefined) {
  const [lat, long] = [coordonnee(latitude, 90), coordonnee(longitude, 180)];
  if (lat === undefined || long === undefined)
    throw invalide('La position attend une latitude (-90 à 90) et une longitude (-180 à 180), en degrés décimaux.');
  return { latitude: lat, longitude: long };
}

function coordonnee(texte: string | undefined, limite: number): number | undefined {
  if (texte === undefined || !/^[+-]?\d{1,3}(\.\d{1,15})?$/.test(texte)) return undefined;
  const valeur = Number(texte);
  return Math.abs(valeur) <= limite ? valeur : undefined;
}
