import { listeDeRefus } from '#lib/refus.ts';

const RECOMMENCER = 'Revenez à l’accueil et cliquez de nouveau sur « Se connecter ».';
const PREVENIR = 'Recommencez ; si cela se répète, prévenez l’assistance.';

/** Every reason not to open a session. 4xx: this sign-in is not acceptable. 5xx: the service or our own settings are at fault. */
export const refus = listeDeRefus('psc', {
  attente_absente: { statut: 400, texte: `Cette connexion n’a pas été demandée depuis ce navigateur. ${RECOMMENCER}` },
  attente_expiree: { statut: 400, texte: `La demande de connexion a plus de dix minutes. ${RECOMMENCER}` },
  retour_invalide: { statut: 400, texte: `La réponse de Pro Santé Connect est incomplète ou répétée. ${RECOMMENCER}` },
  etat_absent: { statut: 400, texte: `La réponse reçue n’est reliée à aucune demande de votre part. ${RECOMMENCER}` },
  etat_inconnu: { statut: 400, texte: `La réponse reçue correspond à une autre demande de connexion. ${RECOMMENCER}` },
  emetteur_inattendu: {
    statut: 401,
    texte: `La réponse ne vient pas du service Pro Santé Connect attendu. Par sécurité, la connexion est arrêtée. ${PREVENIR}`,
  },
  refus_utilisateur: { statut: 401, texte: `Vous avez refusé ou abandonné la connexion. ${RECOMMENCER}` },
  demande_refusee: { statut: 502, texte: `Pro Santé Connect n’a pas accepté la demande de connexion. ${PREVENIR}` },
  code_refuse: { statut: 401, texte: `Cette réponse a déjà servi ou appartient à un autre navigateur. ${RECOMMENCER}` },
  client_refuse: {
    statut: 502,
    texte: 'Pro Santé Connect ne reconnaît pas la plateforme. Prévenez l’assistance : son inscription est à vérifier.',
  },
  nonce_altere: { statut: 401, texte: `La réponse signée correspond à une autre connexion. ${RECOMMENCER}` },
  destinataire_inattendu: { statut: 401, texte: `La réponse signée est destinée à un autre logiciel. ${PREVENIR}` },
  jeton_expire: { statut: 401, texte: `La réponse de Pro Santé Connect est périmée. ${RECOMMENCER}` },
  jeton_anticipe: {
    statut: 401,
    texte: `La réponse de Pro Santé Connect est datée dans le futur : l’heure d’un des serveurs est fausse. ${PREVENIR}`,
  },
  authentification_ancienne: {
    statut: 401,
    texte:
      'Cet acte demande de confirmer votre identité maintenant. Cliquez de nouveau et validez sur votre téléphone.',
  },
  algorithme_refuse: { statut: 401, texte: `La réponse n’est pas signée avec la méthode attendue. ${PREVENIR}` },
  signature_invalide: {
    statut: 401,
    texte: `La signature de la réponse n’est pas celle de Pro Santé Connect. ${PREVENIR}`,
  },
  jeton_absent: { statut: 502, texte: `Pro Santé Connect n’a pas remis la preuve de connexion. ${PREVENIR}` },
  niveau_insuffisant: {
    statut: 401,
    texte: 'Le niveau d’authentification est trop faible. Connectez-vous avec votre carte CPS ou votre e-CPS.',
  },
  moyen_inconnu: {
    statut: 401,
    texte: 'Votre moyen de connexion n’est pas admis ici. Connectez-vous avec votre carte CPS ou votre e-CPS.',
  },
  sujet_different: {
    statut: 401,
    texte: `Votre profil et votre connexion ne désignent pas la même personne. ${PREVENIR}`,
  },
  profil_refuse: { statut: 502, texte: `Pro Santé Connect n’a pas donné accès à votre profil. ${PREVENIR}` },
  identite_illisible: {
    statut: 502,
    texte: 'Votre profil Pro Santé Connect est incomplet. Vérifiez-le avec votre ordre, ou prévenez l’assistance.',
  },
  identite_incoherente: {
    statut: 401,
    texte: 'Votre profil Pro Santé Connect contient deux identifiants différents. Prévenez l’assistance.',
  },
  identite_de_test: {
    statut: 403,
    texte: 'Cette identité est réservée aux essais. Connectez-vous avec votre propre carte CPS ou e-CPS.',
  },
  identite_reelle: {
    statut: 403,
    texte: 'Ce site d’essai n’accepte que des identités fictives. Utilisez une carte ou une e-CPS de test.',
  },
  telephone_absent: {
    statut: 404,
    texte: 'La connexion par le téléphone n’est pas ouverte ici. Utilisez le bouton « Pro Santé Connect ».',
  },
  telephone_sans_reponse: {
    statut: 410,
    texte:
      'Votre téléphone n’a pas répondu à temps. Vérifiez qu’il a du réseau et que l’application e-CPS y est, puis recommencez.',
  },
  utilisateur_inconnu: {
    statut: 404,
    texte: 'Pro Santé Connect ne connaît pas ce numéro, ou aucun téléphone n’y est relié.',
  },
  avis_invalide: { statut: 400, texte: 'Cet avis de déconnexion n’est pas recevable.' },
  service_injoignable: {
    statut: 503,
    texte: 'Pro Santé Connect ne répond pas. Réessayez dans quelques minutes, ou utilisez votre clé d’accès.',
  },
  reponse_illisible: { statut: 502, texte: `La réponse de Pro Santé Connect est illisible. ${PREVENIR}` },
  decouverte_invalide: {
    statut: 502,
    texte: 'Les adresses annoncées par Pro Santé Connect ne sont pas celles attendues. Prévenez l’assistance.',
  },
});

export type CodeRefusPsc = keyof typeof refus;
