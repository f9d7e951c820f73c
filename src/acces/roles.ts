import { MATRICE, type Role } from './droits/matrice.ts';

export { litAuPlus, type Role } from './droits/matrice.ts';

/** Roles that act, with what each reads of a person of its circle: the lines of the matrix in force nationally. */
export const ROLES = MATRICE;

export const EQUIPE_DAC: readonly Role[] = ['coordinateur_appui', 'responsable_dac', 'secretariat_dac'];
export const COORDINATION: readonly Role[] = ['coordinateur_appui', 'responsable_dac'];
/** Who may look for an identity before creating one (INS-06): minimal traits only, always traced. */
export const IDENTITOVIGILANCE: readonly Role[] = [
  ...EQUIPE_DAC,
  'gestionnaire_cas',
  'medecin',
  'infirmier',
  'pharmacien',
  'paramedical',
  'assistant_social',
];

export function estRole(texte: string): texte is Role {
  return Object.hasOwn(ROLES, texte);
}
