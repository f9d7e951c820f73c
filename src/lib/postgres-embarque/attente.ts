import { setTimeout as pause } from 'node:timers/promises';

const PAS_MS = 20;

/** Asks again every 20 ms until a value other than undefined comes, or the delay runs out (then undefined). */
export async function attendre<T>(
  delaiMs: number,
  lire: () => Promise<T | undefined> | T | undefined,
): Promise<T | undefined> {
  const limite = performance.now() + delaiMs;
  for (;;) {
    const valeur = await lire();
    if (valeur !== undefined || performance.now() > limite) return valeur;
    await pause(PAS_MS);
  }
}
