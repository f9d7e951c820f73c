import { sql as fragment } from 'kysely';
import { porteeSysteme } from '#acces/portee.ts';
import type { Portee } from '#fhir/store/portee.ts';
import type { Transaction } from '#socle/transaction.ts';
import { anciensDossiers } from './anciens.ts';
import { SANS_INFORMATION, type Cercle, type Information, type Membre } from './cercle.ts';
import { informationDe } from './parole.ts';
import { careTeamDe, membresDe } from './fhir.ts';
import { estPresent, ouverture } from './rules.ts';

const DANS_L_ACTION = porteeSysteme('cercle');

/** The circle as a reader sees it; undefined when there is none, or none for this reader. */
export async function lireCercle(tx: Transaction, patient: string, portee: Portee): Promise<Cercle | undefined> {
  const [lu] = await tx.magasin.chercher('CareTeam', { patient, limite: 1 }, portee);
  if (lu === undefined) return undefined;
  return {
    patient,
    version: lu.version,
    membres: membresDe(lu.ressource),
    information: await lireInformation(tx, patient),
  };
}

/** The circle to change, empty when nobody is in it yet. Takes the circle: two changes at once follow each other. */
export async function chargerCercle(tx: Transaction, patient: string): Promise<Cercle> {
  await fragment`select pg_advisory_xact_lock(hashtextextended(${`cercle:${patient}`}, 0))`.execute(tx.sql);
  const cercle = await lireCercle(tx, patient, DANS_L_ACTION);
  return cercle ?? { patient, version: 0, membres: [], information: await lireInformation(tx, patient) };
}

/** What the person was told and answered: known to whoever may read her identity, even when the circle is closed to them. */
export async function lireInformation(tx: Transaction, patient: string): Promise<Information> {
  const consents = await tx.magasin.chercher('Consent', { patient, toks: ['status=active'] }, DANS_L_ACTION);
  return consents.length === 0 ? SANS_INFORMATION : informationDe(consents.map(({ ressource }) => ressource));
}

/** Writes the members and their projection, which the predicate of reads uses from the next query on. */
export async function enregistrerCercle(tx: Transaction, cercle: Cercle): Promise<number> {
  const debut = cercle.membres.reduce((plusTot, { debut }) => (debut < plusTot ? debut : plusTot), tx.maintenant);
  const attendue = cercle.version === 0 ? undefined : cercle.version;
  const version = await tx.ecrire(
    careTeamDe(cercle.patient, cercle.membres, debut),
    attendue,
    await lecteurs(tx, cercle),
  );
  await projeter(tx, cercle);
  return version;
}

/** Whoever builds the circle reads it while it is still closed; that reading stops with one's participation, or when the person objects. */
async function lecteurs(tx: Transaction, cercle: Cercle): Promise<readonly string[]> {
  if (cercle.information.etat === 'opposee') return [];
  const avant = await tx.magasin.lecteursDe('CareTeam', cercle.patient);
  const auteur = tx.acteur.genre === 'compte' ? [tx.acteur.ref] : [];
  const partis = new Set(
    cercle.membres.flatMap(({ ref }) => (ref === undefined || present(cercle, ref, tx.maintenant) ? [] : [ref])),
  );
  return [...new Set([...avant, ...auteur])].filter((ref) => !partis.has(ref));
}

function present(cercle: Cercle, ref: string, le: Date): boolean {
  return cercle.membres.some((membre) => membre.ref === ref && (estPresent(membre, le) || membre.debut > le));
}

/** Rewrites what the predicate of reads knows of one person: small, and always what the circle and the consents say now. */
export async function projeter(tx: Transaction, cercle: Cercle): Promise<void> {
  await projeterUn(tx, cercle);
  // Files merged into this one are read by the same circle, under the same refusals.
  for (const ancien of await anciensDossiers(tx, cercle.patient)) await projeterUn(tx, { ...cercle, patient: ancien });
}

async function projeterUn(tx: Transaction, cercle: Cercle): Promise<void> {
  await projeterOppositions(tx, cercle);
  await tx.sql.deleteFrom('cercle_membre').where('cercle_membre.patient', '=', cercle.patient).execute();
  if (cercle.membres.length === 0) return;
  await tx.sql
    .insertInto('cercle_membre')
    .values(cercle.membres.map((membre) => ligneDe(cercle, membre)))
    .execute();
}

/** Oppositions hold with or without a circle: they also stop exchanges and urgent accesses. */
async function projeterOppositions(tx: Transaction, { patient, information }: Cercle): Promise<void> {
  await tx.sql.deleteFrom('opposition_en_cours').where('opposition_en_cours.patient', '=', patient).execute();
  const lignes = information.oppositions.flatMap(({ vise, familles = ['*'] }) =>
    (vise === 'tous' ? ['*'] : vise).flatMap((qui) => familles.map((famille) => ({ patient, vise: qui, famille }))),
  );
  if (lignes.length === 0) return;
  await tx.sql
    .insertInto('opposition_en_cours')
    .values(lignes)
    .onConflict((conflit) => conflit.doNothing())
    .execute();
}

function ligneDe(cercle: Cercle, membre: Membre) {
  const { familles, explicites } = ouverture(membre, cercle.information);
  return {
    patient: cercle.patient,
    // A member without a reference of its own designates nobody who signs in.
    membre: membre.ref ?? `CareTeam/${cercle.patient}#m${membre.rang}`,
    rang: membre.rang,
    fonction: membre.fonction,
    debut: membre.debut,
    fin: membre.fin ?? null,
    ouvert: familles.length > 0,
    familles: [...familles],
    explicites: [...explicites],
    fondement: membre.fondement,
  };
}
