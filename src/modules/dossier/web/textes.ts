import { PIECES } from '#fhir/identite/pieces.ts';
import {
  CLES_LIENS,
  CLES_ROLES_PROCHE,
  LIENS,
  ROLES_PROCHE,
  TYPES_A_SAVOIR,
  type TypeASavoir,
} from '../vocabulaire.ts';

export const PERSONNES = {
  titre: 'Personnes',
  chargement: 'Chargement de vos personnes',
  creer: 'Ajouter une personne',
  urgence: 'Accès d’urgence',
  chercher: 'Chercher une personne',
  chercherAide: 'Nom, prénom, date de naissance ou téléphone, parmi les personnes que vous suivez.',
  rien: 'Personne à ce nom parmi celles que vous suivez. Elle a peut-être un dossier hors de votre cercle : « Ajouter une personne » cherche dans tout le territoire.',
  plus: 'Il y en a d’autres : ajoutez le prénom ou l’année de naissance.',
  listes: 'Vos personnes',
  cercle: 'Mon cercle',
  silencieuses: 'Sans nouvelles',
  cercleVide: 'Les personnes dont vous êtes dans le cercle arriveront ici.',
  cercleVidePas: 'Cherchez une personne, ou ajoutez-en une.',
  silencieusesVide: (jours: number) => `Toutes vos personnes ont donné des nouvelles depuis moins de ${jours} jours.`,
  tronque: (montrees: number, total: number) =>
    `Vous suivez ${total} personnes : les ${montrees} premières par ordre alphabétique sont montrées. Cherchez les autres par leur nom.`,
  jamais: 'Aucun événement',
  sansNouvelles: 'Sans nouvelles',
} as const;

export const NOUVELLE = {
  titre: 'Ajouter une personne',
  retour: 'Personnes',
  chercherTitre: 'Chercher d’abord dans tout le territoire',
  chercherAide: 'Écrivez au moins un nom et l’année de naissance. Cette recherche est notée dans le journal des accès.',
  chercher: 'Chercher dans tout le territoire',
  nomNaissance: 'Nom de naissance',
  nom: 'Nom utilisé, s’il est différent',
  nomAide: 'Par exemple le nom d’épouse.',
  prenoms: 'Prénoms de naissance',
  prenomsAide: 'Dans l’ordre, avec les traits d’union.',
  prenom: 'Prénom utilisé, s’il est différent',
  naissance: 'Date de naissance',
  naissanceAide: 'Par exemple 12/03/1942, ou 1942 si vous ne savez que l’année.',
  candidats: 'Est-ce l’une de ces personnes ?',
  aucun: 'Aucun dossier ne ressemble à cette personne.',
  aucunSuite: 'Vous pouvez créer son dossier.',
  ressemble: 'Ressemble beaucoup',
  possible: 'Possible',
  motifs: 'Ce qui est pareil',
  conflits: 'À vérifier',
  ouvrir: 'C’est elle : ouvrir son dossier',
  horsCercle: 'Hors de votre cercle',
  cenestpas: 'Ce n’est pas elle',
  ecarte: 'Écarté : ce n’est pas elle',
  plus: 'D’autres dossiers ressemblent moins. Précisez le prénom ou la date pour les distinguer.',
  complement: 'Compléter et créer son dossier',
  aEcarter: 'Dites d’abord, pour chaque dossier qui ressemble beaucoup, que ce n’est pas cette personne.',
  rechercher: 'Vous avez changé le nom ou la date : cherchez à nouveau avant de créer.',
  civilite: 'Civilité',
  sexe: 'Sexe',
  telephone: 'Téléphone',
  adresse: 'Adresse',
  codePostal: 'Code postal',
  commune: 'Commune',
  lieuNaissance: 'Commune de naissance',
  courriel: 'Adresse électronique',
  monRole: 'Que faites-vous auprès de cette personne ?',
  monRoleAide: 'Vous entrez dans son cercle de soins à ce titre.',
  titreRole: 'À quel titre ?',
  pasDeRole: 'Rien pour l’instant',
  informee: 'L’avez-vous informée que son dossier sera partagé avec son équipe de soins ?',
  informeeAide: 'Tant qu’elle n’est pas informée, vous seul lisez son dossier.',
  informeeOptions: {
    non: 'Pas encore',
    oral: 'Oui, de vive voix',
    ecrit: 'Oui, par écrit',
  },
  precisions: 'Ajouter le téléphone, l’adresse et d’autres précisions',
  creer: 'Créer le dossier',
  cree: 'Dossier créé.',
  repris: 'Votre saisie est revenue.',
  recommencer: 'Tout effacer',
} as const;

