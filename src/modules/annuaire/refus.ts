import { listeDeRefus } from '#lib/refus.ts';

export const refus = listeDeRefus('annuaire', {
  inconnu: { statut: 404, texte: 'Ce contact n’est plus dans l’annuaire. Cherchez-le à nouveau par son nom.' },
  deja_confirme: { statut: 409, texte: 'Cette fiche a déjà été confirmée. Merci.' },
  rien_a_confirmer: {
    statut: 404,
    texte: 'Cette demande de confirmation n’est plus d’actualité. Merci, il n’y a rien à faire.',
  },
  pas_de_boite: { statut: 409, texte: 'Ce contact n’a pas d’adresse sécurisée connue : appelez-le pour vérifier.' },
});
