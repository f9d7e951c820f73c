const ADRESSE = '/sw.js';

/** Trusted Types: the only script address the page may register. */
function adresseDeConfiance(): string {
  const { trustedTypes } = window as Window & {
    trustedTypes?: {
      createPolicy: (
        nom: string,
        regles: { createScriptURL: (texte: string) => string },
      ) => { createScriptURL: (texte: string) => string };
    };
  };
  return (
    trustedTypes
      ?.createPolicy('cordee', { createScriptURL: (texte) => (texte === ADRESSE ? texte : '') })
      .createScriptURL(ADRESSE) ?? ADRESSE
  );
}

/** Keeps the shell (never data) for a start without network; absent in development, and harmless where browsers refuse it. */
export function installerServiceWorker(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  window.addEventListener('load', () => {
    navigator.serviceWorker.register(adresseDeConfiance()).catch((erreur: unknown) => {
      if (!(erreur instanceof Error)) throw erreur;
    });
  });
}
