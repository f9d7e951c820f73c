import { createHash } from 'node:crypto';
import type { Identifier, Patient } from '@medplum/fhirtypes';
import { sql } from 'kysely';
import { porteeSysteme } from '#acces/portee.ts';
import {
  estIdentifiantIns,
  patientDepuisTraits,
  rapprocher,
  sceauDe,
  traitsDepuisPatient,
  type CandidatIdentite,
  type Rapprochement,
  type TraitsIdentite,
} from '#fhir/identite/index.ts';
import { PARAM_IDENTITE } from '#fhir/index/index.ts';
import type { Portee } from '#fhir/store/portee.ts';
import type { Identifiee, Lue } from '#fhir/types.ts';
import { referenceLisible } from '#lib/ids.ts';
import { jourDe, type Jour } from '#lib/temps/index.ts';
import { normaliser } from '#lib/texte/index.ts';
import type { Transaction } from '#socle/transaction.ts';
import { CLE_SEULE, clesDeDoublon, clesDeRecherche } from './cles.ts';
import { PersonneCreee } from './faits.ts';
import { ageDe, naissanceAffichee, nomAffiche, statutEnMots, type StatutEnMots } from './presentation.ts';
import { refus } from './refus.ts';

const SYSTEME_REFERENCE = 'urn:cordee:personne';
/** Searching before creating looks at the whole territory (INS-06); what leaves is minimal and always traced. */
const IDENTITOVIGILANCE = porteeSysteme('identitovigilance');
/** Files compared at most: those that share the most with the person looked for. */
const CANDIDATS_MAX = 300;

export function aujourdhui(tx: Transaction): Jour {
  return jourDe(tx.maintenant, 'Europe/Paris');
}

/** Files of the whole territory that may be this person, best first, with their reasons. Minimal traits are for the caller to choose. */
export async function chercherCandidats(
  tx: Transaction,
  candidat: CandidatIdentite,
): Promise<readonly Rapprochement<Identifiee<Patient>>[]> {
  const sceau = sceauDe(tx.coffre, tx.acteur.territoire);
  const { fortes, faibles } = clesDeRecherche(candidat, (matricule) => sceau.empreintes(matricule));
  const toutes = [...new Set([...fortes, ...faibles])];
  if (toutes.length === 0) return [];
  const lignes = await tx.sql
    .selectFrom('recherche')
    .select('recherche.id')
    .where('recherche.type', '=', 'Patient')
    .where('recherche.param', '=', PARAM_IDENTITE)
    .where('recherche.cle', 'in', toutes)
    .groupBy('recherche.id')
    .having((eb) =>
      eb.or([
        eb(eb.fn.countAll<string>(), '>=', '2'),
        eb(eb.fn<boolean>('bool_or', [eb('recherche.cle', 'in', fortes.length === 0 ? [''] : [...fortes])]), '=', true),
      ]),
    )
    .orderBy((eb) => eb.fn.countAll(), 'desc')
    .orderBy('recherche.id')
    .limit(CANDIDATS_MAX)
    .execute();
  return comparerAux(
    tx,
    candidat,
    lignes.map(({ id }) => id),
  );
}

/** Files of the whole territory that may strongly resemble this person, or bear her matricule: none is missed, and few others are read. */
export async function chercherDoublons(
  tx: Transaction,
  candidat: CandidatIdentite,
): Promise<readonly Rapprochement<Identifiee<Patient>>[]> {
  const sceau = sceauDe(tx.coffre, tx.acteur.territoire);
  const groupes = clesDeDoublon(candidat, (matricule) => sceau.empreintes(matricule));
  if (groupes.size === 0) return [];
  const [cles, noms] = [[...groupes.keys()], [...groupes.values()]];
  const { rows } = await sql<{ id: string }>`
    select k.id from recherche k where k.type = 'Patient' and k.param = ${PARAM_IDENTITE} and k.cle = any(${cles}::text[])
     group by k.id
    having bool_or((${noms}::text[])[array_position(${cles}::text[], k.cle)] = ${CLE_SEULE})
        or count(distinct (${noms}::text[])[array_position(${cles}::text[], k.cle)]) > 1
     order by count(*) desc, k.id limit ${CANDIDATS_MAX}`.execute(tx.sql);
  return comparerAux(
    tx,
    candidat,
    rows.map(({ id }) => id),
  );
}

async function comparerAux(
  tx: Transaction,
  candidat: CandidatIdentite,
  ids: readonly string[],
): Promise<readonly Rapprochement<Identifiee<Patient>>[]> {
  const lus = await tx.magasin.chercher('Patient', { ids, limite: CANDIDATS_MAX }, IDENTITOVIGILANCE);
  return rapprocher(
    candidat,
    lus.map(({ ressource }) => ressource).filter(({ active }) => active !== false),
  );
}

