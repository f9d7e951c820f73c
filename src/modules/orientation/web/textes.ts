import type { Filtre } from '../contract.ts';

export const NOMS_FILTRES: Readonly<Record<Filtre, string>> = {
  ouvertes: 'Ouvertes',
  sans_reponse: 'Sans réponse',
  refusees: 'Refusées',
  recues: 'Reçues',
  closes: 'Closes',
};

export const LISTE = {
  titre: 'Orientations',
  chargement: 'Chargement des orientations',
  filtrer: 'Filtrer les orientations',
  cetteDemande: 'Pour une seule demande',
  cettePersonne: 'Pour une seule personne',
  urgente: 'Urgente',
  suite: 'Voir les 100 suivantes',
  vides: {
    ouvertes:
      'Les orientations que vous suivez arriveront ici. Proposez un service depuis une demande ou une personne.',
    sans_reponse: 'Aucun service ne tarde à répondre.',
    refusees: 'Aucun refus n’attend une suite.',
    recues: 'Les orientations adressées à votre structure arriveront ici.',
    closes: 'Les orientations finies seront rangées ici.',
  } satisfies Readonly<Record<Filtre, string>>,
} as const;

export const NOUVELLE = {
  titre: 'Proposer un service',
  chargement: 'Préparation de l’orientation',
  chargementService: 'Ce que l’annuaire publie sur ce service',
  personne: 'Pour quelle personne ?',
  personneAide: 'Son nom, sa date de naissance ou son téléphone.',
  personneInconnue: 'Personne à ce nom parmi celles que vous suivez. Partez de sa demande.',
  personneAConfirmer: 'Confirmez d’abord qui est la personne.',
  personneAConfirmerQuoi: 'La demande ne nomme pas encore une personne sûre. Confirmez son identité, puis revenez ici.',
  versDemande: 'Ouvrir la demande',
  versDemandes: 'Partir d’une demande d’appui',
  service: 'Quel service ?',
  serviceAide: 'Son nom, ce qu’il fait, sa commune : « aide à domicile Aurelle ».',
  conseille: (nom: string) => `On vous conseille « ${nom} ». Lequel est-ce ?`,
  besoin: 'Ce dont la personne a besoin',
  besoinAide: 'Seulement ce que le service doit savoir pour répondre. Ce texte part dans le message sécurisé.',
  reprendre: 'Reprendre le texte de la demande',
  urgente: 'C’est urgent',
  urgentePrecision: 'Réponse attendue en 1 jour ouvré au lieu de 3',
  envoyer: (service: string) => `Envoyer l’orientation à ${service}`,
  noter: (service: string) => `Noter l’orientation et appeler ${service}`,
  envoyee: (service: string) => `Orientation envoyée à ${service}.`,
  notee: (service: string) => `Orientation notée. Appelez ${service}.`,
  choisirDAbord: 'Choisissez d’abord un service.',
  sansAdresse: (service: string) => `${service} n’a pas d’adresse sécurisée connue : rien ne partira par écrit.`,
  sansAdresseQuoi: 'Appelez, puis notez sa réponse sur l’orientation.',
  sansTelephone: 'Aucun téléphone n’est connu non plus : cherchez un autre moyen dans l’annuaire.',
  places: 'Places',
  placesInconnues: 'Non publiées',
  refus: 'Refus ces 3 derniers mois',
} as const;

export const DETAIL = {
  chargement: 'Chargement de l’orientation',
  demande: 'Ce qui est demandé',
  reponse: 'La réponse',
  service: 'Le service',
  suites: 'Et maintenant ?',
  fermes: 'Ce qui n’est pas possible maintenant, et pourquoi',
  refusee: (service: string) => `${service} ne peut pas`,
  conseille: 'Il conseille',
  proposerA: (service: string) => `Proposer à ${service}`,
  chercher: 'Chercher un autre service',
  suiteDonnee: 'Une suite a été donnée à ce refus.',
  precedente: 'Elle remplace une orientation refusée',
  lireLaPrecedente: 'Lire l’orientation refusée',
  lireLaDemande: 'Ouvrir la demande',
  appel: 'Noter un appel',
  rappels: 'Rappels',
  relance: 'Rappel envoyé',
  parTelephone: (service: string) => `Rien n’est parti par écrit : ${service} n’a pas d’adresse sécurisée.`,
  parTelephoneQuoi: 'Appelez, puis notez sa réponse.',
  ecritA: 'Écrit à',
  notable: 'Le service peut répondre par le lien de son message, par un simple message, ou au téléphone.',
} as const;

