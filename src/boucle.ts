import type { Journal } from '#lib/journal.ts';

export interface Boucle {
  /** Asks for a round now; rounds never overlap. */
  reveiller(): void;
  arreter(): Promise<void>;
}

/** Runs `tour` again and again: at each wake-up, and at least every `intervalleMs`. A round that fails is logged and the next one comes. */
export function lancerBoucle(
  nom: string,
  tour: () => Promise<unknown>,
  intervalleMs: number,
  journal: Journal,
): Boucle {
  let arretee = false;
  let redemande = false;
  let minuterie: NodeJS.Timeout | undefined;
  let enCours: Promise<void> | undefined;
  const lancer = (): void => {
    clearTimeout(minuterie);
    if (arretee) return;
    if (enCours !== undefined) {
      redemande = true;
      return;
    }
    enCours = tour()
      .then(() => undefined)
      .catch((erreur: unknown) =>
        journal('erreur', 'boucle.echec', {
          boucle: nom,
          motif: erreur instanceof Error ? `${erreur.name}: ${erreur.message}` : 'inconnu',
        }),
      )
      .finally(() => {
        enCours = undefined;
        const encore = redemande;
        redemande = false;
        if (!arretee) minuterie = setTimeout(lancer, encore ? 0 : intervalleMs);
      });
  };
  lancer();
  return {
    reveiller: lancer,
    arreter: async () => {
      arretee = true;
      clearTimeout(minuterie);
      await enCours;
    },
  };
}
