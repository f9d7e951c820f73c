import type { StatutIdentite } from '#fhir/identite/index.ts';

/** Status of the identity, in words, and what it allows (INS-04). */
export const STATUTS_EN_MOTS: Readonly<Record<StatutIdentite, { readonly mots: string; readonly permet: string }>> = {
  PROV: {
    mots: 'Identité provisoire',
    permet:
      'Vous pouvez soigner, demander et orienter. Aucun document ne peut partir avec son identité nationale de santé.',
  },
  RECUP: {
    mots: 'Identité récupérée, pièce non vérifiée',
    permet:
      'Vérifiez une pièce d’identité pour la qualifier. D’ici là, son identité nationale de santé ne sort pas de Cordée.',
  },
  VALI: {
    mots: 'Identité validée, pièce vérifiée',
    permet:
      'Il reste à la retrouver dans le téléservice national. D’ici là, son identité nationale de santé ne sort pas de Cordée.',
  },
  QUAL: {
    mots: 'Identité qualifiée',
    permet: 'Documents, messages à la personne et dépôt dans Mon espace santé sont possibles.',
  },
};

export const MARQUES_EN_MOTS = {
  HOMA: 'Homonyme connu : vérifiez la date de naissance',
  DOUT: 'Identité douteuse',
  FICT: 'Identité fictive',
} as const;

/** Families a line « à savoir » may belong to, in plain words. */
export const TYPES_A_SAVOIR = {
  MED: 'Santé',
  SOC: 'Vie quotidienne, situation sociale',
  COO: 'Organisation (accès, horaires, qui appeler)',
} as const;
export type TypeASavoir = keyof typeof TYPES_A_SAVOIR;
export const CLES_A_SAVOIR = Object.keys(TYPES_A_SAVOIR) as [TypeASavoir, ...TypeASavoir[]];

/** R216 relation; TUTEUR, CURATEUR and MSVG are of the CI-SIS list of legal protection. */
export const LIENS = {
  DAUC: 'Fille',
  SONC: 'Fils',
  SIGOTHR: 'Conjoint, conjointe',
  DOMPART: 'Partenaire, concubin',
  MTH: 'Mère',
  FTH: 'Père',
  SIS: 'Sœur',
  BRO: 'Frère',
  GRNDDAU: 'Petite-fille',
  GRNDSO: 'Petit-fils',
  NEPHEW: 'Neveu',
  NIECE: 'Nièce',
  FAMMEMB: 'Autre parent',
  NBOR: 'Voisin, voisine',
  FRND: 'Ami, amie',
  TUTEUR: 'Tuteur, tutrice',
  CURATEUR: 'Curateur, curatrice',
  MSVG: 'Mandataire',
} as const;
export type LienProche = keyof typeof LIENS;
export const CLES_LIENS = Object.keys(LIENS) as [LienProche, ...LienProche[]];

/** R260 role of a relative. The first one given is the role of the national profile, which admits only one. */
export const ROLES_PROCHE = {
  ECON: 'À prévenir en cas d’urgence',
  CAREGIVER: 'Aidant, aidante',
  QUAL: 'Personne de confiance',
  GUARD: 'Représentant légal',
  CON: 'Peut donner des informations',
} as const;
export type RoleProche = keyof typeof ROLES_PROCHE;
export const CLES_ROLES_PROCHE = Object.keys(ROLES_PROCHE) as [RoleProche, ...RoleProche[]];

/** Kinds of the thread, by the first words of the facts' names. Anything else is « autre ». */
export const GENRES_DU_FIL = {
  demande: { libelle: 'Demandes', prefixes: ['Demande', 'Complement', 'RetourAuDemandeur'] },
  orientation: { libelle: 'Orientations', prefixes: ['Orientation'] },
  message: { libelle: 'Messages', prefixes: ['Message', 'Courrier'] },
  appel: { libelle: 'Appels', prefixes: ['Appel'] },
  note: { libelle: 'Notes', prefixes: ['Note', 'ASavoir'] },
  tache: { libelle: 'Tâches', prefixes: ['Tache'] },
  document: { libelle: 'Documents', prefixes: ['Document'] },
  cercle: { libelle: 'Cercle', prefixes: ['Cercle'] },
  identite: { libelle: 'Identité', prefixes: ['Personne', 'Identite', 'Proche'] },
} as const;
export type GenreDuFil = keyof typeof GENRES_DU_FIL;
export const CLES_GENRES = Object.keys(GENRES_DU_FIL) as [GenreDuFil, ...GenreDuFil[]];
