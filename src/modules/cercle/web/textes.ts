import {
  CATEGORIES_PRO,
  FAMILLES_PARTAGEES,
  FONCTIONS,
  FONDEMENTS,
  LIBELLE_SENSIBLE,
  MODES,
  type CategoriePro,
  type FamillePartagee,
  type Fondement,
  type Mode,
} from '../vocabulaire.ts';

export const TEXTES = {
  titre: 'Le cercle',
  chargement: 'Chargement du cercle',
  vide: 'Les personnes qui accompagnent cette personne arriveront ici.',
  videPremierPas: 'Commencez par vous y ajouter, puis le médecin traitant.',
  ajouter: 'Ajouter au cercle',
  noter: 'Noter une information à la personne',
  ferme: 'Ne lit pas le dossier',
  ecrire: 'Écrire',
  simuler: 'Que verrait quelqu’un de ce dossier ?',
  partis: 'Ne sont plus dans le cercle',
  participation: 'Participation',
  modifier: 'Modifier',
  terminer: 'Fin de participation',
  terminerTitre: (nom: string) => `Fin de participation de ${nom}`,
  terminerAide: 'Ce qui a été écrit reste. L’accès au dossier s’arrête tout de suite.',
  terminerBouton: 'Arrêter la participation',
  terminee: (nom: string) => `${nom} n’est plus dans le cercle.`,
  motif: 'Pourquoi ?',
  modifierTitre: (nom: string) => `Modifier la participation de ${nom}`,
  modifierBouton: 'Enregistrer la modification',
  modifiee: 'Participation mise à jour.',
  modifieeEntreTemps:
    'Le cercle a été modifié pendant que vous écriviez. Votre saisie est gardée : relisez le cercle, puis enregistrez à nouveau.',
  quiEtaitLa: 'Qui était là à une date ?',
  quiEtaitLaDate: 'Date',
  quiEtaitLaVide: 'Personne n’était dans le cercle à cette date.',
} as const;

export const AJOUTER = {
  titre: 'Ajouter au cercle',
  qui: 'Qui ajoutez-vous ?',
  moi: 'Moi',
  annuaire: 'Quelqu’un de l’annuaire',
  nom: 'Quelqu’un qui n’est pas dans l’annuaire',
  proche: 'Un proche de la personne',
  proches: 'Quel proche ?',
  sansProche: 'Aucun proche n’est noté. Ajoutez-le d’abord dans « Les proches ».',
  chercher: 'Nom, métier ou structure',
  chercherAide: 'Choisissez dans la liste. Si la personne n’y est pas, ajoutez-la par son nom.',
  choisi: 'Choisi :',
  changer: 'Changer',
  nomComplet: 'Nom',
  structure: 'Structure ou lien',
  fonction: 'Sa fonction auprès de la personne',
  autreFonction: 'Autre : précisez',
  telephone: 'Téléphone',
  fondement: 'À quel titre ?',
  fondementAide: 'C’est ce qui décide de l’accès au dossier. Dans le doute : hors équipe de soins.',
  debut: 'Depuis quand ?',
  debutAide: 'Laissez vide si c’est aujourd’hui.',
  envoyer: 'Ajouter au cercle',
  ouvert: (nom: string) => `${nom} est dans le cercle et lit le dossier.`,
  ferme: (nom: string) => `${nom} est dans le cercle, sans lire le dossier.`,
} as const;

