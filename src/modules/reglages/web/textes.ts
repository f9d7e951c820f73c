export const TEXTES = {
  titre: 'Réglages du territoire',
  retour: 'Territoire',
  chargement: 'Chargement des réglages',
  explication:
    'Ce que le territoire peut choisir, dans les limites de la loi. Un changement vaut tout de suite, partout, et garde son histoire.',
  changer: 'Changer un réglage',
  lequel: 'Quel réglage ?',
  valeur: 'Nouvelle valeur',
  motif: 'Pourquoi ?',
  enregistrer: 'Enregistrer le réglage',
  fait: 'Réglage enregistré.',
  carteLien: 'Voir les réglages',
} as const;
