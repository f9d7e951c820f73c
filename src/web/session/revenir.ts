/** Pages the doors of the server write themselves (consent to an application): the router does not know them. */
const ECRITES_PAR_LE_SERVEUR = /^\/oauth\//u;

/** Goes back where one was before signing in: inside the screens by the router, elsewhere by a full page load. */
export function revenirA(
  adresse: string,
  { naviguer, charger }: { readonly naviguer: (adresse: string) => void; readonly charger: (adresse: string) => void },
): void {
  if (ECRITES_PAR_LE_SERVEUR.test(adresse)) charger(adresse);
  else naviguer(adresse);
}
