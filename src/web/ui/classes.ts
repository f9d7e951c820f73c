/** Joins class names, dropping absent ones: CSS modules may give undefined under strict indexing. */
export function classes(...noms: readonly (string | false | undefined)[]): string {
  return noms.filter((nom) => nom !== undefined && nom !== false && nom !== '').join(' ');
}

type Definis<T> = { [C in keyof T]: Exclude<T[C], undefined> };

/** Drops undefined properties: react-aria's optional properties do not accept an explicit undefined. */
export function definis<T extends object>(proprietes: T): Partial<Definis<T>> {
  const gardees = Object.entries(proprietes).filter(([, valeur]) => valeur !== undefined);
  return Object.fromEntries(gardees) as Partial<Definis<T>>;
}
