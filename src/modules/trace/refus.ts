import { listeDeRefus } from '#lib/refus.ts';

export const refus = listeDeRefus('trace', {
  anomalie_close: { statut: 409, texte: 'Cette alerte est déjà close : quelqu’un a écrit pourquoi.' },
  soi_meme: {
    statut: 403,
    texte:
      'Une alerte qui vous concerne se regarde par quelqu’un d’autre. Passez la main à un collègue de la cellule de contrôle.',
  },
  export_decide: { statut: 409, texte: 'Cette demande d’export a déjà sa réponse.' },
  export_a_deux: {
    statut: 403,
    texte: 'Vous avez demandé cet export : une autre personne en décide.',
  },
  rien_a_rouvrir: { statut: 409, texte: 'Ce compte n’est pas arrêté : il n’y a rien à rouvrir.' },
});