export const DATAMATRIX = {
  titre: 'Lire un datamatrix INS',
  champ: 'Passez la douchette sur le code',
  aide: 'Le carré de points marqué « INS » d’une ordonnance ou d’un courrier. Il remplit les traits ; rien n’est gardé du document.',
  lire: 'Lire ce code',
  photo: 'Prendre le code en photo',
  photoIllisible:
    'Aucun code lisible sur cette photo. Rapprochez-vous, à plat, puis recommencez, ou saisissez les traits.',
  lu: 'Traits lus sur le document. Vérifiez-les, puis cherchez dans tout le territoire.',
} as const;

export const OPTIONS_SEXE = [
  { valeur: 'female', libelle: 'Féminin' },
  { valeur: 'male', libelle: 'Masculin' },
  { valeur: 'unknown', libelle: 'Non connu' },
] as const;

export const OPTIONS_CIVILITE = [
  { valeur: 'MME', libelle: 'Madame' },
  { valeur: 'M', libelle: 'Monsieur' },
] as const;

export const OUVRIR_DANS = {
  titre: 'Ouvrir dans…',
  aide: 'L’application s’ouvre à la place de Cordée, sur ce dossier, et vous demande votre accord.',
  nomComplet: (nom: string) => `Ouvrir ce dossier dans ${nom}`,
} as const;

export const PAGE = {
  reuni: 'Ce dossier a été réuni à un autre.',
  reuniOuvrir: 'Ouvrir le dossier gardé',
  retour: 'Personnes',
  chargement: 'Ouverture du dossier',
  ferme: 'Dossier fermé',
  noterAppel: 'Noter un appel',
  ecrire: 'Écrire',
  demander: 'Demander un appui',
  quiAConsulte: 'Qui a consulté ce dossier',
  droits: 'Ses droits sur ses données',
  imprimer: 'Feuille à imprimer',
  corriger: 'Identité et coordonnées',
  aSavoir: 'À savoir',
  aSavoirVide: 'Ce que tout le cercle doit savoir arrivera ici : un risque, une habitude, un code d’entrée.',
  ajouterASavoir: 'Ajouter une ligne « à savoir »',
  mains: 'Qui a la main',
  mainsVide: 'Rien n’est en attente pour cette personne.',
  ouvrir: 'Ouvrir',
  enCeMoment: 'En ce moment',
  fil: 'Le fil',
  filLegende: 'Événements, du plus récent au plus ancien',
  filVide: 'Ce qui se passe autour de cette personne arrivera ici, du plus récent au plus ancien.',
  filFiltreVide: 'Rien de ce genre pour l’instant. Retirez un filtre pour voir le reste.',
  filPlus: 'Voir plus ancien',
  filFiltrer: 'Ne montrer que',
  chargementFil: 'Chargement du fil',
  ne: { masculin: 'né le', feminin: 'née le', inconnu: 'naissance :' },
  neEn: { masculin: 'né en', feminin: 'née en', inconnu: 'naissance :' },
} as const;

