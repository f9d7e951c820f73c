import type { TraitsIdentite } from '#fhir/identite/index.ts';
import { afficherDateNaissance, afficherTelephone } from '#lib/identifiants/index.ts';
import { normaliser } from '#lib/texte/index.ts';

/** The five strict traits (INS-03), compared as civil records are: without case nor accents. */
export function memesTraitsStricts(a: TraitsIdentite, b: TraitsIdentite): boolean {
  const stricts = (traits: TraitsIdentite) =>
    [
      normaliser(traits.nomNaissance ?? ''),
      normaliser(traits.prenomsNaissance.join(' ')),
      traits.dateNaissance ?? '',
      traits.sexe,
      traits.lieuNaissance?.cog ?? '',
    ].join('|');
  return stricts(a) === stricts(b);
}

export interface Changement {
  readonly champ: string;
  readonly avant: string;
  readonly apres: string;
}

const LECTURES: readonly (readonly [champ: string, lire: (traits: TraitsIdentite) => string | undefined])[] = [
  ['nom de naissance', (t) => t.nomNaissance],
  ['nom utilisé', (t) => t.nomUtilise],
  ['prénoms', (t) => t.prenomsNaissance.join(' ')],
  ['prénom utilisé', (t) => t.prenomUtilise],
  ['date de naissance', (t) => (t.dateNaissance === undefined ? undefined : afficherDateNaissance(t.dateNaissance))],
  ['sexe', (t) => t.sexe],
  ['lieu de naissance', (t) => [t.lieuNaissance?.libelle, t.lieuNaissance?.cog].filter(Boolean).join(' ')],
  ['civilité', (t) => t.civilite],
  ['téléphone', (t) => t.telephones.map(({ numero }) => afficherTelephone(numero)).join(', ')],
  ['adresse électronique', (t) => t.courriels.join(', ')],
  [
    'adresse',
    (t) => [...(t.adresse?.lignes ?? []), t.adresse?.codePostal, t.adresse?.commune].filter(Boolean).join(' '),
  ],
];

/** Each trait that differs, with both values, in the order of the form. */
export function changements(avant: TraitsIdentite, apres: TraitsIdentite): Changement[] {
  return LECTURES.map(([champ, lire]) => ({ champ, avant: lire(avant) ?? '', apres: lire(apres) ?? '' })).filter(
    (c) => c.avant !== c.apres,
  );
}
