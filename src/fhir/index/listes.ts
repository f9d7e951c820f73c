import type { Index } from './extracteur.ts';

/** A list that is read in order all day: whose, in which state, by which date. */
export interface Liste {
  readonly reference: string;
  readonly etat: string;
  readonly date: string;
}

/** One per type at most: each list costs a line of the index at every write. */
const LISTES: Readonly<Record<string, Liste>> = {
  Task: { reference: 'owner', etat: 'status', date: 'authored-on' },
};

/** Param of the keys of a list in `recherche`. */
export const PARAM_LISTE = '_liste';

export const listeDuType = (type: string): Liste | undefined => LISTES[type];

/** A resource of this house: longer addresses have no place in a key. */
const LOCALE = /^[A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64}$/;
const ETAT = /^[a-z-]{1,64}$/;

/**
 * Beginning of the keys of one list, which its date completes (nothing when there is none: last when the newest come first). Undefined when
 * the list has no key: a reference elsewhere, a state that is no code.
 */
export function debutDeListe(reference: string, etat: string): string | undefined {
  return LOCALE.test(reference) && ETAT.test(etat) ? `${reference}|${etat}|` : undefined;
}

/** Adds the keys of the list of this type, from the words already in the index. */
export function ecrireListe(type: string, index: Index): void {
  const liste = listeDuType(type);
  if (liste === undefined) return;
  const dates = index.cles.filter(({ param }) => param === liste.date).map(({ cle }) => cle);
  const date = dates.toSorted().at(-1) ?? '';
  for (const reference of apres(`${liste.reference}=`, index.refs))
    for (const etat of apres(`${liste.etat}=`, index.toks)) {
      const debut = debutDeListe(reference, etat);
      if (debut !== undefined) index.cle(PARAM_LISTE, `${debut}${date}`, null, 'ordre');
    }
}

function apres(debut: string, mots: Iterable<string>): readonly string[] {
  return [...mots].filter((mot) => mot.startsWith(debut)).map((mot) => mot.slice(debut.length));
}