/** Writes a new person; the store indexes what she is found by. The author alone reads the file until the circle is open (SP-07). */
export async function ecrirePersonne(tx: Transaction, traits: TraitsIdentite): Promise<string> {
  if (traits.nomNaissance === undefined && traits.nomUtilise === undefined)
    throw refus.nom_requis(undefined, { nom: refus.nom_requis().texte });
  const id = tx.nouvelId();
  await tx.ecrire(
    patientDepuisTraits(traits, { id, identifiants: [identifiantLocal(referenceLisible('PER'))] }),
    undefined,
    [tx.acteur.ref],
  );
  await tx.fait(PersonneCreee, {
    objet: `Patient/${id}`,
    patient: id,
    lecteurs: [tx.acteur.ref],
    donnees: { par: tx.acteur.nom },
  });
  return id;
}

function identifiantLocal(value: string) {
  return {
    system: SYSTEME_REFERENCE,
    value,
    type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'PI' }] },
  };
}

/**
 * Replaces the traits of a file whose version was read; readers, local identifiers and links stay. A current matricule that is not that
 * of `traits` any more stays as an old one when `traits` has another (INS-10), and goes when it has none.
 */
export async function remplacerTraits(tx: Transaction, lue: Lue<'Patient'>, traits: TraitsIdentite): Promise<number> {
  const { id } = lue.ressource;
  const identifiants = (lue.ressource.identifier ?? []).flatMap((i) => identifiantGarde(i, traits));
  const nouvelle = patientDepuisTraits(traits, { id, identifiants, actif: lue.ressource.active !== false });
  const liens = lue.ressource.link === undefined ? {} : { link: lue.ressource.link };
  return tx.ecrire({ ...nouvelle, ...liens }, lue.version, await lecteursDe(tx, id));
}

function identifiantGarde(identifiant: Identifier, { ins, fiabilite }: TraitsIdentite): Identifier[] {
  if (!estIdentifiantIns(identifiant) || identifiant.use === 'old') return [identifiant];
  const remplace = ins !== undefined && fiabilite.statut === 'QUAL' && identifiant.value !== ins.matricule;
  return remplace ? [{ ...identifiant, use: 'old' }] : [];
}

/** Did the actor write this file? Its author reads it before anybody else. */
export async function estAuteurDeLaFiche(tx: Transaction, id: string): Promise<boolean> {
  return (await lecteursDe(tx, id)).includes(tx.acteur.ref);
}

async function lecteursDe(tx: Transaction, id: string): Promise<readonly string[]> {
  return tx.magasin.lecteursDe('Patient', id);
}

export interface IdentiteCourte {
  readonly id: string;
  readonly nomAffiche: string;
  /** As French readers write it: jj/mm/aaaa, mm/aaaa or aaaa. */
  readonly naissance?: string;
  readonly age?: number;
  readonly commune?: string;
  /** Only for somebody within the actor's reach. */
  readonly telephone?: string;
  readonly statutIns: StatutEnMots;
}

/**
 * Who somebody is, in the minimal traits that tell two persons apart. For rooms that already hold the reference in a thing their
 * actor may read: it does not decide that right. The phone is given only within the actor's own reach.
 */
export async function resoudreIdentites(
  tx: Transaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, IdentiteCourte>> {
  const uniques = [...new Set(ids)];
  if (uniques.length === 0) return new Map();
  const aPortee = new Set((await lireParLots(tx, uniques, tx.portee)).map(({ ressource }) => ressource.id));
  const lus = await lireParLots(tx, uniques, porteeSysteme('identite'));
  return new Map(
    lus.map(({ ressource }) => [ressource.id, courte(ressource, aujourdhui(tx), aPortee.has(ressource.id))]),
  );
}

function lireParLots(tx: Transaction, ids: readonly string[], portee: Portee) {
  return tx.magasin.chercher('Patient', { ids, limite: ids.length }, portee);
}

export function courte(patient: Identifiee<Patient>, jour: Jour, aPortee: boolean): IdentiteCourte {
  const traits = traitsDepuisPatient(patient);
  const naissance = naissanceAffichee(traits);
  const age = ageDe(traits, jour);
  const telephone = aPortee ? traits.telephones[0]?.numero : undefined;
  return {
    id: patient.id,
    nomAffiche: nomAffiche(traits),
    statutIns: statutEnMots(traits.fiabilite),
    ...(naissance === undefined ? {} : { naissance }),
    ...(age === undefined ? {} : { age }),
    ...(traits.adresse?.commune === undefined ? {} : { commune: traits.adresse.commune }),
    ...(telephone === undefined ? {} : { telephone }),
  };
}

export function referenceDe(patient: Patient): string | undefined {
  return patient.identifier?.find(({ system }) => system === SYSTEME_REFERENCE)?.value;
}

/** One digest per family name and year of birth: what was searched meets what is created without the proof holding any name. */
export function empreintesDe({ nomNaissance = '', nomUtilise = '', dateNaissance }: TraitsIdentite): readonly string[] {
  const noms = [nomNaissance, nomUtilise].map(normaliser).filter((nom) => nom !== '');
  return [...new Set(noms)].map((nom) =>
    createHash('sha256')
      .update(`${nom}#${dateNaissance?.slice(0, 4) ?? ''}`)
      .digest('hex'),
  );
}
