/** What the house says aloud: its log at every level, and whatever any library writes on the outputs of the process. */
export interface Oreille extends Disposable {
  entendre(ligne: string): void;
  /** From now on each line goes there; what was said before is given first. */
  confier(lire: (ligne: string) => void): void;
  derniere(): string;
}

type Ecrire = typeof process.stdout.write;

export function tendreLOreille(): Oreille {
  const avant: string[] = [];
  let derniere = '';
  let lire: ((ligne: string) => void) | undefined;
  const entendre = (ligne: string): void => {
    derniere = ligne;
    if (lire === undefined) avant.push(ligne);
    else lire(ligne);
  };
  const rendre = [process.stdout, process.stderr].map((sortie) => {
    const ecrire: Ecrire = sortie.write.bind(sortie);
    sortie.write = (morceau: string | Uint8Array, ...suite: never[]): boolean => {
      entendre(typeof morceau === 'string' ? morceau : Buffer.from(morceau).toString());
      return ecrire(morceau, ...suite);
    };
    return (): void => void (sortie.write = ecrire);
  });
  return {
    entendre,
    confier: (vers) => {
      lire = vers;
      for (const ligne of avant.splice(0)) vers(ligne);
    },
    derniere: () => derniere,
    [Symbol.dispose]: () => {
      for (const remettre of rendre) remettre();
    },
  };
}
