import type { Decision } from '../statut.ts';
import type { Accord, Urgence } from '../vocabulaire.ts';
import type { Filtre } from './adresse.ts';

export const FORMULAIRE = {
  titre: 'Demander un appui',
  sousTitre: 'Une personne vous répond, avec son nom et son numéro direct.',
  repris: 'Nous avons gardé ce que vous aviez commencé.',
  vider: 'Repartir de zéro',
  chargement: 'Chargement de la personne',
  pour: 'Pour',
  nom: 'Nom de la personne',
  prenom: 'Prénom',
  naissance: 'Date de naissance',
  naissanceAide: 'Par exemple 12/03/1942. L’année seule suffit : 1942.',
  telephone: 'Téléphone de la personne',
  texte: 'Qu’attendez-vous ?',
  texteAide: 'Ce qui se passe, ce qui vous inquiète. Deux lignes suffisent : le reste se dira au téléphone.',
  urgence: 'Quand faut-il agir ?',
  accord: 'La personne est-elle au courant ?',
  accordMotif: 'Pourquoi son accord est impossible à recueillir',
  auNomDe: 'La demande part au nom de',
  sansCompte: 'L’accusé et les réponses arrivent dans votre messagerie sécurisée.',
  envoyer: 'Envoyer la demande',
  dangerTitre: 'Danger vital : appelez le 15, maintenant.',
  dangerTexte: 'Une demande d’appui n’est pas lue dans la minute. Rien n’est envoyé tant que ce choix est coché.',
  appeler15: 'Appeler le 15',
  dangerFerme: 'Appelez d’abord le 15. Choisissez un autre délai pour envoyer une demande.',
} as const;

export const PRECISIONS_URGENCE: Readonly<Record<Urgence, string>> = {
  U1: 'La situation peut rompre d’un moment à l’autre.',
  U2: 'Il faut agir, sans que ce soit pour demain.',
  U3: 'Pour préparer la suite.',
};

export const ENVOYEE = {
  titre: 'Demande envoyée',
  dejaRecue: 'Nous avions déjà cette demande',
  dejaRecueQuoi: 'Elle n’est pas comptée deux fois. Si vous avez écrit autre chose, nous l’y avons ajouté.',
  reference: 'Votre référence',
  suit: 'Votre interlocuteur',
  suivre: 'Suivre l’avancement',
  ouvrir: 'Ouvrir la demande',
  copier: 'Copier l’adresse de suivi',
  copiee: 'Adresse copiée.',
  garder: 'L’adresse de suivi s’ouvre sans compte et ne montre aucune information de santé.',
  autre: 'Faire une autre demande',
} as const;

export const LIEN_DEPOT = {
  titre: 'Demander un appui sans compte',
  aucun: 'Envoyez-lui un lien : un formulaire court, quatre réponses, sans compte et autant de fois qu’il le faut.',
  ouvert: (jour: string) => `Un lien à son nom est ouvert jusqu’au ${jour}.`,
  envoyer: 'Envoyer un lien par message sécurisé',
  autre: 'Envoyer un nouveau lien',
  fermer: 'Fermer ses liens',
  envoye: (nom: string) => `Lien envoyé à ${nom}.`,
  ferme: 'Ses liens ne s’ouvrent plus. Le prochain accusé en portera un nouveau.',
} as const;

export const SUIVI = {
  appeler: (nom: string) => `Appeler ${nom}`,
  etapes: 'Où en est votre demande',
  ensuite: 'Ensuite',
  sansSante:
    'Cette page ne montre aucune information de santé : le détail vous arrive par message sécurisé ou par téléphone. Elle se met à jour toute seule.',
  chargement: 'Chargement du suivi',
} as const;

export const FILE = {
  titre: 'Demandes d’appui',
  chargement: 'Chargement des demandes',
  filtrer: 'Filtrer les demandes',
  demander: 'Demander un appui',
  jePrends: 'Je prends',
  prise: (reference: string) => `Vous avez la main sur ${reference}.`,
  de: 'Demandée par',
  vides: {
    a_prendre: 'Rien à prendre. Une nouvelle demande arrivera ici, d’où qu’elle vienne.',
    les_miennes: 'Vous n’avez la main sur aucune demande. « À prendre » montre celles qui attendent quelqu’un.',
    en_cours: 'Les demandes d’appui arriveront ici : par message sécurisé, téléphone, formulaire ou papier.',
    retard: 'Aucune demande en retard.',
    closes: 'Les demandes terminées se retrouveront ici.',
  } satisfies Record<Filtre, string>,
} as const;

