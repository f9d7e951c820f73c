import { Refus } from '#lib/refus.ts';
import type { Acteur } from './acteur.ts';

/** How long one proof of identity covers sensitive acts. Source: droit-et-securite.md AUTH-04, ASVS 7.5.3. */
export const DUREE_ELEVATION_MS = 5 * 60_000;

/** Code the screens know: they ask for the key or the card again, then send the same request with the same unique key. */
export const CODE_REAUTHENTIFICATION = 'cordee.reauthentification';

/**
 * Sensitive acts ask for a proof of identity younger than five minutes: urgent access, merge, mass export, delegation, lifting of the
 * brake. Throws `cordee.reauthentification` (401) otherwise. `maintenant` is the clock of the action, in which `connexion.elevee` is
 * given too. Cordée itself needs none; a link or a software has nobody to ask, and is refused.
 */
export function exigerElevation(acteur: Acteur, maintenant: Date): void {
  if (acteur.genre !== 'systeme') exigerPreuve(acteur.connexion?.elevee, maintenant);
}

/** The same, where somebody acts on their own account and comes as nobody yet: `elevee` and `maintenant` in the same clock. */
export function exigerPreuve(elevee: Date | undefined, maintenant: Date): void {
  if (estElevee(elevee, maintenant)) return;
  throw new Refus(
    CODE_REAUTHENTIFICATION,
    401,
    'Cet acte demande de confirmer que c’est bien vous, maintenant, avec votre clé ou votre carte.',
  );
}

export function estElevee(elevee: Date | undefined, maintenant: Date): boolean {
  return elevee !== undefined && maintenant.getTime() - elevee.getTime() < DUREE_ELEVATION_MS;
}
