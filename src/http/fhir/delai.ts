import { refusFhir } from '#fhir/refus.ts';

/** Gives up waiting after `ms`: 503, and the statement under way stops at its own limit. */
export async function avecDelai<R>(ms: number, travail: Promise<R>): Promise<R> {
  let minuterie: NodeJS.Timeout | undefined;
  const trop = new Promise<never>((_, rejeter) => {
    minuterie = setTimeout(
      () =>
        rejeter(refusFhir(503, 'timeout', `La demande a dépassé ${ms / 1000} secondes. Précisez-la, ou découpez-la.`)),
      ms,
    );
  });
  try {
    return await Promise.race([travail, trop]);
  } finally {
    clearTimeout(minuterie);
  }
}
