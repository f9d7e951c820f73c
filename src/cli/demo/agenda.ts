export interface Rendezvous {
  readonly instant: Date;
  readonly faire: () => Promise<void>;
}

/** What is to be played, oldest first; at the same instant, in the order of inscription. */
export class Agenda {
  readonly #liste: Rendezvous[] = [];

  inscrire(instant: Date, faire: () => Promise<void>): void {
    const apres = this.#liste.findIndex((r) => r.instant > instant);
    this.#liste.splice(apres === -1 ? this.#liste.length : apres, 0, { instant, faire });
  }

  /** The next one, when it is not after `limite`. */
  prendre(limite: Date): Rendezvous | undefined {
    const premier = this.#liste[0];
    return premier !== undefined && premier.instant <= limite ? this.#liste.shift() : undefined;
  }
}
