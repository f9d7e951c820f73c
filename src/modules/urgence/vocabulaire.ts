interface MotifDUrgence {
  readonly libelle: string;
  /** Roles that alone may give this reason. */
  readonly reserveA?: readonly string[];
}

/**
 * Why somebody opens a record they have no right to read.
 * Source: R. 1110-3 III CSP (SP-12); R. 1111-48 and L. 1111-17 by analogy (DMP-06, DMP-07).
 */
const LES_MOTIFS = {
  risque_immediat: { libelle: 'Risque immédiat pour sa santé' },
  hors_etat: { libelle: 'Elle ne peut pas s’exprimer, et il faut la soigner maintenant' },
  regulation: { libelle: 'Appel de régulation la concernant (Samu, centre 15)', reserveA: ['urgences'] },
} as const satisfies Readonly<Record<string, MotifDUrgence>>;
export type Motif = keyof typeof LES_MOTIFS;
export const MOTIFS: Readonly<Record<Motif, MotifDUrgence>> = LES_MOTIFS;
export const CLES_MOTIFS = Object.keys(MOTIFS) as [Motif, ...Motif[]];

/** Who was told afterwards that the record had been opened: the person, or whoever stands for her. */
export const INFORMES = {
  personne: 'La personne elle-même',
  representant: 'Son représentant légal',
  confiance: 'Sa personne de confiance, ou un proche : elle ne peut pas encore comprendre',
  decedee: 'Personne : elle est décédée',
} as const;
export type Informe = keyof typeof INFORMES;
export const CLES_INFORMES = Object.keys(INFORMES) as [Informe, ...Informe[]];

export const AVIS_DE_CONTROLE = {
  justifie: 'Accès justifié',
  a_revoir: 'À revoir avec ce professionnel',
} as const;
export type AvisDeControle = keyof typeof AVIS_DE_CONTROLE;
export const CLES_AVIS = Object.keys(AVIS_DE_CONTROLE) as [AvisDeControle, ...AvisDeControle[]];
