export const TEXTES = {
  titre: 'Chiffres du territoire',
  retour: 'Territoire',
  chargement: 'Compte en cours',
  explication: (seuil: number) =>
    `Personnes orientées vers un service pendant un trimestre fini. Chacune est comptée une fois, là où elle a d’abord été orientée. Moins de ${seuil} : le nombre ne se dit pas, et un autre se tait avec lui pour qu’il ne se retrouve pas.`,
  trimestre: 'Trimestre',
  nomDuTrimestre: (code: string) =>
    `${code.slice(-1) === '1' ? '1er' : `${code.slice(-1)}e`} trimestre ${code.slice(0, 4)}`,
  par: 'Compter',
  parmi: 'N’additionner que',
  parmiAide: 'Facultatif. La somme se tait si elle permettait de retrouver un petit nombre.',
  total: 'En tout',
  somme: 'Somme choisie',
  rien: 'Aucune personne orientée ce trimestre-là, ou trop peu pour le dire.',
  tue: 'ne se dit pas',
  personnes: (n: number) => (n === 1 ? 'personne' : 'personnes'),
  carteTexte: 'Combien de personnes orientées, vers quels services, sans que personne se reconnaisse.',
  carteLien: 'Voir les chiffres',
} as const;
