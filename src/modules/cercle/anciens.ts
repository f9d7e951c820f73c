import { porteeSysteme } from '#acces/portee.ts';
import type { Transaction } from '#socle/transaction.ts';

const DANS_L_ACTION = porteeSysteme('reunion');

/** Files merged into this one, however many times: their facts and their old address follow the person (FHIR `Patient.link`). */
export async function anciensDossiers(tx: Transaction, patient: string): Promise<readonly string[]> {
  const anciens: string[] = [];
  let aLire = [patient];
  while (aLire.length > 0) {
    const lus = await tx.magasin.chercher('Patient', { ids: aLire, limite: aLire.length }, DANS_L_ACTION);
    aLire = lus
      .flatMap(({ ressource }) => ressource.link ?? [])
      .flatMap(({ type, other }) => (type === 'replaces' ? (other.reference?.replace('Patient/', '') ?? []) : []))
      .filter((id) => id !== patient && !anciens.includes(id));
    anciens.push(...aLire);
  }
  return anciens;
}
