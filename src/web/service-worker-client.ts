import { adresseDeConfiance } from './types-de-confiance.ts';

const ADRESSE = '/sw.js';

/** Keeps the shell (never data) for a start without network; absent in development, and harmless where browsers refuse it. */
export function installerServiceWorker(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  window.addEventListener('load', () => {
    navigator.serviceWorker.register(adresseDeConfiance(ADRESSE)).catch((erreur: unknown) => {
      if (!(erreur instanceof Error)) throw erreur;
    });
  });
}
