import { clePhonetique, normaliser } from '#lib/texte/index.ts';
import type { TraitsIdentite } from './traits.ts';

/** Sounds of one or two letters gather half the territory: they are no key. */
const SON_MINIMAL = 3;

/** The words of names, normalised, and how names and words sound: the same on both sides of a search. */
export const motsDesNoms = (textes: readonly string[]): readonly string[] =>
  textes.flatMap((texte) => normaliser(texte).split(' ')).filter((mot) => mot !== '');

export function sonsDesNoms(textes: readonly string[]): readonly string[] {
  return [...textes, ...motsDesNoms(textes)].map(clePhonetique).filter((son) => son.length >= SON_MINIMAL);
}

/** Everything one may be found by. Kinds: `mot:` word of a name, `son:` its sound, `jour:`/`annee:` of birth, `tel:`, `ins:`. */
export function clesDIdentite(traits: TraitsIdentite): readonly string[] {
  const { nomNaissance, nomUtilise, prenomUtilise, prenomsNaissance, dateNaissance, telephones, ins } = traits;
  const noms = [nomNaissance, nomUtilise, prenomUtilise, ...prenomsNaissance].filter((nom) => nom !== undefined);
  return [
    ...new Set([
      ...motsDesNoms(noms).map((mot) => `mot:${mot}`),
      ...sonsDesNoms(noms).map((son) => `son:${son}`),
      ...(dateNaissance === undefined ? [] : [`jour:${dateNaissance}`, `annee:${dateNaissance.slice(0, 4)}`]),
      ...telephones.map(({ numero }) => `tel:${numero}`),
      ...(ins === undefined ? [] : [`ins:${ins.matricule}`]),
    ]),
  ];
}
