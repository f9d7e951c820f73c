import { listeDeRefus } from '#lib/refus.ts';

export const refus = listeDeRefus('liaison', {
  correction_trop_tard: {
    statut: 409,
    texte: 'Le délai pour corriger est passé. Répondez au message : la personne vous rappellera.',
  },
  tache_finie: { statut: 409, texte: 'Cette tâche est déjà faite.' },
  personne_inconnue: {
    statut: 404,
    texte: 'Cette personne n’est pas dans l’annuaire du territoire. Choisissez quelqu’un de la liste.',
  },
  date_passee: { statut: 400, texte: 'Cette date est déjà passée.' },
});
