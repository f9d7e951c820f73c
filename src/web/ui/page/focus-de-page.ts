let attendu = false;

/** The shell calls it when the route changes; the next page to show its title takes the focus. */
export function attendreLeFocus(): void {
  attendu = true;
}

/** True once per change of route. */
export function prendreLeFocus(): boolean {
  const pris = attendu;
  attendu = false;
  return pris;
}
