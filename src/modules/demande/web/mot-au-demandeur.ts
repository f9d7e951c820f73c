import type { Decision } from '../statut.ts';

export const LIGNES_MAX = 5;
/** What a draft leaves to write: a word is not sent while it holds it. */
export const A_COMPLETER = '…';

/** First draft of the word to the requester: two lines at most, since the next step, the name and the link follow it. */
export function motAuDemandeur(decision: Decision, personne: string, moi: string): string {
  const qui = personne === '' ? 'cette personne' : personne;
  return MOTS[decision](qui, moi);
}

const MOTS: Readonly<Record<Decision, (qui: string, moi: string) => string>> = {
  information_conseil: (qui) => `Bonjour, pour ${qui}, voici ce que nous vous conseillons : ${A_COMPLETER}`,
  orientation_en_cours: (qui) =>
    `Bonjour, nous cherchons un service pour ${qui}.\nVous saurez qui l’accepte, et quand.`,
  evaluation: (qui) => `Bonjour, nous irons voir ${qui} à domicile, pour faire le point sur place.`,
  appui_coordination: (qui, moi) =>
    `Bonjour, nous mettons en place un appui autour de ${qui}.\n${moi} suit la situation avec vous.`,
  reorientee: (qui) => `Bonjour, la suite pour ${qui} est confiée à ${A_COMPLETER}`,
  non_recevable: (qui) =>
    `Bonjour, la situation de ${qui} n’est pas de notre ressort.\nNous vous proposons plutôt : ${A_COMPLETER}`,
};

export const compterLignes = (texte: string): number => (texte.trim() === '' ? 0 : texte.trim().split('\n').length);

/** Why this word cannot leave yet; undefined when it can. */
export function ceQuiManque(texte: string): string | undefined {
  if (texte.trim() === '') return 'Écrivez le mot qui part au demandeur.';
  if (texte.includes(A_COMPLETER)) return 'Complétez la phrase qui finit par « … » avant d’envoyer.';
  const lignes = compterLignes(texte);
  return lignes > LIGNES_MAX ? `Cinq lignes au plus : le demandeur a peu de temps. Il y en a ${lignes}.` : undefined;
}
