import type { Role } from '#acces/roles.ts';
import type { Famille } from '#fhir/types.ts';
import { idDePersonne } from './lieux.ts';
import type { Canari } from './mots.ts';
import { estRefuse, estUrgent } from './paroles.ts';
import type { Personnage } from './personnages.ts';

/** What a role may at most read of a person of its circle (metier.md §2), copied by hand: the house's own table is what is being judged. */
const LIT: Partial<Record<Role, readonly Famille[]>> = {
  /** A specialist: what is social is for the médecin traitant. */
  medecin: ['ADM', 'COO', 'MED', 'PLN', 'FIL'],
  infirmier: ['ADM', 'COO', 'SOC', 'MED', 'PLN', 'FIL'],
  pharmacien: ['ADM', 'COO', 'MED', 'PLN', 'FIL'],
  coordinateur_appui: ['ADM', 'COO', 'SOC', 'MED', 'PLN', 'FIL'],
  secretariat_dac: ['ADM', 'COO', 'SOC', 'FIL'],
  assistant_social: ['ADM', 'COO', 'SOC', 'PLN', 'FIL'],
  pair_aidant: ['ADM', 'COO', 'SOC', 'PLN', 'FIL'],
};

/** The matrix says « only what is addressed », « treatments only »: more or less may be shown, this run does not judge it. */
const NUANCES: Partial<Record<Role, readonly Famille[]>> = {
  pharmacien: ['MED', 'PLN'],
  secretariat_dac: ['SOC', 'FIL'],
};

/**
 * May this one be shown that element? Written from the law of the house, without its engine: another territory never; what the person refused or masked
 * never; an element
 * that names the reader; a circle that counts the reader, for a family both the circle and the role open; a software, for the
 * families it was granted; nobody without a name. When an exchange about a person leaves the identity to be discussed, « undecided ».
 */
export function peutVoir(personnage: Personnage, canari: Canari): 'oui' | 'non' | 'indecis' {
  if (personnage.territoire !== canari.territoire || estRefuse(personnage, canari)) return 'non';
  if (canari.lecteurs.some((ref) => personnage.refs.includes(ref))) return 'oui';
  if (personnage.genre === 'logiciel') return personnage.accordees?.includes(canari.famille) === true ? 'oui' : 'non';
  if (canari.patient === undefined) return 'oui';
  const { role } = personnage;
  if (role === undefined) return 'non';
  const duCercle = personnage.participations.some(
    ({ personnes, familles }) =>
      familles.includes(canari.famille) && personnes.some((numero) => idDePersonne(numero) === canari.patient),
  );
  const ouvert = duCercle || estUrgent(personnage, canari);
  const traitant = personnage.participations.some(({ fonction }) => fonction === 'medecin_traitant');
  if (duCercle && traitant && canari.famille === 'SOC') return 'oui';
  if (ouvert && canari.famille !== 'SEN' && LIT[role]?.includes(canari.famille) === true)
    return NUANCES[role]?.includes(canari.famille) === true ? 'indecis' : 'oui';
  // The identity cell of the DAC looks for people by name in the whole territory (INS-06): their sheet, never their record.
  if (role === 'coordinateur_appui' && canari.type === 'Patient' && canari.id === canari.patient) return 'indecis';
  const estDestinataire = personnage.role === 'structure' && Number(canari.patient.split('-')[1]) % 5 === 0;
  return estDestinataire && canari.famille === 'ADM' ? 'indecis' : 'non';
}
