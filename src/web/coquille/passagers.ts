import { nouvelleCle } from '../api.ts';

export interface Passager {
  readonly cle: string;
  /** What was done: « Demande envoyée à l’équipe du DAC ». */
  readonly texte: string;
  /** Undoes it, offered for 10 s. */
  readonly annuler?: (() => void) | undefined;
}

export const DUREE_PASSAGER_MS = 10_000;

let presents: readonly Passager[] = [];
const abonnes = new Set<() => void>();

function changer(nouveaux: readonly Passager[]): void {
  presents = nouveaux;
  for (const prevenir of abonnes) prevenir();
}

/** Says what was just done, with a way back for 10 s. Never for an error: those stay beside what caused them. */
export function notifier(texte: string, annuler?: () => void): void {
  changer([...presents.slice(-2), { cle: nouvelleCle(), texte, annuler }]);
}

export function retirerPassager(cle: string): void {
  changer(presents.filter((passager) => passager.cle !== cle));
}

export function lirePassagers(): readonly Passager[] {
  return presents;
}

export function ecouterPassagers(prevenir: () => void): () => void {
  abonnes.add(prevenir);
  return () => {
    abonnes.delete(prevenir);
  };
}