export const NOMS_FILTRES: Readonly<Record<Filtre, string>> = {
  a_prendre: 'À prendre',
  les_miennes: 'Les miennes',
  en_cours: 'En cours',
  retard: 'En retard',
  closes: 'Closes',
};

/** Each decision, said plainly: what the requester will see happen. */
export const DECISIONS_EN_MOTS: Readonly<Record<Decision, { readonly libelle: string; readonly precision: string }>> = {
  information_conseil: {
    libelle: 'Donner une information ou un conseil',
    precision: 'Votre réponse suffit, il ne reste ensuite qu’à clore.',
  },
  orientation_en_cours: {
    libelle: 'Chercher un service',
    precision: 'Vous proposez la personne à un ou plusieurs services, et suivez leur réponse.',
  },
  evaluation: {
    libelle: 'Faire une évaluation à domicile',
    precision: 'Une visite est prévue. Demande l’accord de la personne.',
  },
  appui_coordination: {
    libelle: 'Mettre en place un appui à la coordination',
    precision: 'Vous devenez référent de la situation, dans la durée.',
  },
  reorientee: {
    libelle: 'Confier à un autre dispositif',
    precision: 'Un autre dispositif prend la suite. Dites lequel au demandeur.',
  },
  non_recevable: {
    libelle: 'Dire que ce n’est pas de notre ressort',
    precision: 'Toujours avec une autre solution pour le demandeur.',
  },
};

export const ACCORDS_EN_MOTS: Readonly<Record<Accord, string>> = {
  accord: 'Elle est d’accord',
  informee: 'Elle est informée',
  impossible: 'Impossible de recueillir son accord',
  non_dite: 'Pas encore dit',
};

export const DEMANDE = {
  titreSansNom: 'Personne à préciser',
  chargement: 'Chargement de la demande',
  demandeur: 'Qui demande',
  appeler: (nom: string) => `Appeler ${nom}`,
  ecrire: 'Écrire',
  fil: 'Lire l’échange',
  sansAdresse: 'Aucune adresse sécurisée connue.',
  original: 'Ce qui est écrit',
  originalVide: 'Rien n’a été écrit : la demande a été faite de vive voix.',
  compris: 'Ce que nous en comprenons',
  aVerifier: 'Lu dans le message : à vérifier',
  verifier: 'Vérifier',
  urgence: 'Quand',
  attente: 'Attente',
  motifs: 'Motifs',
  motifsVides: 'Aucun motif reconnu',
  accord: 'Accord',
  noterAccord: 'Noter l’accord',
  personne: 'De qui s’agit-il',
  personneAConfirmer: 'Personne à confirmer',
  ressemblent: (n: number) => (n === 1 ? '1 dossier lui ressemble' : `${n} dossiers lui ressemblent`),
  aucunNeRessemble: 'Aucun dossier ne lui ressemble',
  ouvrirDossier: 'Ouvrir son dossier',
  question: 'Question posée',
  reponse: 'Réponse',
  suspendu: (qui: string) => `en attente de la réponse de ${qui}`,
  delai: 'Décision',
  dejaSuspendu: 'Le délai a déjà été arrêté',
  decisions: 'Ce qui a été décidé',
  prochaine: 'Prochaine étape',
  cloture: 'Clôture',
  orientations: 'Services sollicités',
  orientationsVide: 'Les services que vous proposez se suivront ici, jusqu’à la première visite.',
  proposer: 'Proposer un service',
  histoire: 'Ce qui s’est passé',
  histoireVide: 'Ce qui arrive à cette demande s’écrira ici.',
  autres: 'Autres gestes',
  fermes: 'Ce qui n’est pas possible maintenant',
  referent: 'Référent',
} as const;
