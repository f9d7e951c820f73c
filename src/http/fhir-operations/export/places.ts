/** Bounded number of things under way at once. */
export interface Places {
  /** Takes a place and gives the way to free it, once; undefined when all are taken. */
  prendre(): (() => void) | undefined;
}

export function creerPlaces(nombre: number): Places {
  let prises = 0;
  return {
    prendre: () => {
      if (prises >= nombre) return undefined;
      prises += 1;
      let rendue = false;
      return () => {
        if (!rendue) prises -= 1;
        rendue = true;
      };
    },
  };
}
