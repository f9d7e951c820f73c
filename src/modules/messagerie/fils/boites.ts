import { lireReglage, type PorteurJoignable } from '#modules/territoire/index.ts';
import type { Transaction } from '#socle/transaction.ts';

export interface BoiteConnue {
  readonly adresse: string;
  readonly structure: string;
  readonly nom: string;
  readonly file: string | null;
}

/** One of our mailboxes, as the territory declared it; undeclared, it belongs to the structure of the actor and to no queue. */
export async function boiteDe(tx: Transaction, adresse: string): Promise<BoiteConnue> {
  const boites = (await lireReglage(tx.sql, 'boites')) ?? [];
  const { structure } = tx.acteur;
  return (
    boites.find((boite) => boite.adresse.toLowerCase() === adresse.toLowerCase()) ?? {
      adresse,
      structure: structure.ref,
      nom: structure.nom,
      file: null,
    }
  );
}

/** Mailbox of the actor's structure; undefined when none is connected. */
export async function boiteDeLaStructure(tx: Transaction): Promise<BoiteConnue | undefined> {
  const boites = (await lireReglage(tx.sql, 'boites')) ?? [];
  return boites.find((boite) => boite.structure === tx.acteur.structure.ref);
}

export interface FileJoignable {
  readonly nom: string;
  readonly porteurs: readonly PorteurJoignable[];
}

/** Who answers for a queue, on-duty person first; undefined when the territory did not say. */
export async function fileJoignable(tx: Transaction, file: string | null): Promise<FileJoignable | undefined> {
  return file === null ? undefined : (await lireReglage(tx.sql, 'files'))?.[file];
}
