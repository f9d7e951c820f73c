import { sceauDe, SYSTEMES_INS } from '#fhir/identite/index.ts';
import type { Transaction } from '#socle/transaction.ts';
import { refusFhir } from '#fhir/refus.ts';
import { lireReference } from '#fhir/types.ts';
import { sql } from 'kysely';
import type { Definition } from './definition/definition.ts';
import type { AbonnementNdeLu, Designation } from './definition/lecture-nde.ts';

/** Finds the person and the declarant a national subscription names. Throws `RefusFhir` 422 when one is unknown: it would never be told. */
export async function resoudreNde(tx: Transaction, lu: AbonnementNdeLu): Promise<Definition> {
  const { evenement, personne, declarant, abonne, canal } = lu;
  const nde = {
    evenement,
    patient: await trouverPersonne(tx, personne),
    declarants: await trouverDeclarants(tx, declarant),
    // A contained resource is kept as it came: it goes back as the recipient of each notification.
    abonne: { ...abonne } as unknown as Record<string, unknown>,
  };
  const type = evenement === 'DOC' || evenement === 'NOT' ? 'DocumentReference' : 'Encounter';
  return { type, gestes: ['create', 'update'], filtres: [], canal, nde };
}

/** Among the persons the owner may read: somebody else's file does not exist for him. */
async function trouverPersonne(tx: Transaction, d: Designation): Promise<string> {
  const trouvees = new Set<string>();
  const lue = lireReference(d.reference);
  if (lue !== undefined) {
    const connue = await tx.magasin.lire('Patient', lue.id, tx.portee);
    if (connue !== undefined) trouvees.add(connue.ressource.id);
  }
  const sceau = sceauDe(tx.coffre, tx.acteur.territoire);
  for (const { system, value } of d.identifiants)
    // A matricule is filed under its fingerprints.
    for (const sous of SYSTEMES_INS.includes(system) ? sceau.empreintes(value) : [value])
      for (const { ressource } of await tx.magasin.chercher(
        'Patient',
        { toks: [`identifier=${system}|${sous}`], limite: 2 },
        tx.portee,
      ))
        trouvees.add(ressource.id);
  const [seule] = trouvees;
  if (seule === undefined || trouvees.size > 1)
    throw refusFhir(
      422,
      'not-found',
      'La personne (subject) n’est pas connue ici, ou vous n’y avez pas accès. Désignez-la par son matricule INS ou par sa référence.',
      'Subscription.extension',
    );
  return seule;
}

/** References that designate the declarant, in this territory and in the national directory. */
async function trouverDeclarants(tx: Transaction, d: Designation): Promise<string[]> {
  const toks = d.identifiants.map(({ system, value }) => `identifier=${system}|${value}`);
  const { rows } = await sql<{ id: string }>`
    select a.id from annuaire a where a.type = ${d.type} and a.fhir_toks && ${toks}::text[] limit 20`.execute(tx.sql);
  const iciMemes = await Promise.all(
    toks.map((tok) =>
      d.type === 'Practitioner'
        ? tx.magasin.chercher('Practitioner', { toks: [tok], limite: 20 }, tx.portee)
        : tx.magasin.chercher('Organization', { toks: [tok], limite: 20 }, tx.portee),
    ),
  );
  const directes = [
    ...(d.reference === undefined ? [] : [d.reference]),
    ...rows.map(({ id }) => `${d.type}/${id}`),
    ...iciMemes.flat().map(({ ressource }) => `${d.type}/${ressource.id}`),
  ];
  if (directes.length === 0)
    throw refusFhir(
      422,
      'not-found',
      'Le déclarant (declarant) n’est pas connu ici. Désignez-le par son identifiant national (FINESS, SIRET, RPPS) ou par sa référence.',
      'Subscription.extension',
    );
  return [...new Set([...directes, ...(await rolesDe(tx, directes))])];
}

/** A document is often signed by a role of the professional: it designates the same declarant. */
async function rolesDe(tx: Transaction, refs: readonly string[]): Promise<string[]> {
  const cherches = refs.filter((r) => r.startsWith('Practitioner/')).map((r) => `practitioner=${r}`);
  if (cherches.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    select a.id from annuaire a where a.type = 'PractitionerRole' and a.fhir_refs && ${cherches}::text[] limit 50`.execute(
    tx.sql,
  );
  return rows.map(({ id }) => `PractitionerRole/${id}`);
}
