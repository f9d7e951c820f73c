import { listeDeRefus } from '#lib/refus.ts';

export const refus = listeDeRefus('cercle', {
  hors_du_cercle: {
    statut: 403,
    texte:
      'Vous n’êtes pas dans le cercle de cette personne : demandez à l’un de ses membres, ou à l’équipe du DAC, de vous y ajouter.',
  },
  deja_membre: {
    statut: 409,
    texte: 'Cette personne est déjà dans le cercle, dans cette fonction. Rien n’a été ajouté.',
  },
  contact_inconnu: {
    statut: 404,
    texte: 'Ce contact n’est plus dans l’annuaire. Cherchez-le à nouveau, ou ajoutez-le par son nom.',
  },
  proche_inconnu: {
    statut: 404,
    texte: 'Ce proche n’est pas noté dans le dossier de cette personne. Ajoutez-le d’abord au dossier.',
  },
  membre_inconnu: { statut: 404, texte: 'Ce membre n’est pas dans le cercle de cette personne.' },
  deja_parti: { statut: 409, texte: 'La participation de ce membre est déjà terminée.' },
  fin_avant_debut: { statut: 400, texte: 'La fin ne peut pas être avant le début de la participation.' },
  motif_requis: { statut: 400, texte: 'Dites pourquoi l’avis de la personne n’a pas pu être recueilli.' },
  opposition_en_cours: {
    statut: 409,
    texte: 'La personne s’est opposée au partage. Si elle a changé d’avis, notez d’abord qu’elle lève son opposition.',
  },
  avis_deja_connu: {
    statut: 409,
    texte:
      'La personne a déjà dit davantage, et cela reste valable. Si elle change d’avis, notez qu’elle retire son accord ou qu’elle s’oppose.',
  },
  information_requise: {
    statut: 409,
    texte:
      'Entre la santé et le social, la personne doit savoir ce qui part et à qui. Informez-la, puis notez-le ici ; en cas d’urgence, dites pourquoi.',
  },
  mesure_finie: {
    statut: 400,
    texte: 'Cette mesure est déjà terminée. Écrivez la date de fin de la décision en cours.',
  },
  representant_inconnu: {
    statut: 404,
    texte: 'Ce représentant n’est pas noté pour cette personne. Notez d’abord sa mesure, ou son autorité parentale.',
  },
  mandat_fini: {
    statut: 409,
    texte: 'Son mandat a pris fin : rien ne peut plus lui être remis, et il ne répond plus pour la personne.',
  },
  mandat_pas_commence: { statut: 409, texte: 'Son mandat n’a pas encore commencé.' },
  mandat_biens: {
    statut: 409,
    texte: 'Son mandat couvre les biens seulement. Ce qui touche à la santé de la personne n’en fait pas partie.',
  },
  mandat_sans_pouvoir: {
    statut: 409,
    texte: 'Cette mesure laisse la personne répondre elle-même. Elle peut lui confier une demande par écrit.',
  },
  mandat_majeure: {
    statut: 409,
    texte: 'La personne est majeure : l’autorité parentale a pris fin. Elle répond elle-même.',
  },
  fin_a_venir: { statut: 400, texte: 'Cette date n’est pas encore passée.' },
  confiance_mineure: {
    statut: 409,
    texte: 'Seule une personne majeure désigne une personne de confiance.',
  },
  confiance_autorisation: {
    statut: 409,
    texte:
      'Quelqu’un représente cette personne : le juge, ou le conseil de famille, doit avoir autorisé la désignation.',
  },
  confiance_inconnue: { statut: 404, texte: 'Aucune désignation en cours pour cette personne de confiance.' },
  confiance_deja: {
    statut: 409,
    texte: 'Cette personne est déjà désignée. Révoquez d’abord, pour changer la désignation.',
  },
  aupres_de_qui: { statut: 409, texte: 'Quelqu’un répond avec cette personne, ou à sa place.' },
  deces_a_venir: { statut: 400, texte: 'Cette date n’est pas encore passée.' },
  deces_deja_note: { statut: 409, texte: 'Le décès de cette personne est déjà noté.' },
  pas_decede: { statut: 409, texte: 'Aucun décès n’est noté pour cette personne.' },
  deja_clos: { statut: 409, texte: 'Ce dossier est déjà clos : il se lit, il ne s’écrit plus.' },
  deja_repondu: {
    statut: 409,
    texte: 'Vous avez déjà répondu avec ce lien. Pour en parler, appelez votre interlocuteur.',
  },
  pas_masquable: {
    statut: 400,
    texte: 'Cet élément ne se masque pas : il dit qui accompagne la personne, ou ce qu’elle veut.',
  },
  pas_masque: { statut: 409, texte: 'Cet élément n’est pas masqué.' },
  pas_d_opposition: { statut: 409, texte: 'Aucune opposition n’est en cours pour cette personne.' },
  pas_d_accord: { statut: 409, texte: 'Aucun accord n’est en cours pour cette personne : il n’y a rien à retirer.' },
});
