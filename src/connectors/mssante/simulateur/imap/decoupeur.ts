const LIGNE_MAX = 64 * 1024;

/** Découpe un flux en lignes et en blocs de longueur annoncée. */
export class Decoupeur {
  #tampon = Buffer.alloc(0);
  #manque = Promise.withResolvers<void>();
  #fini = false;

  ajouter(morceau: Buffer): void {
    this.#tampon = Buffer.concat([this.#tampon, morceau]);
    this.#manque.resolve();
  }

  finir(): void {
    this.#fini = true;
    this.#manque.resolve();
  }

  /** Oublie ce qui a été reçu avant TLS : un intermédiaire aurait pu l'ajouter (RFC 3501 §6.2.1). */
  vider(): void {
    this.#tampon = Buffer.alloc(0);
  }

  async #attendre(): Promise<boolean> {
    if (this.#fini) {
      return false;
    }
    this.#manque = Promise.withResolvers<void>();
    await this.#manque.promise;
    return true;
  }

  async ligne(): Promise<string | undefined> {
    for (;;) {
      const fin = this.#tampon.indexOf('\n');
      if (fin >= 0) {
        const ligne = this.#tampon.subarray(0, fin).toString('latin1').replace(/\r$/, '');
        this.#tampon = this.#tampon.subarray(fin + 1);
        return ligne;
      }
      if (this.#tampon.length > LIGNE_MAX || !(await this.#attendre())) {
        return undefined;
      }
    }
  }

  async bloc(longueur: number): Promise<string | undefined> {
    while (this.#tampon.length < longueur) {
      if (!(await this.#attendre())) {
        return undefined;
      }
    }
    const bloc = this.#tampon.subarray(0, longueur).toString('latin1');
    this.#tampon = this.#tampon.subarray(longueur);
    return bloc;
  }
}
