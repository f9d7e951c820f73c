export const JOURNAL = {
  titre: 'Qui a consulté ce dossier',
  titreDeLaPersonne: 'Qui a consulté mon dossier',
  chargement: 'Chargement du journal',
  retour: 'Le dossier',
  explication:
    'Chaque fois que quelqu’un ouvre ce dossier, Cordée l’écrit ici. Personne ne peut l’effacer ni le changer, pas même nous.',
  vide: 'Personne n’a ouvert ce dossier pendant ces trois mois.',
  avant: 'Voir les mois d’avant',
  donner: 'Donner ce journal à la personne',
  donnerExplication:
    'Cette adresse montre à la personne qui a consulté son dossier, et rien d’autre. Elle ne contient ni son nom ni aucune information de santé.',
  copier: 'Copier l’adresse',
  copie: 'Adresse copiée.',
  recours:
    'Si un accès vous étonne, demandez pourquoi au dispositif d’appui de votre territoire : quelqu’un doit vous répondre.',
} as const;

export const CONTROLE = {
  titre: 'Contrôle des accès',
  sousTitre: 'Ce qui surprend dans les accès aux dossiers, à regarder par une personne',
  retour: 'Territoire',
  chargement: 'Chargement du contrôle',
  retenus: 'Comptes retenus',
  bloque: 'Lectures arrêtées',
  aConfirmer: 'Doit confirmer son identité',
  rouvrir: 'Rouvrir les lectures',
  aRegarder: 'À regarder',
  rien: 'Rien à regarder. Les accès d’hier ressemblent aux autres jours.',
  clore: 'Écrire ce qu’il en est',
  mot: 'Ce qu’il en est',
  motAide: 'En une phrase : vu avec la personne, erreur expliquée, suite donnée.',
  clos: 'C’est noté.',
  rouvert: 'Les lectures sont rouvertes.',
  fermer: 'Fermer',
  annuler: 'Annuler',
  mois: 'Les trois derniers mois',
  carte: 'Les accès aux dossiers',
  carteLien: 'Regarder les accès',
} as const;

export const EXPORTS = {
  titre: 'Exports en masse',
  retour: 'Contrôle des accès',
  chargement: 'Chargement des exports',
  explication:
    'Un logiciel qui reçoit tout le territoire, ou un grand groupe, a besoin de deux personnes : l’une demande, une autre accorde. Tout est tracé.',
  vide: 'Aucun export en masse n’a été demandé.',
  etats: { demande: 'Attend une seconde personne', refuse: 'Refusé', ouvert: 'Ouvert', fini: 'Fini' },
  accorder: 'Accorder',
  refuser: 'Refuser',
  fermer: 'Fermer maintenant',
  note: 'Décision notée.',
  ferme: 'L’export est fermé.',
  demander: 'Demander un export en masse',
  demande: 'Demande notée. Une autre personne doit l’accorder.',
  nom: 'Nom du logiciel',
  client: 'Identifiant du logiciel',
  clientAide: 'Celui qui lui a été donné à son inscription.',
  motif: 'Pourquoi a-t-il besoin de tout le territoire ?',
  jours: 'Pendant combien de jours ?',
  joursAide: 'Entre 1 et 31.',
} as const;
