import { listeDeRefus } from '#lib/refus.ts';

export const refus = listeDeRefus('territoire', {
  role_non_donnable: {
    statut: 403,
    texte: 'Votre rôle ne permet pas de donner celui-là. Demandez-le à la coordination de la CPTS.',
  },
  structure_inconnue: {
    statut: 400,
    texte: 'Cette structure n’est pas connue de ce territoire. Choisissez-la dans la liste.',
  },
  telephone: { statut: 400, texte: 'Un numéro est à corriger.' },
  adresse: { statut: 400, texte: 'L’adresse est à corriger.' },
  sans_boite: {
    statut: 409,
    texte:
      'Votre structure n’a pas de boîte MSSanté branchée ici. Laissez l’adresse vide, puis donnez le lien vous-même.',
  },
  invitation_fermee: { statut: 409, texte: 'Cette invitation a déjà servi, ou a déjà été annulée.' },
  soi_meme: {
    statut: 409,
    texte: 'On ne se retire pas soi-même. Demandez-le à une autre personne de la coordination.',
  },
  repond_d_une_file: {
    statut: 409,
    texte: 'Cette personne répond d’une file. Mettez d’abord quelqu’un d’autre à sa place dans Territoire › Files.',
  },
  qualite: { statut: 400, texte: 'La profession de cette personne, ou sa preuve, est à corriger.' },
  qualite_de_soi: {
    statut: 409,
    texte: 'On ne note pas sa propre preuve. Demandez-le à une autre personne de la coordination.',
  },
  qualite_sans_objet: { statut: 409, texte: 'Ce rôle ne lit rien sur les personnes : aucune preuve n’est demandée.' },
  revue_de_soi: {
    statut: 409,
    texte: 'On ne revoit pas son propre accès. Demandez-le à une autre personne de la coordination.',
  },
  cle_de_soi: {
    statut: 409,
    texte: 'On ne remplace pas ses propres clés par ce chemin. Demandez-le à une autre personne de la coordination.',
  },
  cle_ailleurs: {
    statut: 409,
    texte:
      'Cette personne travaille aussi dans un autre territoire, qui n’a pas été consulté. Demandez à l’assistance de remplacer ses clés.',
  },
  deja_partie: { statut: 409, texte: 'Cette personne est déjà retirée du territoire.' },
  file_inconnue: { statut: 404, texte: 'Cette file n’existe pas dans ce territoire.' },
  porteur_inconnu: {
    statut: 400,
    texte: 'Une des personnes n’est pas membre du territoire. Choisissez-la dans la liste.',
  },
  porteur_deux_fois: {
    statut: 400,
    texte: 'La même personne est deux fois dans la file : une remontée va toujours à quelqu’un d’autre.',
  },
  gestes: { statut: 400, texte: 'Il manque ce que vous confiez.' },
  fin_de_delegation: { statut: 400, texte: 'Le dernier jour est à corriger.' },
  personne_inconnue: { statut: 400, texte: 'Cette personne n’est pas de ce territoire, ou son rôle ne convient pas.' },
  pas_en_son_nom: {
    statut: 409,
    texte: 'Vous agissez pour quelqu’un d’autre. Reprenez votre propre activité dans « Compte », puis recommencez.',
  },
  delegation_finie: { statut: 409, texte: 'Cette délégation est déjà terminée.' },
  temps_reel: { statut: 403, texte: 'Le temps ne s’avance que dans un territoire d’essai.' },
});
