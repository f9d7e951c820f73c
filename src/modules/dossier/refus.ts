import { listeDeRefus } from '#lib/refus.ts';

export const refus = listeDeRefus('dossier', {
  traits_illisibles: { statut: 400, texte: 'Certains traits d’identité sont à corriger.' },
  recherche_trop_large: {
    statut: 400,
    texte: 'Pour chercher dans tout le territoire, écrivez le nom et la date de naissance (ou au moins l’année).',
  },
  recherche_avant_creation: {
    statut: 409,
    texte: 'Cherchez d’abord cette personne dans tout le territoire : elle a peut-être déjà un dossier.',
  },
  doublons_a_relire: {
    statut: 409,
    texte: 'Des dossiers ressemblent à cette personne. Dites pour chacun que ce n’est pas elle, ou ouvrez le bon.',
  },
  nom_requis: { statut: 400, texte: 'Écrivez au moins un nom.' },
  traits_stricts_reserves: {
    statut: 403,
    texte:
      'Le nom de naissance, les prénoms, la date, le sexe et le lieu de naissance sont corrigés par le médecin, l’équipe du DAC ou l’auteur de la fiche. Vous pouvez corriger le téléphone et l’adresse.',
  },
  piece_non_probante: {
    statut: 400,
    texte:
      'Cette pièce ne prouve pas une identité. Sont admis : carte d’identité, passeport, titre de séjour ; livret de famille ou acte de naissance pour un mineur.',
  },
  piece_de_mineur: {
    statut: 400,
    texte:
      'Le livret de famille et l’acte de naissance ne valent que pour un mineur. Pour un adulte : carte d’identité, passeport ou titre de séjour.',
  },
  piece_d_un_parent: {
    statut: 400,
    texte: 'Pour un mineur, voyez aussi la pièce d’identité d’un parent, puis cochez la case.',
  },
  piece_perimee: {
    statut: 400,
    texte: 'Une pièce périmée ne prouve pas une identité. Demandez une pièce en cours de validité.',
  },
  qualification_incomplete: {
    statut: 409,
    texte:
      'Il manque des traits pour qualifier cette identité (nom de naissance, prénoms, date, sexe, code du lieu de naissance). Complétez-les, ou relancez la recherche nationale.',
  },
  identite_bloquee: {
    statut: 409,
    texte: 'Cette identité est marquée douteuse ou fictive : levez d’abord cette marque avant de la valider.',
  },
  identite_incomplete: {
    statut: 409,
    texte: 'Il manque des traits (nom de naissance, prénoms, date, sexe) pour valider cette identité.',
  },
  famille_fermee: {
    statut: 403,
    texte:
      'Votre métier ne donne pas accès à ce type d’information : vous ne pouvez pas l’écrire. Choisissez un autre type, ou dites-le à un soignant du cercle.',
  },
  deja_conteste: { statut: 409, texte: 'Cette ligne est déjà signalée : son auteur a été prévenu.' },
  auteur_corrige: { statut: 409, texte: 'Vous avez écrit cette ligne : corrigez-la ou retirez-la directement.' },
  pas_auteur: {
    statut: 403,
    texte:
      'Seuls l’auteur de cette ligne et la personne à qui la vérification a été confiée peuvent la corriger. Vous pouvez signaler qu’elle est fausse.',
  },
  deja_retire: { statut: 409, texte: 'Cette ligne a déjà été retirée.' },
});
