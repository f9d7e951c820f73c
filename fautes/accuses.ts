import { open } from 'node:fs/promises';

/** One write the server said it had kept. */
export interface Accuse {
  readonly cle: string;
  readonly action: string;
  /** What the action returned: the thing that must be there after any cut. */
  readonly id: string;
}

export interface RegistreDesAccuses {
  /** On the disk before it returns: the ledger must survive what it judges. */
  noter(accuse: Accuse): Promise<void>;
  readonly accuses: readonly Accuse[];
  fermer(): Promise<void>;
}

export async function ouvrirRegistre(fichier: string): Promise<RegistreDesAccuses> {
  const papier = await open(fichier, 'a');
  const accuses: Accuse[] = [];
  let file: Promise<void> = Promise.resolve();
  const ecrire = async (accuse: Accuse): Promise<void> => {
    await papier.appendFile(`${JSON.stringify(accuse)}\n`);
    await papier.sync();
    accuses.push(accuse);
  };
  return {
    noter: (accuse) => (file = file.then(() => ecrire(accuse))),
    accuses,
    fermer: () => papier.close(),
  };
}
