import { useEffect } from 'react';

const PAS: Readonly<Record<string, number>> = { j: 1, k: -1 };
const LIGNES = '[data-parcours] > *';
const DANS_LA_LIGNE = 'a[href], button:not([disabled])';

let listes = 0;

function estUneSaisie(cible: EventTarget | null): boolean {
  return (
    cible instanceof HTMLElement &&
    cible.matches('input, textarea, select, [contenteditable="true"], [role="dialog"] *')
  );
}

/** `j` goes to the next row of the page, `k` to the one before, across lists in the order one reads them. */
function parcourir(evenement: KeyboardEvent): void {
  const pas = PAS[evenement.key];
  if (pas === undefined || evenement.ctrlKey || evenement.metaKey || evenement.altKey || estUneSaisie(evenement.target))
    return;
  const lignes = [...document.querySelectorAll(LIGNES)].filter((ligne) => ligne.querySelector(DANS_LA_LIGNE) !== null);
  const actuelle = lignes.findIndex((ligne) => ligne.contains(document.activeElement));
  const suivante = lignes[actuelle === -1 ? 0 : Math.min(Math.max(actuelle + pas, 0), lignes.length - 1)];
  if (suivante === undefined) return;
  evenement.preventDefault();
  suivante.querySelector<HTMLElement>(DANS_LA_LIGNE)?.focus();
}

/** Called by every work list; one listener serves them all. */
export function useParcoursDesListes(): void {
  useEffect(() => {
    if (listes === 0) document.addEventListener('keydown', parcourir);
    listes += 1;
    return () => {
      listes -= 1;
      if (listes === 0) document.removeEventListener('keydown', parcourir);
    };
  }, []);
}
