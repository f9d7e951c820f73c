import { clePhonetique, normaliser, similarite } from '#lib/texte/index.ts';
import type { Ressemblance, Seuils } from './seuils.ts';

export interface NomCompare {
  readonly ressemblance: Ressemblance;
  readonly motif: string;
}

/** Names of one person, in the order in which they should be shown. */
export interface NomsDePersonne {
  readonly naissance: string | undefined;
  readonly utilise: string | undefined;
  readonly prenoms: readonly string[];
}

function colle(nom: string): string {
  return normaliser(nom).replaceAll(' ', '');
}

function identiques(a: string, b: string): boolean {
  return colle(a) !== '' && colle(a) === colle(b);
}

function voisins(a: string, b: string, seuil: number): boolean {
  const cle = clePhonetique(a);
  // Two-letter keys gather too many names (Roux, Rue): spelling decides for them.
  return (cle.length > 2 && cle === clePhonetique(b)) || similarite(a, b) >= seuil;
}

/** One of the names is a part of the other: `Aubry` in `Aubry-Petit`, `Marie` in `Marie-Claude`. */
function partiels(a: string, b: string): boolean {
  const [court = [], long = []] = [a, b].map((nom) => normaliser(nom).split(' ')).sort((x, y) => x.length - y.length);
  return court.length < long.length && court.every((mot) => mot.length > 2 && long.includes(mot));
}

function familles({ naissance, utilise }: NomsDePersonne): { nom: string; nature: 'naissance' | 'utilise' }[] {
  return [
    ...(naissance === undefined ? [] : [{ nom: naissance, nature: 'naissance' as const }]),
    ...(utilise === undefined || utilise === naissance ? [] : [{ nom: utilise, nature: 'utilise' as const }]),
  ];
}

/** Both names known and swapped in the two fields, a common slip of forms. */
function inverses(candidat: NomsDePersonne, dossier: NomsDePersonne): boolean {
  const croise = (noms: NomsDePersonne, prenoms: readonly string[]) =>
    familles(noms).some(({ nom }) => prenoms.some((prenom) => identiques(nom, prenom)));
  return croise(candidat, dossier.prenoms) && croise(dossier, candidat.prenoms);
}

/**
 * Best resemblance between the family names of two persons, birth and used names crossed; undefined when none resembles.
 * `null` when one of them has no family name: nothing was compared, which is not a disagreement.
 */
export function comparerNoms(
  candidat: NomsDePersonne,
  dossier: NomsDePersonne,
  seuils: Seuils,
): NomCompare | undefined | null {
  const paires = familles(candidat).flatMap((a) => familles(dossier).map((b) => [a, b] as const));
  if (paires.length === 0) return null;
  const exactes = paires.filter(([a, b]) => identiques(a.nom, b.nom));
  const exacte = exactes.find(([a, b]) => a.nature === b.nature) ?? exactes[0];
  if (exacte !== undefined) {
    const [a, b] = exacte;
    const unSeulNom = familles(dossier).length === 1;
    if (a.nature === b.nature || unSeulNom) return { ressemblance: 'nom_identique', motif: `même nom (${b.nom})` };
    const nature = b.nature === 'naissance' ? 'nom de naissance' : 'nom utilisé';
    return { ressemblance: 'nom_identique', motif: `${b.nom} est le ${nature} du dossier` };
  }
  if (inverses(candidat, dossier)) return { ressemblance: 'nom_prenom_inverses', motif: 'nom et prénom inversés' };
  const proche = paires.find(([a, b]) => voisins(a.nom, b.nom, seuils.nomVoisin));
  if (proche !== undefined) {
    return { ressemblance: 'nom_voisin', motif: `nom voisin (${proche[0].nom} / ${proche[1].nom})` };
  }
  const partie = paires.find(([a, b]) => partiels(a.nom, b.nom));
  if (partie === undefined) return undefined;
  return {
    ressemblance: 'nom_partiel',
    motif: `un des deux noms contient l’autre (${partie[0].nom} / ${partie[1].nom})`,
  };
}

/** Best resemblance between given names; same conventions as `comparerNoms`. */
export function comparerPrenoms(
  candidat: readonly string[],
  dossier: readonly string[],
  seuils: Seuils,
): NomCompare | undefined | null {
  const paires = candidat.flatMap((a) => dossier.map((b) => [a, b] as const));
  if (paires.length === 0) return null;
  const exacte = paires.find(([a, b]) => identiques(a, b));
  if (exacte !== undefined) return { ressemblance: 'prenom_identique', motif: `même prénom (${exacte[1]})` };
  const proche = paires.find(([a, b]) => voisins(a, b, seuils.prenomVoisin) || partiels(a, b));
  if (proche === undefined) return undefined;
  return { ressemblance: 'prenom_voisin', motif: `prénom voisin (${proche[0]} / ${proche[1]})` };
}
