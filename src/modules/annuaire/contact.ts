import { sql } from 'kysely';
import { lireReference } from '#fhir/types.ts';
import type { Transaction } from '#socle/transaction.ts';
import { Resume } from './resume.ts';
import { tables } from './tables.ts';

/** Somebody or some service one can write to or call, as the directory and the territory know it. */
export interface Contact {
  readonly ref: string;
  readonly nom: string;
  readonly genre: 'personne' | 'structure';
  readonly profession?: string | undefined;
  readonly structure?: { readonly ref: string; readonly nom: string } | undefined;
  readonly telephone?: string | undefined;
  readonly mssante?: string | undefined;
  readonly commune?: string | undefined;
}

/** One line of the directory with its summary; undefined when it is unknown or no longer active. */
export async function lireFiche(tx: Transaction, ref: string): Promise<{ ref: string; resume: Resume } | undefined> {
  const lue = lireReference(ref);
  if (lue === undefined) return undefined;
  const requete = tables(tx)
    .selectFrom('annuaire')
    .select(['annuaire.type', 'annuaire.id', 'annuaire.resume'])
    .where('annuaire.actif', '=', true);
  // A person without a place: the first of its places of practice answers for it.
  const ligne =
    lue.type === 'Practitioner'
      ? await requete
          .where('annuaire.type', '=', 'PractitionerRole')
          .where(sql<boolean>`annuaire.refs @> ${[`practitioner=${ref}`]}::text[]`)
          .orderBy('annuaire.rang')
          .orderBy('annuaire.id')
          .limit(1)
          .executeTakeFirst()
      : await requete.where('annuaire.type', '=', lue.type).where('annuaire.id', '=', lue.id).executeTakeFirst();
  return ligne === undefined ? undefined : { ref, resume: Resume.parse(ligne.resume) };
}

/** How to reach what `ref` names: place of practice, person, structure, or offer (its own mailbox, then that of its structure). */
export async function contactDe(tx: Transaction, ref: string): Promise<Contact | undefined> {
  const trouve = await lireFiche(tx, ref);
  return trouve === undefined ? undefined : corriger(tx, versContact(trouve.ref, trouve.resume));
}

/** Who writes from this secure address; undefined when nobody known does. */
export async function trouverParAdresse(tx: Transaction, adresse: string): Promise<Contact | undefined> {
  const propre = adresse.trim().toLowerCase();
  const corrigee = await tables(tx)
    .selectFrom('annuaire_local')
    .select('annuaire_local.ref')
    .where('annuaire_local.champ', '=', 'mssante')
    .where('annuaire_local.valeur', '=', propre)
    .orderBy('annuaire_local.confirme_le', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (corrigee !== undefined) return contactDe(tx, corrigee.ref);
  const ligne = await tables(tx)
    .selectFrom('annuaire')
    .select(['annuaire.type', 'annuaire.id', 'annuaire.resume'])
    .where('annuaire.actif', '=', true)
    .where(sql<boolean>`annuaire.toks @> ${[`mss=${propre}`]}::text[]`)
    .orderBy('annuaire.rang')
    .orderBy('annuaire.id')
    .limit(1)
    .executeTakeFirst();
  if (ligne === undefined) return undefined;
  return corriger(tx, versContact(`${ligne.type}/${ligne.id}`, Resume.parse(ligne.resume)));
}

function versContact(ref: string, r: Resume): Contact {
  return {
    ref,
    nom: r.nom,
    genre: r.genre === 'personne' ? 'personne' : 'structure',
    profession: r.profession,
    structure: r.structure,
    telephone: r.telephone,
    mssante: r.mssante,
    commune: r.commune,
  };
}

/** What somebody of the territory corrected is fresher than the national file. */
async function corriger(tx: Transaction, contact: Contact): Promise<Contact> {
  const corrections = await tables(tx)
    .selectFrom('annuaire_local')
    .select(['annuaire_local.champ', 'annuaire_local.valeur'])
    .where('annuaire_local.ref', '=', contact.ref)
    .where('annuaire_local.champ', 'in', ['telephone', 'mssante'])
    .where('annuaire_local.valeur', 'is not', null)
    .execute();
  return { ...contact, ...Object.fromEntries(corrections.map(({ champ, valeur }) => [champ, valeur])) };
}