export const NOTER = {
  titre: 'Ce que la personne sait et veut',
  etat: 'Que s’est-il passé ?',
  etats: {
    informee: {
      libelle: 'Je l’ai informée du partage',
      precision: 'Elle sait qui partage quoi, et qu’elle peut s’y opposer.',
    },
    accord: {
      libelle: 'Elle est d’accord pour partager',
      precision: 'Nécessaire pour les membres hors équipe de soins.',
    },
    impossible: {
      libelle: 'Je n’ai pas pu recueillir son avis',
      precision: 'Le partage reste réduit. Vous recevrez un rappel dans 15 jours.',
    },
    opposee: {
      libelle: 'Elle s’oppose au partage',
      precision: 'L’accès est coupé tout de suite, sans justification à donner.',
    },
  },
  mode: 'Comment ?',
  aupresDe: 'Auprès de qui, si ce n’est pas elle-même ?',
  aupresDeAide: 'Par exemple son représentant légal.',
  perimetre: 'Cet accord couvre',
  representant: 'Qui a répondu ?',
  elleMeme: 'La personne elle-même, ou quelqu’un d’autre',
  perimetreEquipe: 'L’équipe de soins seulement',
  perimetreTous: 'Le cercle, y compris hors équipe de soins',
  perimetreCertains: 'Certains membres seulement',
  categories: 'Avec quels professionnels ?',
  membres: 'Avec qui ?',
  preuve: 'Où en est la trace ?',
  preuveAide: 'Par exemple : feuille signée au dossier du DAC, ou heure de l’appel.',
  revue: 'Vous reverrez cet accord avec elle dans un an au plus : un rappel vous est donné.',
  familles: 'Quelles informations ?',
  notice: 'J’ai remis la notice d’information',
  noticePrecision:
    'Elle dit où sont gardées les informations, comment elles sont protégées, et comment retirer son accord.',
  motif: 'Pourquoi son avis n’a-t-il pas pu être recueilli ?',
  motifAide: 'Par exemple : confusion, urgence, pas encore rencontrée.',
  consultee: 'Qui avez-vous consulté ?',
  consulteeAide: 'Personne de confiance, proche, représentant légal.',
  vise: 'À quoi s’oppose-t-elle ?',
  viseTous: 'À tout partage de son dossier',
  viseMembres: 'Au partage avec certains membres',
  viseMetiers: 'Au partage avec un métier',
  viseMetiersQui: 'Quels métiers ?',
  oppositionQuoi: 'Quelles informations ?',
  oppositionTout: 'Toutes les informations',
  oppositionPartie: 'Seulement certaines informations',
  viseQui: 'Avec qui ?',
  envoyer: 'Noter son avis',
  note: 'C’est noté.',
  retirer: 'Elle retire son accord',
  retirerConfirmer:
    'L’accès des membres hors équipe de soins sera coupé tout de suite. L’équipe de soins garde l’accès.',
  retire: 'Accord retiré. Les accès hors équipe de soins sont fermés.',
  lever: 'Elle lève son opposition',
  levee: 'Opposition levée.',
} as const;

export const PARTAGER = {
  bouton: 'Partager davantage avec ce membre',
  titre: (nom: string) => `Partager avec ${nom}`,
  aide: 'La personne l’a demandé ou accepté, pour lui seul. Rien n’est coché d’avance : cochez ce qu’elle a dit.',
  envoyer: 'Noter ce partage',
  note: (nom: string) => `C’est noté : ${nom} lit cela dès maintenant.`,
  retirer: 'Elle ne veut plus partager avec ce membre',
  retire: (nom: string) => `${nom} ne lit plus le dossier.`,
  partages: 'Partagé par son nom',
  revoirLe: 'À revoir avec elle avant le',
  finSituation: 'La situation est terminée',
  finMotif: 'Pourquoi ?',
  finAide: 'Les accords donnés pour cette situation prennent fin. Ce qui a été écrit reste.',
  finEnvoyer: 'Mettre fin aux accords',
  finie: 'Les accords ont pris fin.',
} as const;

export const MASQUER = {
  bouton: 'Elle veut le masquer',
  titre: 'La personne ne veut pas que ceci soit vu',
  aide: 'Celui qui l’a écrit et son médecin traitant le gardent. Les autres ne sauront pas qu’il existe. Elle peut changer d’avis.',
  aQui: 'De qui ?',
  tous: 'De tous les professionnels',
  representants: 'De ses représentants légaux seulement',
  deLAnnuaire: 'Trouvé dans l’annuaire',
  chercher: 'Quelqu’un d’autre, ou une structure',
  chercherAide: 'Nom d’un professionnel ou d’une structure',
  envoyer: 'Masquer',
  masque: (aQui: string) => `Masqué : ${aQui}`,
  montrer: 'Le montrer à nouveau',
  fait: 'C’est masqué.',
  montre: 'C’est visible à nouveau.',
} as const;

