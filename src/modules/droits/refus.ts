import { listeDeRefus } from '#lib/refus.ts';

export const refus = listeDeRefus('droits', {
  plus_large: {
    statut: 422,
    texte:
      'Cette matrice donnerait plus que la matrice nationale. Un territoire peut seulement retirer une famille à un métier (code N).',
  },
  rien_a_retirer: { statut: 409, texte: 'Ce métier n’a déjà plus cette famille : il n’y a rien à retirer.' },
  rien_a_retablir: { statut: 409, texte: 'Ce territoire n’a pas retiré cette famille à ce métier.' },
});
