export const DECES = {
  decedee: 'Cette personne est décédée',
  decedeeLe: (le: string) => `Cette personne est décédée le ${le}`,
  pasEncore: (le: string) =>
    `Terminez ce qui est ouvert. À partir du ${le}, son dossier se lira sans plus pouvoir être écrit.`,
  fige: (par: string | undefined) =>
    `Son dossier est clos${par === undefined ? '' : ` par ${par}`} : il se lit, il ne s’écrit plus. Ce qui est encore ouvert peut être terminé.`,
  clore: 'Clore le dossier maintenant',
  clos: 'Le dossier est clos.',
  ajouter: 'Ajouter un complément après le décès',
  ajouterAide: 'Il sera daté, signé et visible dans le fil. Le reste du dossier ne change pas.',
  ajouterEnvoyer: 'Ajouter ce complément',
  ajoute: 'C’est ajouté.',
  genre: 'De quoi parle-t-il ?',
  quiLit: {
    clinique: 'Lu par ceux qui lisent le médical',
    social: 'Lu par ceux qui lisent le social',
  },
  texte: 'Que faut-il ajouter ?',
  pourquoi: 'Pourquoi maintenant ?',
  complements: 'Ajouté après le décès',
  erreur: 'Le décès a été noté par erreur',
  erreurAide: 'Le dossier s’ouvrira à nouveau. Les accords qui ont pris fin sont à redemander à la personne.',
  comment: 'Comment le savez-vous ?',
  corriger: 'Rouvrir le dossier',
  corrige: 'Le dossier est rouvert.',
} as const;
