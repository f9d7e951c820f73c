/** Without a gesture for this long, what the page asks by itself no longer counts as somebody’s presence. */
export const PRESENCE_MS = 60_000;

let dernierGeste = Date.now();
let dernierePresence = Date.now();

/** Notes the gestures of the person on this page. */
export function suivreLesGestes(): void {
  const noter = (): void => {
    dernierGeste = Date.now();
  };
  for (const geste of ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const)
    window.addEventListener(geste, noter, { capture: true, passive: true });
}

/** A request leaves: it says that somebody is there, when it is so. */
export function presenceAAnnoncer(maintenant = Date.now()): boolean {
  const presente = maintenant - dernierGeste < PRESENCE_MS;
  if (presente) dernierePresence = maintenant;
  return presente;
}

/** Last time the server heard that somebody was there. */
export const dernierePresenceMs = (): number => dernierePresence;

export const dernierGesteMs = (): number => dernierGeste;