export const SAVOIR = {
  titre: 'Ajouter une ligne « à savoir »',
  texte: 'Que faut-il savoir ?',
  texteAide: 'Une phrase, que tout le cercle puisse lire debout. Des faits utiles : ni jugement, ni détail intime.',
  type: 'De quel type ?',
  typeAide: 'Cela décide de qui peut la lire.',
  envoyer: 'Ajouter cette ligne',
  ajoutee: 'Ligne ajoutée.',
  toujoursVrai: 'C’est toujours vrai',
  confirmee: 'Ligne confirmée.',
  faux: 'Ceci est faux',
  fauxTitre: 'Ceci est faux',
  fauxMotif: 'Qu’avez-vous constaté ?',
  fauxAide: (auteur: string) => `${auteur} sera prévenu et devra répondre sous deux jours ouvrés.`,
  fauxEnvoyer: 'Prévenir l’auteur',
  signalee: (auteur: string) => `${auteur} est prévenu.`,
  repondre: 'Corriger',
  repondreTitre: 'Corriger cette ligne',
  corriger: 'Enregistrer la correction',
  retirer: 'Retirer cette ligne',
  corrigee: 'Ligne corrigée.',
  retiree: 'Ligne retirée.',
  conteste: (par: string) => `${par} dit que c’est faux.`,
  entreTemps:
    'Cette ligne a changé pendant que vous écriviez. Votre texte est gardé : relisez la ligne, puis envoyez à nouveau.',
} as const;

export const OPTIONS_TYPES = (Object.keys(TYPES_A_SAVOIR) as TypeASavoir[]).map((valeur) => ({
  valeur,
  libelle: TYPES_A_SAVOIR[valeur],
}));

export const PROCHES = {
  titre: 'Les proches',
  vide: 'Famille, personne de confiance, représentant légal arriveront ici, avec leur téléphone.',
  ajouter: 'Ajouter un proche',
  nom: 'Nom',
  prenom: 'Prénom',
  lien: 'Lien avec la personne',
  roles: 'Son rôle',
  rolesAide:
    'Une personne de confiance ou un représentant légal se notent plus haut, dans le cercle, avec leur papier.',
  telephone: 'Téléphone',
  preuve: 'Désignation ou mesure',
  preuveAide: 'Pour une personne de confiance ou une protection juridique : quel document, de quelle date.',
  envoyer: 'Ajouter ce proche',
  ajoute: 'Proche ajouté.',
  retirer: 'Retirer',
  retire: (nom: string) => `${nom} n’est plus dans les proches.`,
} as const;

export const OPTIONS_LIENS = CLES_LIENS.map((valeur) => ({ valeur, libelle: LIENS[valeur] }));
/** Whom she trusts and who represents her are written with their paper, on the circle. */
export const OPTIONS_ROLES = CLES_ROLES_PROCHE.filter((valeur) => valeur !== 'QUAL' && valeur !== 'GUARD').map(
  (valeur) => ({ valeur, libelle: ROLES_PROCHE[valeur] }),
);

export const IDENTITE = {
  titre: 'Identité et coordonnées',
  qualifier: 'Qualifier l’identité',
  chargement: 'Chargement de l’identité',
  enregistrer: 'Enregistrer la correction',
  enregistree: 'Correction enregistrée. L’ancienne valeur reste dans le fil.',
  provisoire: 'Correction enregistrée. L’identité redevient provisoire : vérifiez à nouveau une pièce.',
  entreTemps: 'Quelqu’un a modifié cette fiche en même temps que vous',
  entreTempsSuite: 'Rien n’a été écrasé. Voici ce qui diffère de votre saisie :',
  votreSaisie: 'Votre saisie',
  maintenant: 'Dans la fiche',
  garder: 'Garder ma saisie',
  reprendre: 'Reprendre la fiche',
  verifier: 'Vérifier une pièce d’identité',
  verifierAide: 'Notez la pièce que vous avez vue. Aucune copie n’est gardée.',
  piece: 'Pièce vue',
  verifierEnvoyer: 'J’ai vu cette pièce',
  verifiee: 'Pièce notée.',
  douter: 'Signaler un doute sur l’identité',
  douterMotif: 'Pourquoi ?',
  douterEnvoyer: 'Marquer l’identité douteuse',
  doutee: 'Identité marquée douteuse. Rien ne sort avec son identité nationale de santé.',
  lever: 'Lever le doute',
  levee: 'Doute levé.',
} as const;

export const OPTIONS_PIECES = Object.entries(PIECES).map(([valeur, { libelle }]) => ({ valeur, libelle }));

export const FEUILLE = {
  titre: (nom: string) => `Dossier de ${nom}`,
  retour: 'Dossier',
  evenements: 'Cinq derniers événements',
  personne: 'Personne',
} as const;
