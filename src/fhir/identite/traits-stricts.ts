import { afficherDateNaissance, profilLexical } from '#lib/identifiants/index.ts';
import type { TraitsIdentite } from './traits.ts';

export type TraitsStricts = Pick<
  TraitsIdentite,
  'nomNaissance' | 'prenomsNaissance' | 'sexe' | 'dateNaissance' | 'lieuNaissance'
>;
export type NomDeTraitStrict = 'nomNaissance' | 'prenoms' | 'dateNaissance' | 'sexe' | 'lieuNaissance';

/**
 * One strict trait on both sides, as a person reads it. `absent`: one side does not say it; `incomplet`: ours is the beginning of the
 * other (first given name, year of birth). Neither is a disagreement.
 */
export interface TraitCompare {
  readonly trait: NomDeTraitStrict;
  readonly libelle: string;
  readonly ici: string;
  readonly ailleurs: string;
  readonly accord: 'identique' | 'different' | 'absent' | 'incomplet';
}

const SEXES = { masculin: 'Masculin', feminin: 'Féminin', inconnu: '' } as const;

interface Lecture {
  readonly trait: NomDeTraitStrict;
  readonly libelle: string;
  readonly lire: (traits: TraitsStricts) => string;
  readonly montrer: (traits: TraitsStricts) => string;
  /** What separates the parts of this trait, when knowing its beginning only is usual. */
  readonly parties?: string;
}

const prenoms = ({ prenomsNaissance }: TraitsStricts): string => prenomsNaissance.join(' ');

const LECTURES: readonly Lecture[] = [
  {
    trait: 'nomNaissance',
    libelle: 'Nom de naissance',
    lire: (t) => profilLexical(t.nomNaissance ?? ''),
    montrer: (t) => t.nomNaissance ?? '',
  },
  {
    trait: 'prenoms',
    libelle: 'Prénoms de naissance',
    lire: (t) => profilLexical(prenoms(t)),
    montrer: prenoms,
    parties: ' ',
  },
  {
    trait: 'dateNaissance',
    libelle: 'Date de naissance',
    lire: (t) => t.dateNaissance ?? '',
    montrer: (t) => (t.dateNaissance === undefined ? '' : afficherDateNaissance(t.dateNaissance)),
    parties: '-',
  },
  { trait: 'sexe', libelle: 'Sexe', lire: (t) => SEXES[t.sexe], montrer: (t) => SEXES[t.sexe] },
  {
    trait: 'lieuNaissance',
    libelle: 'Lieu de naissance (code)',
    lire: (t) => t.lieuNaissance?.cog ?? '',
    montrer: (t) => [t.lieuNaissance?.libelle, t.lieuNaissance?.cog].filter(Boolean).join(' '),
  },
];

/**
 * The five strict traits side by side, equal only when their lexical profiles are (INS-08): no sound, no resemblance, no partial date.
 * Always five lines, in the order of a civil record.
 */
export function comparerTraitsStricts(ici: TraitsStricts, ailleurs: TraitsStricts): readonly TraitCompare[] {
  return LECTURES.map(({ trait, libelle, lire, montrer, parties }) => ({
    trait,
    libelle,
    ici: montrer(ici),
    ailleurs: montrer(ailleurs),
    accord: accordDe(lire(ici), lire(ailleurs), parties),
  }));
}

function accordDe(ici: string, ailleurs: string, parties: string | undefined): TraitCompare['accord'] {
  if (ici === '' || ailleurs === '') return 'absent';
  if (ici === ailleurs) return 'identique';
  return parties !== undefined && ailleurs.startsWith(`${ici}${parties}`) ? 'incomplet' : 'different';
}

/** No strict trait disagrees; those one side does not say may be taken from the other. */
export function sansDesaccord(compares: readonly TraitCompare[]): boolean {
  return compares.every(({ accord }) => accord !== 'different');
}

/**
 * Ours, completed by those of a proof (INSi, datamatrix) wherever we said nothing or only the beginning. Call it once nothing disagrees:
 * what is equal keeps our spelling, with its accents.
 */
export function completerTraitsStricts(ici: TraitsStricts, preuve: TraitsStricts): TraitsStricts {
  const manque = new Set(
    comparerTraitsStricts(ici, preuve)
      .filter(({ accord, ailleurs }) => ailleurs !== '' && (accord === 'absent' || accord === 'incomplet'))
      .map(({ trait }) => trait),
  );
  const { lieuNaissance: a } = ici;
  const { lieuNaissance: b } = preuve;
  const lieu = manque.has('lieuNaissance') ? { ...a, ...b } : a;
  const nomNaissance = manque.has('nomNaissance') ? preuve.nomNaissance : ici.nomNaissance;
  const dateNaissance = manque.has('dateNaissance') ? preuve.dateNaissance : ici.dateNaissance;
  return {
    prenomsNaissance: manque.has('prenoms') ? preuve.prenomsNaissance : ici.prenomsNaissance,
    sexe: manque.has('sexe') ? preuve.sexe : ici.sexe,
    ...(nomNaissance === undefined ? {} : { nomNaissance }),
    ...(dateNaissance === undefined ? {} : { dateNaissance }),
    ...(lieu === undefined ? {} : { lieuNaissance: lieu }),
  };
}
