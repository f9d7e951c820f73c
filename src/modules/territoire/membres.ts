import type { Selectable } from 'kysely';
import type { Acteur } from '#acces/acteur.ts';
import { estRole, ROLES } from '#acces/roles.ts';
import { lireTelephone } from '#lib/identifiants/index.ts';
import type { Transaction } from '#socle/transaction.ts';
import { refus } from './refus.ts';
import { lireReglage } from './reglages.ts';
import { tables, type VueMembre } from './tables.ts';

export type LigneMembre = Selectable<VueMembre>;

/** Practice situations in force in this territory on that day. */
export function membresEnCours(tx: Transaction, jour: string): Promise<LigneMembre[]> {
  return tables(tx)
    .selectFrom('membre')
    .selectAll()
    .where('membre.debut', '<=', jour)
    .where((ou) => ou.or([ou('membre.fin', 'is', null), ou('membre.fin', '>', jour)]))
    .orderBy('membre.nom')
    .orderBy('membre.prenom')
    .execute();
}

/** Same reference as the actor of a session opened in that situation. */
export const refDe = (m: Pick<LigneMembre, 'compte' | 'praticien' | 'role_fhir'>): string =>
  m.role_fhir ?? m.praticien ?? `Practitioner/${m.compte}`;

export function nomDe(m: Pick<LigneMembre, 'civilite' | 'prenom' | 'nom'>): string {
  const titre = m.civilite === 'DR' ? 'Dr ' : m.civilite === 'PR' ? 'Pr ' : '';
  return `${titre}${m.prenom} ${m.nom}`;
}

/** The practice situation in which this actor came; refused when it acts for somebody else. */
export function membreDe(acteur: Acteur, membres: readonly LigneMembre[]): LigneMembre {
  const moi = membres.find((m) => acteur.id === `compte:${m.compte}` && refDe(m) === acteur.ref);
  if (moi === undefined || acteur.pour !== undefined) throw refus.pas_en_son_nom();
  return moi;
}

export const libelleDuRole = (role: string): string => (estRole(role) ? ROLES[role].libelle : role);

/** Structures one may be invited to: those of the members, and those that answer for a queue. */
export async function structuresConnues(
  tx: Transaction,
  membres: readonly LigneMembre[],
): Promise<Map<string, string>> {
  const connues = new Map(membres.map((m) => [m.structure, m.structure_nom]));
  const files = Object.values((await lireReglage(tx.sql, 'files')) ?? {});
  const manquantes = files.map((f) => f.structure).filter((ref) => !connues.has(ref));
  for (const [ref, nom] of await nomsDesStructures(tx, manquantes)) connues.set(ref, nom);
  return connues;
}

/** Names the directory gives to structures; those it does not know are left out. */
export async function nomsDesStructures(tx: Transaction, refs: readonly string[]): Promise<Map<string, string>> {
  if (refs.length === 0) return new Map();
  const lignes = await tables(tx)
    .selectFrom('annuaire')
    .select(['annuaire.id', 'annuaire.contenu'])
    .where('annuaire.type', '=', 'Organization')
    .where(
      'annuaire.id',
      'in',
      refs.map((ref) => ref.replace('Organization/', '')),
    )
    .execute();
  return new Map(lignes.flatMap(({ id, contenu }) => paire(`Organization/${id}`, contenu)));
}

function paire(ref: string, contenu: unknown): [string, string][] {
  const nom = typeof contenu === 'object' && contenu !== null && 'name' in contenu ? contenu.name : undefined;
  return typeof nom === 'string' ? [[ref, nom]] : [];
}

/** A number one can call back, or a sentence beside the field. */
export function telephoneDe(saisi: string, champ: string): string {
  const lu = lireTelephone(saisi);
  if (!lu.ok) throw refus.telephone(undefined, { [champ]: lu.texte });
  return lu.valeur;
}
