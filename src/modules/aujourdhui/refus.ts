import { listeDeRefus } from '#lib/refus.ts';

export const refus = listeDeRefus('aujourdhui', {
  se_passe_seulement: {
    statut: 409,
    texte: 'Cette chose ne se clôt pas sans être lue. Passez-la : la personne responsable saura quoi en faire.',
  },
});
