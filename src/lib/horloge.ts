/** The only source of time. Everything that needs "now" receives it as an argument; tests travel by giving another one. */
export interface Horloge {
  maintenant(): Date;
}

export const horlogeSysteme: Horloge = { maintenant: () => new Date() };

/** A clock moved by hand: for tests and for the trial profile, where a visitor can let days go by. */
export function horlogeDecalee(source: Horloge, decalageMs: () => number): Horloge {
  return { maintenant: () => new Date(source.maintenant().getTime() + decalageMs()) };
}

export interface HorlogeReglable extends Horloge {
  avancer(ms: number): void;
  regler(instant: Date): void;
}

export function horlogeReglable(depart: Date): HorlogeReglable {
  let instant = depart.getTime();
  return {
    maintenant: () => new Date(instant),
    avancer: (ms) => {
      instant += ms;
    },
    regler: (nouveau) => {
      instant = nouveau.getTime();
    },
  };
}
