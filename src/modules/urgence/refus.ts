import { listeDeRefus } from '#lib/refus.ts';

export const refus = listeDeRefus('urgence', {
  opposition: {
    statut: 403,
    texte:
      'Cette personne s’est opposée à ce que vous lisiez son dossier. L’urgence n’y change rien : soignez-la sans le dossier, ou appelez son médecin traitant.',
  },
  deja_ouvert: { statut: 409, texte: 'Votre accès d’urgence à ce dossier est déjà ouvert.' },
  deja_lisible: {
    statut: 409,
    texte: 'Vous lisez déjà ce dossier avec votre cercle de soins : l’accès d’urgence n’ouvrirait rien de plus.',
  },
  motif_reserve: { statut: 403, texte: 'Ce motif est réservé aux professionnels du Samu et des urgences.' },
  deja_ferme: { statut: 409, texte: 'Cet accès d’urgence est déjà terminé.' },
  pas_le_votre: { statut: 403, texte: 'Seul le professionnel qui a ouvert cet accès, ou le DAC, peut faire cela.' },
  deja_informee: { statut: 409, texte: 'L’information de la personne est déjà notée.' },
  dites_comment: { statut: 400, texte: 'Dites ce qui a été fait, en une phrase.' },
  deja_controle: { statut: 409, texte: 'Cet accès a déjà été contrôlé.' },
  pas_le_controle: { statut: 403, texte: 'Contrôler un accès d’urgence revient à la cellule de contrôle.' },
  son_propre_acces: { statut: 403, texte: 'Vous ne pouvez pas contrôler votre propre accès. Demandez à un collègue.' },
});
