import { listeDeRefus } from '#lib/refus.ts';

const COORDINATION = 'Demandez à la coordination de votre CPTS ou au DAC de vous y inscrire, puis revenez.';

/** Why a person who proved who they are does not enter. Shown by the page `/connexion/refus`. */
export const refusConnexion = listeDeRefus('connexion', {
  inconnu: {
    statut: 403,
    texte: `Votre carte est reconnue, mais vous n’êtes membre d’aucun territoire ici. ${COORDINATION}`,
  },
  sans_situation: {
    statut: 403,
    texte: `Vous n’avez pas d’activité en cours dans un territoire ici. ${COORDINATION}`,
  },
  suspendu: {
    statut: 403,
    texte: 'Votre compte est suspendu. Joignez la coordination de votre territoire pour savoir pourquoi.',
  },
  indisponible: {
    statut: 404,
    texte: 'Ce moyen de connexion n’est pas ouvert ici. Utilisez-en un autre, ou demandez de l’aide à votre référent.',
  },
  situation_inconnue: {
    statut: 403,
    texte: 'Cette activité n’est plus la vôtre. Choisissez-en une autre, ou joignez la coordination du territoire.',
  },
  situation_a_choisir: { statut: 401, texte: 'Dites d’abord en quelle qualité vous venez.' },
  revue_absente: {
    statut: 403,
    texte:
      'Votre accès n’a pas été revu depuis plus d’un an : il est en pause. La personne qui vous a invité, ou la coordination, le rouvre en un geste dans Territoire › Membres.',
  },
  autre_personne: {
    statut: 403,
    texte: 'La carte ou la clé présentée n’est pas la vôtre. Rien n’a été fait : recommencez avec la vôtre.',
  },
  delegation_finie: {
    statut: 403,
    texte: 'Cette délégation est terminée, ou n’est pas la vôtre. Vous restez en votre nom.',
  },
  numero_illisible: { statut: 400, texte: 'Ce numéro est à corriger.' },
  trop_d_appels: {
    statut: 429,
    texte: 'Ce téléphone a déjà été appelé trois fois. Attendez cinq minutes, ou utilisez votre carte.',
  },
  demande_telephone_finie: {
    statut: 410,
    texte: 'Cette demande n’attend plus de réponse. Recommencez depuis la page de connexion.',
  },
  trop_d_essais: {
    statut: 429,
    texte: 'Trop de connexions commencées depuis cet endroit. Attendez une minute, puis recommencez.',
  },
});
