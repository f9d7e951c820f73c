/** Next lines of a file, and where to go on from; `fin` when there are no more. */
export interface Lot {
  readonly lignes: readonly string[];
  readonly fin: boolean;
}

/** A download whose reader takes nothing for this long is dropped: it held a place that others wait for. */
const PATIENCE_MS = 60_000;

/**
 * NDJSON file made while it is read: one lot is asked when the reader is ready for it, nothing is kept. `liberer` is called once,
 * however it ends. A lot that fails breaks the transfer: the reader never takes a cut file for a whole one.
 */
export function fluxNdjson(suivant: () => Promise<Lot>, liberer: () => void): ReadableStream<Uint8Array> {
  const encodeur = new TextEncoder();
  let patience: NodeJS.Timeout | undefined;
  const finir = (): void => {
    clearTimeout(patience);
    liberer();
  };
  const attendre = (controleur: ReadableStreamDefaultController<Uint8Array>): void => {
    patience = setTimeout(() => {
      finir();
      controleur.error(new Error('le lecteur de l’export ne lit plus'));
    }, PATIENCE_MS).unref();
  };
  const source = {
    start: attendre,
    async pull(controleur: ReadableStreamDefaultController<Uint8Array>) {
      clearTimeout(patience);
      try {
        const { lignes, fin } = await suivant();
        if (lignes.length > 0) controleur.enqueue(encodeur.encode(lignes.map(enUneLigne).join('')));
        if (!fin) {
          attendre(controleur);
          return;
        }
        finir();
        controleur.close();
      } catch (erreur) {
        finir();
        controleur.error(erreur);
      }
    },
    cancel: finir,
  };
  // Nothing is read ahead: rights are looked at when the lines leave.
  return new ReadableStream<Uint8Array>(source, { highWaterMark: 0 });
}

/** A line end inside JSON text can only stand between its signs: a space says the same. */
const enUneLigne = (texte: string): string => `${texte.replaceAll(/[\r\n]+/g, ' ')}\n`;
