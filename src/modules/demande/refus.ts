import { listeDeRefus } from '#lib/refus.ts';

export const refus = listeDeRefus('demande', {
  transition: { statut: 409, texte: 'La demande a déjà changé d’étape. Relisez-la avant de continuer.' },
  deja_prise: { statut: 409, texte: 'Cette demande est déjà prise.' },
  personne_a_confirmer: {
    statut: 409,
    texte: 'Confirmez d’abord de qui il s’agit : choisissez une personne connue ou créez-la.',
  },
  un_seul_complement: {
    statut: 409,
    texte: 'Une question écrite a déjà été posée. Appelez le demandeur : un seul aller-retour écrit est prévu.',
  },
  demandeur_injoignable: {
    statut: 409,
    texte:
      'On ne sait pas comment joindre ce demandeur : ni adresse sécurisée, ni téléphone. Cherchez-le dans l’annuaire, ou appelez la personne concernée, puis décidez avec ce que vous savez.',
  },
  accord_manquant: {
    statut: 409,
    texte:
      'Une évaluation demande l’accord de la personne, ou la raison pour laquelle il est impossible de le recueillir.',
  },
  referent_manquant: { statut: 409, texte: 'Nommez un référent qui accepte avant de mettre en place l’appui.' },
  alternative_manquante: { statut: 409, texte: 'Dites quelle autre solution est proposée au demandeur.' },
  orientations_ouvertes: {
    statut: 409,
    texte: 'Des orientations sont encore ouvertes. Terminez-les ou notez leur échec avant de clore.',
  },
  retour_manquant: {
    statut: 409,
    texte: 'Le demandeur n’a pas encore eu de retour. Envoyez-lui un mot avant de clore.',
  },
  danger_vital: {
    statut: 409,
    texte: 'Danger vital : appelez le 15. Cette demande n’est pas le bon canal et n’a pas été envoyée.',
  },
  reouverture_trop_tard: {
    statut: 409,
    texte: 'Cette demande est close depuis plus de 90 jours. Déposez-en une nouvelle.',
  },
  information_requise: {
    statut: 409,
    texte:
      'Entre la santé et l’appui social, la personne doit savoir que vous demandez cet appui. Informez-la, puis notez-le ; si c’est impossible, dites pourquoi.',
  },
  pas_d_adresse: {
    statut: 409,
    texte:
      'Le demandeur n’a pas d’adresse sécurisée connue. Appelez-le, puis cochez « Je l’ai prévenu par téléphone ».',
  },
  trop_de_demandes: {
    statut: 429,
    texte:
      'Beaucoup de demandes viennent d’être envoyées avec ce lien. Appelez le DAC, ou écrivez-lui par message sécurisé : votre demande sera lue.',
  },
  lien_sans_adresse: {
    statut: 409,
    texte: 'Aucune adresse sécurisée professionnelle n’est connue : corrigez la fiche, puis recommencez.',
  },
  collegue_inconnu: {
    statut: 404,
    texte: 'Cette personne ne répond pas de la file du DAC. Choisissez un collègue de la liste.',
  },
  pas_le_bon_lien: { statut: 403, texte: 'Ce lien ouvre le suivi d’une autre demande.' },
});
