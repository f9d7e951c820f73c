import { listeDeRefus } from '#lib/refus.ts';

const RECOMMENCER = 'Recommencez depuis la page de connexion.';

/** Reasons not to register or not to accept a passkey. */
export const refus = listeDeRefus('passkey', {
  defi_expire: { statut: 400, texte: `La demande a plus de cinq minutes, ou a déjà servi. ${RECOMMENCER}` },
  defi_different: { statut: 400, texte: `La réponse correspond à une autre demande. ${RECOMMENCER}` },
  reponse_illisible: {
    statut: 400,
    texte: 'La réponse de votre appareil est illisible. Recommencez ; si cela se répète, essayez un autre navigateur.',
  },
  mauvais_site: {
    statut: 400,
    texte:
      'Cette réponse a été donnée à un autre site. Vérifiez l’adresse affichée par votre navigateur avant de recommencer.',
  },
  personne_non_verifiee: {
    statut: 400,
    texte:
      'Votre appareil n’a pas vérifié que c’est bien vous. Activez son code, son empreinte ou la reconnaissance du visage, puis recommencez.',
  },
  attestation_refusee: {
    statut: 400,
    texte:
      'Ce type de clé n’est pas accepté. Utilisez la clé d’accès de votre téléphone, de votre ordinateur ou une clé de sécurité courante.',
  },
  deja_enregistree: { statut: 409, texte: 'Cette clé d’accès est déjà enregistrée. Connectez-vous avec elle.' },
  trop_de_cles: { statut: 409, texte: 'Vous avez déjà dix clés d’accès. Retirez-en une avant d’en ajouter une autre.' },
  derniere_cle: {
    statut: 409,
    texte: 'C’est votre seule façon d’entrer. Enregistrez d’abord un autre appareil, puis retirez celle-ci.',
  },
  cle_inconnue: {
    statut: 401,
    texte:
      'Cette clé d’accès n’est pas reconnue ici. Utilisez une autre clé, Pro Santé Connect, ou demandez une invitation à votre référent.',
  },
  autre_compte: { statut: 401, texte: `Cette clé d’accès appartient à un autre compte. ${RECOMMENCER}` },
  signature_invalide: { statut: 401, texte: `La réponse de votre clé d’accès n’est pas valable. ${RECOMMENCER}` },
  compteur_recule: {
    statut: 401,
    texte:
      'Cette clé d’accès semble avoir été copiée. Par sécurité elle est refusée : prévenez votre référent et utilisez une autre clé.',
  },
});
