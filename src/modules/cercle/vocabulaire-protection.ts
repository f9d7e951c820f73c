/** Measures of protection of an adult. Source: C. civ. 433 to 494-12; only the last three may represent the person. */
export const MESURES = {
  sauvegarde: { libelle: 'Sauvegarde de justice' },
  curatelle: { libelle: 'Curatelle' },
  tutelle: { libelle: 'Tutelle' },
  habilitation: { libelle: 'Habilitation familiale' },
  mandat: { libelle: 'Mandat de protection future' },
} as const;
export type Mesure = keyof typeof MESURES;
export const CLES_MESURES = Object.keys(MESURES) as [Mesure, ...Mesure[]];

/** How far it goes: what decides of her health is about her person. */
export const ETENDUES = {
  personne: 'Sa personne : santé, lieu de vie',
  biens: 'Ses biens seulement',
  personne_et_biens: 'Sa personne et ses biens',
} as const;
export type Etendue = keyof typeof ETENDUES;
export const CLES_ETENDUES = Object.keys(ETENDUES) as [Etendue, ...Etendue[]];
