let perdue = false;
const abonnes = new Set<() => void>();

function changer(nouvelle: boolean): void {
  if (perdue === nouvelle) return;
  perdue = nouvelle;
  for (const prevenir of abonnes) prevenir();
}

/** The server answered 401: the shell asks to sign in again, over the page, which stays as it is. */
export function signalerSessionPerdue(): void {
  changer(true);
}

export function signalerSessionRetrouvee(): void {
  changer(false);
}

export function ecouterSessionPerdue(prevenir: () => void): () => void {
  abonnes.add(prevenir);
  return () => {
    abonnes.delete(prevenir);
  };
}

export function sessionEstPerdue(): boolean {
  return perdue;
}
