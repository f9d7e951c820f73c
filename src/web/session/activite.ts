/** Without a gesture for this long, what the page asks by itself no longer counts as somebody’s presence. */
export const PRESENCE_MS = 60_000;

let dernierGeste = Date.now();

/** Notes the gestures of the person on this page. */
export function suivreLesGestes(): void {
  const noter = (): void => {
    dernierGeste = Date.now();
  };
  for (const geste of ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const)
    window.addEventListener(geste, noter, { capture: true, passive: true });
}

export const dernierGesteMs = (): number => dernierGeste;

/** Is somebody behind what this page asks now? */
export function quelquUnEstLa(maintenant = Date.now()): boolean {
  return maintenant - dernierGeste < PRESENCE_MS;
}
