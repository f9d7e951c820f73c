/** A full page load, outside the router: the way to Pro Santé Connect, or back into Cordée as somebody else. */
export function partirVers(adresse: string): void {
  window.location.assign(adresse);
}

/** Where to come back after signing in: what the sign-in page was asked, otherwise the page where one stands. */
export function retourVoulu(): string {
  const { pathname, search, hash } = window.location;
  if (!pathname.startsWith('/connexion')) return `${pathname}${search}${hash}`;
  return new URLSearchParams(search).get('retour') ?? '/';
}

export const cheminPsc = (retour: string, partage = false): string =>
  `/connexion/psc?${new URLSearchParams({ retour, ...(partage ? { partage: '1' } : {}) }).toString()}`;

/** Opened in another tab: proves again who one is, without leaving what is being written. */
export const CHEMIN_PSC_CONFIRMER = '/connexion/psc?confirmer=1';
