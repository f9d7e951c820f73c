import { listeDeRefus } from '#lib/refus.ts';

export const refus = listeDeRefus('identitovigilance', {
  non_raccorde: {
    statut: 409,
    texte:
      'Le téléservice national INSi n’est pas raccordé ici. Vérifiez une pièce d’identité : l’identité sera validée, et les soins continuent.',
  },
  deja_demandee: {
    statut: 409,
    texte: 'La recherche nationale est déjà en cours pour cette personne. Sa réponse s’affichera ici.',
  },
  identite_bloquee: {
    statut: 409,
    texte:
      'Cette identité est marquée douteuse ou fictive : levez d’abord cette marque avant d’interroger le téléservice national.',
  },
  traits_manquants: {
    statut: 409,
    texte:
      'Pour interroger le téléservice national, il faut le nom de naissance, un prénom, le sexe et la date de naissance.',
  },
  datamatrix_illisible: { statut: 400, texte: 'Ce code n’a pas pu être lu.' },
  meme_dossier: { statut: 400, texte: 'Choisissez deux dossiers différents.' },
  deja_decide: { statut: 409, texte: 'Cette ressemblance a déjà été tranchée.' },
  deja_fusionne: { statut: 409, texte: 'Un de ces dossiers est déjà réuni à un autre.' },
  deux_personnes: {
    statut: 409,
    texte:
      'Ces deux dossiers ont des traits ou des identités nationales différents : une autre personne de l’identitovigilance doit confirmer.',
  },
  fusion_finie: { statut: 409, texte: 'Cette réunion n’est plus en attente, ou a déjà été défaite.' },
  trop_tard: {
    statut: 409,
    texte:
      'Le délai pour défaire cette réunion est passé. Créez le second dossier à nouveau, et rattachez-y un à un les éléments.',
  },
  deja_gelee: { statut: 409, texte: 'Cette identité est déjà gelée.' },
  retenus_a_decider: {
    statut: 400,
    texte: 'Des messages attendent la fin du gel : dites s’ils partent, ou s’ils sont abandonnés.',
  },
  gelee_a_lever: {
    statut: 409,
    texte: 'Un de ces dossiers est gelé pour usurpation : levez d’abord le gel, une fois établi qui est qui.',
  },
  pas_gelee: { statut: 409, texte: 'Cette identité n’est pas gelée.' },
});
