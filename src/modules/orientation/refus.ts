import { listeDeRefus } from '#lib/refus.ts';

export const refus = listeDeRefus('orientation', {
  transition: { statut: 409, texte: 'Cette orientation a déjà changé d’étape. Relisez-la avant de continuer.' },
  deja_traitee: { statut: 409, texte: 'Cette orientation a déjà reçu une réponse.' },
  pas_destinataire: { statut: 403, texte: 'Votre service n’est pas destinataire de cette orientation.' },
  motif_manquant: {
    statut: 400,
    texte: 'Dites pourquoi vous ne pouvez pas : le demandeur cherchera ailleurs plus vite.',
  },
  destinataire_inconnu: {
    statut: 404,
    texte: 'Ce service n’est pas dans l’annuaire. Cherchez-le par son nom ou sa commune.',
  },
  date_future: { statut: 400, texte: 'La date de début ne peut pas être dans le futur : fixez plutôt un rendez-vous.' },
  date_avant_envoi: { statut: 400, texte: 'La date de début est avant l’envoi de l’orientation.' },
  deja_envoyee: { statut: 409, texte: 'Une orientation vers ce service est déjà en cours pour cette personne.' },
});
