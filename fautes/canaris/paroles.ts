import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Famille } from '#fhir/types.ts';
import type { CodeTerritoire } from '#lib/sql/connexion.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import type { Canari } from './mots.ts';
import { idDePersonne, TERRITOIRES } from './lieux.ts';
import type { Personnage } from './personnages.ts';

const [T1, T2] = TERRITOIRES;
const HEURE_MS = 3_600_000;

interface Opposition {
  readonly territoire: CodeTerritoire;
  readonly personne: number;
  readonly vise: string;
  readonly famille: Famille | '*';
}

/** What persons refused: to one professional, one family to everybody, one role, everything to everybody, one software. */
export const OPPOSITIONS: readonly Opposition[] = [
  { territoire: T1, personne: 2, vise: 'PractitionerRole/infirmiere', famille: '*' },
  { territoire: T1, personne: 7, vise: '*', famille: 'MED' },
  { territoire: T1, personne: 6, vise: 'Device/logiciel-coordination', famille: 'COO' },
  { territoire: T2, personne: 33, vise: 'role:medecin', famille: '*' },
  { territoire: T2, personne: 22, vise: '*', famille: '*' },
  { territoire: T2, personne: 45, vise: 'Organization/service-destinataire', famille: '*' },
];

/** What persons masked: to everybody (their médecin traitant keeps it), or to one professional. */
export const MASQUES = [
  { territoire: T1, type: 'Observation', suffixe: 'mesure', personne: 3, vise: '*' },
  { territoire: T1, type: 'CarePlan', suffixe: 'plan', personne: 9, vise: 'PractitionerRole/infirmiere' },
  { territoire: T2, type: 'AllergyIntolerance', suffixe: 'allergie', personne: 31, vise: '*' },
] as const;

/** Urgent accesses of one nurse: one running, one ended. */
export const URGENCES = [
  { territoire: T1, personne: 45, ref: 'PractitionerRole/infirmiere', depuisH: 1, dureeH: 4 },
  { territoire: T1, personne: 46, ref: 'PractitionerRole/infirmiere', depuisH: 6, dureeH: 4 },
] as const;

export async function ecrireLesParoles(
  tx: Kysely<TablesTerritoire>,
  territoire: CodeTerritoire,
  maintenant: Date,
): Promise<void> {
  for (const { personne, vise, famille } of OPPOSITIONS.filter((o) => o.territoire === territoire))
    await sql`insert into opposition_en_cours (patient, vise, famille)
      values (${idDePersonne(personne)}, ${vise}, ${famille})`.execute(tx);
  for (const { type, suffixe, personne, vise } of MASQUES.filter((m) => m.territoire === territoire)) {
    const patient = idDePersonne(personne);
    await sql`insert into masque (type, id, patient, vise) values (${type}, ${`${patient}-${suffixe}`}, ${patient}, ${vise})`.execute(
      tx,
    );
  }
  for (const { personne, ref, depuisH, dureeH } of URGENCES.filter((u) => u.territoire === territoire)) {
    const ouvertLe = new Date(maintenant.getTime() - depuisH * HEURE_MS);
    const fin = new Date(ouvertLe.getTime() + dureeH * HEURE_MS);
    await sql`insert into acces_urgence (id, patient, ref, compte, role, ouvert_le, fin, motif, texte)
      values (${`urgence-${personne}`}, ${idDePersonne(personne)}, ${ref}, 'infirmiere', 'infirmier', ${ouvertLe}, ${fin},
        'malaise', 'Essai')`.execute(tx);
  }
}

/** Did the person close this element to this reader? */
export function estRefuse(personnage: Personnage, canari: Canari): boolean {
  const vises = ['*', ...personnage.refs, `role:${personnage.role ?? 'logiciel'}`];
  const opposee = OPPOSITIONS.some(
    ({ territoire, personne, vise, famille }) =>
      territoire === canari.territoire &&
      idDePersonne(personne) === canari.patient &&
      (famille === '*' || famille === canari.famille) &&
      vises.includes(vise),
  );
  return opposee || estMasque(personnage, canari, vises);
}

function estMasque(personnage: Personnage, canari: Canari, vises: readonly string[]): boolean {
  return MASQUES.some(
    ({ territoire, type, suffixe, personne, vise }) =>
      territoire === canari.territoire &&
      type === canari.type &&
      `${idDePersonne(personne)}-${suffixe}` === canari.id &&
      vises.includes(vise) &&
      !estMedecinTraitant(personnage, personne),
  );
}

function estMedecinTraitant({ participations }: Personnage, personne: number): boolean {
  return participations.some(
    ({ fonction, personnes }) => fonction === 'medecin_traitant' && personnes.includes(personne),
  );
}

/** Is the element open by an urgent access that still runs? */
export function estUrgent(personnage: Personnage, canari: Canari): boolean {
  return URGENCES.some(
    ({ territoire, personne, ref, depuisH, dureeH }) =>
      territoire === canari.territoire &&
      personnage.territoire === territoire &&
      idDePersonne(personne) === canari.patient &&
      personnage.refs.includes(ref) &&
      dureeH > depuisH,
  );
}
