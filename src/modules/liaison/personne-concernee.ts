import type { Transaction } from '#socle/transaction.ts';

/** About whom: said by the thing one works on, otherwise by the file itself. Both are read with the actor's own rights. */
export async function personneConcernee(
  tx: Transaction,
  { patient, objet }: { readonly patient?: string | undefined; readonly objet?: string | undefined },
): Promise<string | undefined> {
  if (objet !== undefined) {
    const { ressource } = await tx.lire('Task', objet.replace('Task/', ''));
    const deLObjet = ressource.for?.reference?.replace('Patient/', '');
    if (deLObjet !== undefined) return deLObjet;
  }
  if (patient === undefined) return undefined;
  return (await tx.lire('Patient', patient)).ressource.id;
}
