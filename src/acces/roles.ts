import type { Famille } from '#fhir/types.ts';

/**
 * Roles of metier.md §2 that act in the trial, and what each reads of a person of its circle, by family.
 * Matrix [P]: a base the territory may restrict, never widen. SEN is never given by a role (explicit sharing only).
 */
export const ROLES = {
  medecin: { libelle: 'Médecin', lit: ['ADM', 'COO', 'SOC', 'MED', 'PLN', 'FIL'], clinique: true },
  infirmier: { libelle: 'Infirmier, infirmière', lit: ['ADM', 'COO', 'SOC', 'MED', 'PLN', 'FIL'], clinique: true },
  pharmacien: { libelle: 'Pharmacien, pharmacienne', lit: ['ADM', 'COO', 'FIL', 'PLN'], clinique: true },
  paramedical: { libelle: 'Autre soignant', lit: ['ADM', 'COO', 'PLN', 'FIL'], clinique: true },
  coordinateur_appui: {
    libelle: 'Coordinateur d’appui du DAC',
    lit: ['ADM', 'COO', 'SOC', 'MED', 'PLN', 'FIL'],
    clinique: true,
  },
  responsable_dac: { libelle: 'Responsable du DAC', lit: ['ADM', 'COO', 'SOC', 'MED', 'PLN', 'FIL'], clinique: true },
  secretariat_dac: { libelle: 'Secrétariat du DAC', lit: ['ADM', 'COO'], clinique: false },
  assistant_social: {
    libelle: 'Assistant de service social',
    lit: ['ADM', 'COO', 'SOC', 'PLN', 'FIL'],
    clinique: false,
  },
  pair_aidant: { libelle: 'Pair-aidant', lit: ['ADM', 'COO', 'SOC', 'PLN', 'FIL'], clinique: false },
  structure: { libelle: 'Service destinataire', lit: [], clinique: false },
  administrateur_cpts: { libelle: 'Coordination de la CPTS', lit: [], clinique: false },
  lecteur_ars: { libelle: 'Lecteur ARS', lit: [], clinique: false },
  /** A registered software: what it reads is granted to it by name (types × families), never by this role. */
  logiciel: { libelle: 'Logiciel raccordé', lit: [], clinique: false },
  systeme: { libelle: 'Cordée', lit: [], clinique: false },
} as const satisfies Readonly<Record<string, { libelle: string; lit: readonly Famille[]; clinique: boolean }>>;

export type Role = keyof typeof ROLES;

export const EQUIPE_DAC: readonly Role[] = ['coordinateur_appui', 'responsable_dac', 'secretariat_dac'];
export const COORDINATION: readonly Role[] = ['coordinateur_appui', 'responsable_dac'];
/** Who may look for an identity before creating one (INS-06): minimal traits only, always traced. */
export const IDENTITOVIGILANCE: readonly Role[] = [
  ...EQUIPE_DAC,
  'medecin',
  'infirmier',
  'pharmacien',
  'paramedical',
  'assistant_social',
];

export function estRole(texte: string): texte is Role {
  return Object.hasOwn(ROLES, texte);
}
