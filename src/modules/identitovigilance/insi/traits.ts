import type { TraitsInsi } from '#connectors/insi/index.ts';
import type { TraitsIdentite, TraitsStricts } from '#fhir/identite/index.ts';
import { profilLexical } from '#lib/identifiants/index.ts';

/** Our traits in the words of INSi; undefined when one it requires is missing. A date of which only the year or the month is known is asked as it is: so are lunar dates recorded. */
export function traitsPourInsi(traits: TraitsIdentite): TraitsInsi | undefined {
  const { nomNaissance, prenomsNaissance, sexe, dateNaissance, lieuNaissance } = traits;
  const [premier] = prenomsNaissance;
  if (nomNaissance === undefined || premier === undefined || sexe === 'inconnu') return undefined;
  if (dateNaissance === undefined) return undefined;
  return {
    nomNaissance: profilLexical(nomNaissance),
    prenoms: [profilLexical(premier)],
    sexe: sexe === 'feminin' ? 'F' : 'M',
    dateNaissance,
    lieuNaissance: lieuNaissance?.cog,
  };
}

export function traitsDepuisInsi({
  nomNaissance,
  prenoms,
  sexe,
  dateNaissance,
  lieuNaissance,
}: TraitsInsi): TraitsStricts {
  return {
    nomNaissance,
    prenomsNaissance: prenoms,
    sexe: sexe === 'F' ? 'feminin' : 'masculin',
    dateNaissance,
    ...(lieuNaissance === undefined ? {} : { lieuNaissance: { cog: lieuNaissance } }),
  };
}
