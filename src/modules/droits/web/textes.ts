/** Words of « Qui voit quoi ». */
export const TEXTES = {
  titre: 'Qui voit quoi',
  chargement: 'Chargement de la matrice',
  intro:
    'Ce que chaque métier peut lire d’une personne qu’il accompagne. Être dans cette liste n’ouvre rien : il faut aussi être dans le cercle de la personne, ou être le destinataire nommé d’un message.',
  priorites:
    'Dans tous les cas : l’opposition de la personne passe avant tout, l’information sensible ne s’ouvre que si elle nomme le lecteur, et l’auteur d’un élément garde ce qu’il a écrit.',
  mots: '« Si adressé » : seulement ce qui lui est envoyé, ou ses propres écrits. « Si nommé » : seulement quand la personne donne son accord en le nommant. « Rien » : jamais, même envoyé.',
  legende: 'Ce que lit chaque métier, par famille d’informations',
  retires: 'Retiré par ce territoire',
  journal: 'Changements',
  journalVide: 'Ce territoire suit la matrice nationale, sans changement.',
  changer: 'Changer un droit',
  changerAide:
    'Un territoire peut retirer une famille à un métier, ou la rétablir. Il ne peut jamais donner plus que la matrice nationale.',
  geste: 'Que faire ?',
  metier: 'Quel métier ?',
  famille: 'Quelle famille d’informations ?',
  motif: 'Pourquoi ?',
  valider: 'Changer ce droit',
  fait: 'C’est fait : cela vaut dès maintenant, pour tous.',
  simuler: 'Que verrait quelqu’un ?',
  simulateurAide:
    'Choisissez un compte et une personne. Rien de son dossier n’est montré ici : seulement ce qui serait ouvert, et pourquoi.',
  qui: 'Qui regarde ?',
  personne: 'Le dossier de qui ?',
  personneAide: 'Nom, prénom, année de naissance',
  personneInconnue: 'Personne à ce nom parmi les dossiers que vous lisez.',
  autrePersonne: 'Choisir une autre personne',
  choisirQui: 'Choisissez qui regarde : la réponse viendra ici.',
  reponse: 'Ce qui serait vu',
} as const;

/** The letters of the matrix, in words. */
export const CODES = {
  E: 'Lit et écrit',
  L: 'Lit',
  R: 'Si adressé',
  X: 'Si nommé',
  N: 'Rien',
} as const;

export const CATEGORIES = {
  '1': 'professionnel de santé',
  '2': 'autre professionnel',
  aucune: 'aucune donnée sur une personne',
} as const;

/** Heads of columns: short enough for eight of them on a desk and on A4. */
export const COURTS = {
  ADM: 'Identité',
  COO: 'Cercle, agenda',
  SOC: 'Social',
  MED: 'Médical',
  SEN: 'Sensible',
  PLN: 'Plan',
  FIL: 'Liaison',
} as const;

export const VISIBLE = { oui: 'Visible', en_partie: 'En partie', non: 'Fermé' } as const;
export const TONS = { oui: 'succes', en_partie: 'attention', non: 'neutre' } as const;
