/** What an antivirus says of some octets. */
export interface Verdict {
  /** `non_verifiable`: it will never judge these (too big for it). */
  readonly issue: 'saine' | 'dangereuse' | 'non_verifiable';
  /** Name it gives to what it found; undefined unless `dangereuse`. */
  readonly menace?: string;
  /** « ClamAV 1.4.3 ». */
  readonly moteur: string;
  /** Date of the signatures that judged; undefined: the engine does not say. */
  readonly signaturesDu?: Date;
}

export interface Antivirus {
  /** Throws `AntivirusIndisponible`: nothing is known then, ask again later. */
  verifier(octets: Uint8Array): Promise<Verdict>;
}

export type RaisonAntivirus = 'injoignable' | 'delai' | 'reponse_illisible' | 'erreur_du_moteur';

/** No verdict: the engine is down, slow, or answered something else. Holds nothing of the document. */
export class AntivirusIndisponible extends Error {
  override readonly name = 'AntivirusIndisponible';
  readonly raison: RaisonAntivirus;

  constructor(raison: RaisonAntivirus) {
    super(raison);
    this.raison = raison;
  }
}
