import { z } from 'zod';

const CLE = 'cordee.theme';
const theme = z.enum(['systeme', 'clair', 'sombre']);
export type Theme = z.output<typeof theme>;

/** The only thing kept in localStorage: it says nothing of anyone. */
export function lireTheme(): Theme {
  return theme.catch('systeme').parse(localStorage.getItem(CLE));
}

export function appliquerTheme(choisi: Theme): void {
  if (choisi === 'systeme') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = choisi;
}

export function garderTheme(choisi: Theme): void {
  localStorage.setItem(CLE, choisi);
  appliquerTheme(choisi);
}
