import { cleLuhn } from '#connectors/annuaire-sante/index.ts';
import { cleMatricule } from '#lib/identifiants/index.ts';

const chiffres = (nombre: number, longueur: number): string => String(nombre).padStart(longueur, '0');
const avecCle = (debut: string): string => debut + cleLuhn(debut);

/** RPPS of the range reserved for tests (997…). */
export function rpps(rang: number): string {
  return avecCle(`99700${chiffres(rang, 5)}`);
}

/** FINESS of the département 00, which does not exist: sites from 0000 0001, legal entities from 0000 5001. */
export function finess(rang: number): string {
  return avecCle(`00${chiffres(rang, 6)}`);
}

export function finessJuridique(rang: number): string {
  return finess(5000 + rang);
}

/** SIRET under SIREN numbers starting with 000 000, which no company has. */
export function siret(rang: number): string {
  return avecCle(`${avecCle(chiffres(rang, 8))}0001`);
}

/** Phone of the ranges reserved for fiction: 03 53 01 for a place, 06 39 98 for a person. */
export function telephoneFixe(rang: number): string {
  return `035301${chiffres(rang % 10000, 4)}`;
}

export function telephoneMobile(rang: number): string {
  return `063998${chiffres(rang % 10000, 4)}`;
}

export const OID_INS_TEST = '1.2.250.1.213.1.4.10';

/** Matricule of a test person: born in the département 00 or abroad, so that it can be nobody's. Key included. */
export function matricule(sexe: 'F' | 'M', naissance: string, cog: string, ordre: number): string {
  const [annee = '', mois = ''] = naissance.split('-');
  const treize = `${sexe === 'F' ? 2 : 1}${annee.slice(2)}${mois}${cog}${chiffres(ordre, 3)}`;
  return treize + cleMatricule(treize);
}

/** Plain letters for an address: « Hélène », « d’Arbaumont », « Thi Hoa » → helene, darbaumont, thi-hoa. */
export function enAdresse(texte: string): string {
  const nu = texte.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/ł/g, 'l');
  return nu.replace(/[’']/g, '').replace(/[^a-z0-9]+/g, '-');
}

export function boite(partie: string): string {
  const [nom = '', domaine = ''] = partie.split('@');
  return `${nom}@${domaine}.mss-orsene.invalid`;
}