/** What each gesture is called, for the team that sent and for the service that received. */
export const GESTES_EN_MOTS = {
  accepter: 'Noter qu’il accepte',
  refuser: 'Noter qu’il refuse',
  repondre: { expediteur: 'Noter la réponse', destinataire: 'Répondre' },
  rdv: 'Fixer la date',
  commencer: 'C’est commencé',
  relancer: 'Relancer',
  terminer: 'C’est terminé',
  interrompre: 'Cela s’arrête',
  annuler: 'Annuler l’orientation',
  suite: 'Donner une suite au refus',
  echec: 'Constater qu’il n’y a pas de solution',
} as const;

export const REPONSE = {
  titre: { expediteur: 'Noter la réponse reçue au téléphone', destinataire: 'Répondre à l’orientation' },
  par: 'Qui vous a répondu ?',
  parAide: 'Le nom de la personne au téléphone.',
  sens: 'Que répond le service ?',
  oui: 'Il accepte',
  non: 'Il ne peut pas',
  jAccepte: 'Nous acceptons',
  jeRefuse: 'Nous ne pouvons pas',
  choisir: 'Dites d’abord si c’est oui ou non.',
  accepter: 'Noter l’accord',
  refuser: 'Noter le refus',
  acceptee: 'Accord noté.',
  refusee: 'Refus noté.',
  motif: 'Pourquoi ?',
  detail: 'Une précision',
  alternative: 'Un autre service que vous conseillez',
  alternativeNotee: 'Un autre service conseillé',
  alternativeAide: 'Son nom, et sa commune si vous la connaissez.',
  commentaire: 'Un mot pour l’équipe',
} as const;

export const RDV = {
  titre: 'Fixer la date',
  changer: 'Changer la date',
  date: 'Date du premier rendez-vous',
  dateSiConnue: 'Date du premier rendez-vous, si vous l’avez',
  heure: 'Heure',
  heureAide: 'Par exemple 14 h 30.',
  heureFausse: 'Écrivez l’heure ainsi : 14 h 30.',
  fixer: 'Fixer cette date',
  fixee: 'Date notée. Le demandeur est prévenu.',
} as const;

export const COMMENCER = {
  titre: 'C’est commencé',
  quand: 'Quand ?',
  aujourdhui: 'Aujourd’hui',
  autreJour: 'Un autre jour',
  date: 'Date du début réel',
  noter: 'Noter que c’est commencé',
  note: 'C’est noté : l’orientation a abouti.',
} as const;

export const FINIR = {
  terminer: {
    titre: 'C’est terminé',
    libelle: 'Comment cela se termine ?',
    bouton: 'Noter la fin',
    fait: 'Fin notée.',
  },
  interrompre: {
    titre: 'Cela s’arrête',
    libelle: 'Pourquoi cela s’arrête ?',
    bouton: 'Noter l’arrêt',
    fait: 'Arrêt noté.',
  },
  annuler: {
    titre: 'Annuler l’orientation',
    libelle: 'Pourquoi l’annuler ?',
    bouton: 'Annuler l’orientation',
    fait: 'Orientation annulée.',
  },
  echec: {
    titre: 'Constater qu’il n’y a pas de solution',
    libelle: 'Qu’est-ce qui manque sur le territoire ?',
    bouton: 'Constater l’échec',
    fait: 'Échec noté : il compte dans l’offre qui manque.',
  },
} as const;

export const LIEN = {
  chargement: 'Ouverture de l’orientation',
  titre: (reference: string) => `Votre réponse à l’orientation ${reference}`,
  sansSante: 'Cette page ne dit ni pour qui, ni pourquoi : le message sécurisé que vous avez reçu le dit.',
  question: 'Pouvez-vous accompagner cette personne ?',
  accepter: 'Accepter',
  refuser: 'Refuser',
  accepterEnvoi: 'Accepter l’orientation',
  refuserEnvoi: 'Envoyer le refus',
  changerDAvis: 'Revenir au choix',
  acceptee: 'Vous avez accepté. Merci.',
  rdv: (quand: string) => `Rendez-vous noté : ${quand}`,
  commencee: 'Vous avez commencé. Merci.',
  refusee: 'Vous avez répondu que vous ne pouvez pas.',
  refuseeQuoi: (qui: string) => `${qui} cherche une autre solution.`,
  annulee: 'Cette orientation a été annulée : vous n’avez plus rien à faire.',
  terminee: 'Tout est terminé : vous n’avez plus rien à faire.',
  interrompue: 'L’arrêt est noté : vous n’avez plus rien à faire.',
  dejaRepondu: 'Votre service a déjà répondu : voici où cela en est.',
  changer: (qui: string) => `Votre réponse a changé ? Appelez ${qui}.`,
} as const;

export const BOUCLE = {
  titre: 'Ce qui aboutit',
  titreDemande: 'Pour cette demande',
  definition:
    'Une orientation a abouti quand le service a vraiment commencé. Refusée puis proposée ailleurs, elle compte une seule fois.',
  chargement: 'Chargement des nombres',
  tableau: 'Par service, en tableau',
  vide: 'Les services proposés arriveront ici.',
} as const;
