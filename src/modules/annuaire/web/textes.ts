import { MOTIFS, type MotifEchec } from '../motifs.ts';

export const ANNUAIRE = {
  titre: 'Annuaire',
  champ: 'Qui cherchez-vous ?',
  aide: 'Un besoin, un métier, un nom, une commune, un jour, un numéro : « infirmier pansement Pont-de-Loive mercredi ».',
  chercher: 'Chercher',
  chargement: 'Recherche dans l’annuaire',
  vide: 'Les professionnels, les services et les structures du territoire arriveront ici.',
  videQuoi: 'Écrivez ce dont la personne a besoin, avec vos mots.',
  sansReponse: 'Personne ne répond à cette recherche.',
  sansReponseQuoi: 'Retirez un mot, vérifiez l’orthographe, ou cherchez plus loin.',
  incomplet: 'Les plus proches seulement : précisez pour en voir d’autres.',
  toutes: 'Tout',
  genres: { personne: 'Professionnels', offre: 'Services', structure: 'Structures' },
  plus: 'Page suivante',
  moins: 'Page précédente',
  resultats: 'Résultats de l’annuaire',
  maPresence: 'Dire ma présence',
} as const;

export const CARTE = {
  ecrire: 'Écrire',
  orienter: 'Orienter vers ce service',
  places: (n: number) => (n === 0 ? 'Complet' : n === 1 ? '1 place' : `${n} places`),
  placesInconnues: 'Places non publiées',
  sansMssante: 'Pas d’adresse sécurisée connue',
  echec: 'Ça n’a pas marché',
  douteuse: 'Un échec signalé',
  sources: { personne: 'l’annuaire national', structure: 'l’annuaire national', offre: 'le ROR' },
} as const;

export const FICHE = {
  chargement: 'Ouverture de la fiche',
  joindre: 'Joindre',
  telephone: 'Téléphone',
  mssante: 'Adresse sécurisée',
  adresse: 'Adresse',
  horaires: 'Horaires',
  sansHoraires: 'Horaires non connus.',
  service: 'Ce que fait ce service',
  publics: 'Public',
  ages: 'Âge',
  zones: 'Intervient dans',
  modalites: 'Accueil',
  activites: 'Activités',
  contacts: 'Autres contacts',
  notes: 'Bon à savoir',
  sansNotes: 'Ce que le territoire sait de plus arrivera ici : « parle portugais », « 4e étage sans ascenseur ».',
  noter: 'Ajouter ce que je sais',
  noterAide: 'Sur le service ou la personne qui y travaille. Ne nommez aucun patient.',
  noteTexte: 'Ce que vous savez',
  enregistrerNote: 'Ajouter à la fiche',
  noteAjoutee: 'Ajouté à la fiche.',
  retirerNote: 'Retirer',
  noteRetiree: 'Note retirée.',
  liens: 'Voir aussi',
  echecs: 'Ce qui n’a pas marché',
  signaler: 'Ça n’a pas marché',
  signalerAide: 'Quelqu’un vérifiera, et la personne concernée sera prévenue par message sécurisé.',
  motif: 'Que s’est-il passé ?',
  detail: 'Précision',
  detailAide: 'Ne nommez aucun patient.',
  envoyerSignal: 'Le signaler',
  signale: (qui: string, parti: boolean) =>
    parti ? `${qui} vérifie. Un message part pour demander si la fiche est juste.` : `${qui} vérifie.`,
  corriger: 'Confirmer ou corriger',
  corrigerAide: 'Ce que vous enregistrez remplace le fichier national pour tout le territoire.',
  places: 'Places libres maintenant',
  enregistrer: 'Enregistrer la fiche',
  corrigee: 'Fiche à jour. Merci.',
  demander: 'Demander confirmation par message',
  demandee: 'La demande de confirmation est partie.',
  nonConnu: 'non connu',
} as const;

export const MOTIFS_CHOIX = (Object.keys(MOTIFS) as MotifEchec[]).map((valeur) => ({
  valeur,
  libelle: MOTIFS[valeur],
}));

export const PRESENCE = {
  titre: 'Ma présence',
  sousTitre: 'Ce que vos collègues voient avant de vous appeler ou de vous écrire.',
  chargement: 'Lecture de votre présence',
  situation: 'En ce moment',
  present: 'Je suis présent, présente',
  absent: 'Je suis absent, absente',
  du: 'Absence à partir du',
  au: 'Retour le',
  remplacant: 'Qui vous remplace',
  remplacantAide: 'Nom de la personne à appeler.',
  telephoneRemplacant: 'Téléphone de la personne qui vous remplace',
  canal: 'Le mieux pour vous joindre',
  canaux: { telephone: 'Téléphone', mssante: 'Message sécurisé' },
  consigne: 'Une consigne',
  consigneAide: 'Par exemple : « appelez avant 9 h ».',
  horaires: 'Jours travaillés',
  enregistrer: 'Enregistrer ma présence',
  enregistree: 'Votre présence est à jour.',
} as const;

export const CONFIRMATION = {
  titre: 'Est-ce toujours vrai ?',
  chargement: 'Ouverture de votre fiche',
  intro: 'Voici ce que vos collègues du territoire voient de vous.',
  oui: 'Oui, tout est juste',
  corriger: 'Corriger',
  plusLa: 'Je ne travaille plus là',
  telephone: 'Votre téléphone',
  mssante: 'Votre adresse sécurisée',
  places: 'Places libres maintenant',
  message: 'Un mot pour l’équipe',
  messageAide: 'Par exemple : qui prend la suite.',
  envoyer: 'Envoyer',
  merci: 'Merci. Votre fiche est à jour.',
  merciPlusLa: 'Merci. L’équipe met l’annuaire à jour.',
  dejaFaite: 'Votre fiche a déjà été confirmée. Il n’y a rien à faire.',
  revenir: 'Revenir',
} as const;

export const CHOIX = {
  aide: 'Écrivez un nom, un métier ou une commune.',
  siRien: 'Personne à ce nom dans l’annuaire. Essayez le métier ou la commune.',
  changer: 'Changer',
} as const;

export const JOURS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'] as const;
