import type { Transaction } from '#socle/transaction.ts';
import { lireFiche } from './contact.ts';
import { EchecSignale } from './faits.ts';
import type { Motif } from './motifs.ts';
import { tables } from './tables.ts';
import { ouvrirVerification, type Verification } from './verification.ts';

/**
 * Something did not work with an entry of the directory: it counts against its freshness. A refused orientation is only counted;
 * everything else opens a check, held by a named person.
 */
export async function noterIncident(
  tx: Transaction,
  ref: string,
  incident: { readonly motif: Motif; readonly detail?: string | undefined },
): Promise<void> {
  await enregistrerIncident(tx, ref, incident);
}

export async function enregistrerIncident(
  tx: Transaction,
  ref: string,
  incident: { readonly motif: Motif; readonly detail?: string | undefined },
): Promise<Verification | undefined> {
  const { motif, detail } = incident;
  await tables(tx)
    .insertInto('annuaire_incident')
    .values({
      id: tx.nouvelId(),
      ref,
      motif,
      detail: detail ?? null,
      par: tx.acteur.id,
      par_nom: tx.acteur.nom,
      le: tx.maintenant,
      leve_le: null,
    })
    .execute();
  tx.rafraichir('annuaire');
  if (motif === 'refus') return undefined;
  const nom = (await lireFiche(tx, ref))?.resume.nom ?? 'un contact inconnu de l’annuaire';
  const verification = await ouvrirVerification(tx, ref, motif, nom);
  await tx.fait(EchecSignale, {
    objet: `Task/${verification.id}`,
    lecteurs: [tx.acteur.structure.ref],
    donnees: { ref, nom, motif, ...(detail === undefined ? {} : { detail }) },
  });
  return verification;
}

/** Orientations this service refused, since a date or ever. */
export async function compterRefus(tx: Transaction, ref: string, depuis: Date = new Date(0)): Promise<number> {
  const { nombre } = await tables(tx)
    .selectFrom('annuaire_incident')
    .select((eb) => eb.cast<number>(eb.fn.countAll(), 'integer').as('nombre'))
    .where('annuaire_incident.ref', '=', ref)
    .where('annuaire_incident.motif', '=', 'refus')
    .where('annuaire_incident.le', '>=', depuis)
    .executeTakeFirstOrThrow();
  return nombre;
}
