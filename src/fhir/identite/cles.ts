import { clePhonetique, normaliser } from '#lib/texte/index.ts';
import type { TraitsIdentite } from './traits.ts';

/** Sounds of one or two letters gather half the territory: they are no key. */
const SON_MINIMAL = 3;

/** Sounds already made: the same names come back all day. Emptied when it grows. */
const connus = new Map<string, readonly string[]>();
const CONNUS_MAX = 20_000;

/** The words of names, normalised, and how names and words sound: the same on both sides of a search. */
export const motsDesNoms = (textes: readonly string[]): readonly string[] =>
  textes.flatMap((texte) => normaliser(texte).split(' ')).filter((mot) => mot !== '');

export function sonsDesNoms(textes: readonly string[]): readonly string[] {
  return textes.flatMap(sonsDuNom);
}

function sonsDuNom(nom: string): readonly string[] {
  const deja = connus.get(nom);
  if (deja !== undefined) return deja;
  const mots = motsDesNoms([nom]);
  const sons = [...new Set((mots.length === 1 ? mots : [nom, ...mots]).map(clePhonetique))];
  const retenus = sons.filter((son) => son.length >= SON_MINIMAL);
  if (connus.size >= CONNUS_MAX) connus.clear();
  connus.set(nom, retenus);
  return retenus;
}

/** Everything one may be found by but her matricule, which the index files by its fingerprint. Kinds: `mot:` word of a name, `son:` its sound, `jour:`/`annee:` of birth, `tel:`. */
export function clesDIdentite(traits: TraitsIdentite): readonly string[] {
  const { nomNaissance, nomUtilise, prenomUtilise, prenomsNaissance, dateNaissance, telephones } = traits;
  const noms = [nomNaissance, nomUtilise, prenomUtilise, ...prenomsNaissance].filter((nom) => nom !== undefined);
  return [
    ...new Set([
      ...motsDesNoms(noms).map((mot) => `mot:${mot}`),
      ...sonsDesNoms(noms).map((son) => `son:${son}`),
      ...(dateNaissance === undefined ? [] : [`jour:${dateNaissance}`, `annee:${dateNaissance.slice(0, 4)}`]),
      ...telephones.map(({ numero }) => `tel:${numero}`),
    ]),
  ];
}
