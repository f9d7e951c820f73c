type Fin = (confirmee: boolean) => void;

let enAttente: { readonly promesse: Promise<boolean>; readonly finir: Fin } | undefined;
const abonnes = new Set<() => void>();

function prevenir(): void {
  for (const abonne of abonnes) abonne();
}

/**
 * A sensitive act asks to confirm who one is. Opens the one dialog of the shell, whoever asks, and resolves when it closes: true when
 * the person was recognised again, and the same request may be sent again.
 */
export function demanderReauthentification(): Promise<boolean> {
  if (enAttente === undefined) {
    let finir: Fin = () => undefined;
    const promesse = new Promise<boolean>((resoudre) => {
      finir = resoudre;
    });
    enAttente = { promesse, finir };
    prevenir();
  }
  return enAttente.promesse;
}

export function finirReauthentification(confirmee: boolean): void {
  const attente = enAttente;
  enAttente = undefined;
  attente?.finir(confirmee);
  prevenir();
}

export function ecouterReauthentification(abonne: () => void): () => void {
  abonnes.add(abonne);
  return () => {
    abonnes.delete(abonne);
  };
}

export function reauthentificationDemandee(): boolean {
  return enAttente !== undefined;
}

/** Between the tab that works and the one where the card was read: no address, no opener, only this word. */
export const CANAL_CONFIRMATION = 'cordee.confirmation';
