import type { Commande } from './commandes/commande.ts';

const LARGEUR = 14;

/** The page of help, or the one of a single command. */
export function aide(commandes: readonly Commande[], nom?: string): readonly string[] {
  const choisie = commandes.find((c) => c.nom === nom);
  if (choisie !== undefined)
    return [`npm run cordee -- ${choisie.usage}`, '', choisie.resume, '', ...choisie.detail.map((l) => `  ${l}`)];
  return [
    'Cordée, en ligne de commande : npm run cordee -- COMMANDE',
    '',
    ...commandes.map((c) => `  ${c.nom.padEnd(LARGEUR)}${c.resume}`),
    `  ${'aide'.padEnd(LARGEUR)}Cette page ; « aide COMMANDE » dit tout d’une commande.`,
    '',
    'Base de travail : celle de DATABASE_URL, sinon la base embarquée (dossier CORDEE_DONNEES), démarrée le temps de la',
    'commande ou partagée avec Cordée en marche. Code de sortie : 0 tout va bien, 1 à regarder, 2 commande mal écrite.',
  ];
}
