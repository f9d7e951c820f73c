import { listeDeRefus } from '#lib/refus.ts';

export const refus = listeDeRefus('droits_personne', {
  pas_decedee: {
    statut: 409,
    texte:
      'Un ayant droit ne demande un dossier qu’après le décès. Notez d’abord le décès dans l’identité, ou changez la qualité.',
  },
  decedee: {
    statut: 409,
    texte: 'Cette personne est décédée : la demande vient d’un ayant droit. Choisissez cette qualité.',
  },
  acces_seulement: {
    statut: 409,
    texte: 'Après un décès, un ayant droit peut seulement demander à recevoir le dossier.',
  },
  motif_manquant: {
    statut: 400,
    texte:
      'Dites le motif de l’ayant droit : la loi n’en accepte que trois. Sans motif, la demande ne peut pas être reçue.',
  },
  preuve_insuffisante: {
    statut: 409,
    texte:
      'Il faut une pièce d’identité et la preuve de la qualité : mandat écrit, jugement, acte ou livret de famille.',
  },
  quel_representant: {
    statut: 400,
    texte: 'Dites quel représentant demande. S’il n’est pas noté, notez d’abord sa mesure ou son autorité parentale.',
  },
  qui_demande: { statut: 400, texte: 'Écrivez le nom de qui demande.' },
  relecture_inachevee: {
    statut: 409,
    texte: 'Des éléments attendent votre décision avant la remise : relisez-les, puis dites ce qui sort.',
  },
  rien_a_relire: { statut: 404, texte: 'Cet élément n’attend pas de décision.' },
  a_change: { statut: 409, texte: 'Cet élément a changé depuis votre lecture. Relisez-le avant de décider.' },
  dites_pourquoi: { statut: 400, texte: 'Dites pourquoi, en une phrase.' },
  trop_tot: {
    statut: 409,
    texte: 'La loi laisse à la personne 48 heures de réflexion. Remettez le dossier après ce délai.',
  },
  futur: { statut: 400, texte: 'La date de réception ne peut pas être dans le futur.' },
  deja_repondue: { statut: 409, texte: 'Cette demande a déjà sa réponse.' },
  remettre_plutot: { statut: 409, texte: 'Pour accepter, préparez le dossier puis notez sa remise.' },
  quel_element: { statut: 400, texte: 'Dites quelle information est à corriger.' },
  dites_quoi: { statut: 400, texte: 'Écrivez ce que la personne demande, avec ses mots.' },
  pas_la_cellule: {
    statut: 403,
    texte:
      'Répondre à une demande revient au responsable du DAC ou à la protection des données. Prévenez-les : ils ont la main.',
  },
  corrigez_d_abord: {
    statut: 409,
    texte: 'Écrivez le texte corrigé ; ou corrigez l’information sur son écran, puis revenez accepter la demande.',
  },
  pas_refusee: { statut: 409, texte: 'La lettre se prépare une fois la demande refusée.' },
  deja_gele: { statut: 409, texte: 'La conservation de ce dossier est déjà suspendue.' },
  pas_gele: { statut: 409, texte: 'La conservation de ce dossier n’est pas suspendue.' },
  rien_a_echeance: { statut: 409, texte: 'Rien de ce dossier n’arrive au bout de sa durée.' },
  deja_propose: {
    statut: 409,
    texte: 'Cette suppression est déjà proposée : une autre personne de la cellule la confirme ou la refuse.',
  },
  rien_a_confirmer: {
    statut: 409,
    texte: 'Aucune suppression de ce dossier n’attend une seconde décision.',
  },
  seconde_personne: { statut: 403, texte: 'La seconde décision revient à quelqu’un d’autre que la première.' },
  gele: {
    statut: 409,
    texte: 'Un recours suspend toute suppression dans ce dossier. Levez-le d’abord, avec sa raison.',
  },
});
