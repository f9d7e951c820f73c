export const TEXTES = {
  titre: 'Réglages du territoire',
  retour: 'Territoire',
  chargement: 'Chargement des réglages',
  explication:
    'Ce que le territoire peut choisir, dans les limites de la loi. Un changement vaut tout de suite, partout, et garde son histoire.',
  commePartout: ', comme partout en France.',
  ailleurs: (national: string) => `. Ailleurs : ${national}.`,
  changer: 'Changer',
  changerCeci: (phrase: string) => `Changer : ${phrase}`,
  valeur: (unite: string) => `Nouvelle valeur, en ${unite}`,
  bornes: (min: string, max: string) => `De ${min} à ${max}.`,
  motif: 'Pourquoi ?',
  enregistrer: 'Enregistrer le réglage',
  fait: 'Réglage enregistré.',
  carteTexte: 'Les limites du frein, les durées de conservation, le contrôle de chaque jour.',
  carteLien: 'Voir les réglages',
} as const;