export const COPIE = {
  titrePro: 'Sa copie, en clair',
  titre: 'Qui voit mon dossier',
  retour: 'Le dossier',
  chargement: 'Préparation de la copie',
  bouton: 'Sa copie, en grands caractères',
  qui: 'Qui lit mon dossier',
  personne: 'Personne, pour l’instant.',
  lit: 'Lit, selon son métier :',
  neLitPas: 'Dans mon cercle, sans lire mon dossier :',
  ou: 'Où, et comment c’est protégé',
  changer: 'Je peux changer d’avis',
  changerComment:
    'À tout moment, sans dire pourquoi : je le dis à n’importe quel membre de mon cercle, ou j’appelle. L’accès est coupé tout de suite. Je serai soigné de la même façon.',
  appeler: 'Mon interlocuteur :',
  version: 'Notice',
  donner: 'Donner cette page par un lien',
  lien: 'Donnez-lui cette adresse',
  lienJusque: (jour: string) =>
    `Elle s’ouvre jusqu’au ${jour}. Elle ne contient ni son nom, ni aucune information de santé.`,
  compris: 'Deux questions pour vérifier que c’est clair',
  question1: 'Peut-on changer d’avis quand on veut ?',
  question2: 'La famille lit-elle le dossier ?',
  repondre: 'Vérifier',
  bien: 'C’est bien compris.',
  reexpliquer: 'À réexpliquer ensemble.',
  reponse1: 'On peut changer d’avis à tout moment, sans donner de raison.',
  reponse2: 'La famille ne lit pas le dossier. On peut lui dire ce que l’on veut.',
} as const;

export const PROTECTION = {
  titre: 'Protection juridique, décès',
  mesure: 'Noter une mesure de protection',
  quelle: 'Quelle mesure ?',
  etendue: 'Que couvre-t-elle ?',
  par: 'Qui l’exerce ?',
  telephone: 'Son téléphone',
  preuve: 'Quelle décision ?',
  preuveAide: 'Par exemple : jugement du 3 mai 2025, tribunal d’Avesnes.',
  fin: 'Jusqu’à quand ?',
  mesureEnvoyer: 'Noter cette mesure',
  mesureNotee: 'Mesure notée. Vous recevrez un rappel deux mois avant sa fin.',
  deces: 'La personne est décédée',
  decesAide:
    'Ce qu’elle partageait par son accord prend fin. L’équipe de soins garde ce qu’elle lit. Rien n’est effacé.',
  decesLe: 'Quel jour ?',
  decesSource: 'Qui l’a annoncé ?',
  decesEnvoyer: 'Noter le décès',
  decesNote: 'C’est noté.',
} as const;

export const OPPOSE = {
  titre: 'Cette personne s’oppose à tout partage de son dossier',
  note: (par: string, le: string) => `Noté par ${par}, le ${le}.`,
  aide: 'Vous pouvez la soigner et lui parler. Elle seule peut rouvrir son dossier : si elle vous le dit, notez-le ici.',
  lever: 'Elle lève son opposition, elle vient de me le dire',
} as const;

const enOptions = <C extends string>(table: Readonly<Record<C, string>>) =>
  (Object.entries(table) as [C, string][]).map(([valeur, libelle]) => ({ valeur, libelle }));

export const OPTIONS_MODES = enOptions<Mode>(MODES);
export const OPTIONS_FAMILLES = enOptions<FamillePartagee>(FAMILLES_PARTAGEES);
export const OPTIONS_CATEGORIES = enOptions<CategoriePro>(CATEGORIES_PRO);
/** Sensitive last, and only where somebody is named. */
export const OPTIONS_FAMILLES_NOMMEES = [
  ...OPTIONS_FAMILLES,
  { valeur: 'SEN', libelle: LIBELLE_SENSIBLE },
] as const satisfies readonly { readonly valeur: FamillePartagee | 'SEN'; readonly libelle: string }[];
export const OPTIONS_METIERS = [
  { valeur: 'role:medecin', libelle: 'Médecins' },
  { valeur: 'role:infirmier', libelle: 'Infirmières et infirmiers' },
  { valeur: 'role:pharmacien', libelle: 'Pharmaciens' },
  { valeur: 'role:paramedical', libelle: 'Autres soignants' },
  { valeur: 'role:assistant_social', libelle: 'Assistants de service social' },
  { valeur: 'role:educateur', libelle: 'Éducateurs' },
  { valeur: 'role:aide_domicile', libelle: 'Aides à domicile' },
  { valeur: 'role:coordinateur_appui', libelle: 'Coordinateurs du DAC' },
];
export const OPTIONS_FONDEMENTS = (Object.entries(FONDEMENTS) as [Fondement, { libelle: string }][]).map(
  ([valeur, { libelle }]) => ({ valeur, libelle }),
);
export const OPTIONS_FONCTIONS = [
  ...Object.entries(FONCTIONS)
    .filter(([cle]) => cle !== 'demandeur')
    .map(([valeur, { libelle }]) => ({ valeur, libelle })),
  { valeur: 'autre', libelle: 'Autre…' },
];
