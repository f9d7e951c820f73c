import type { Acteur } from '#acces/acteur.ts';
import { refusFhir } from '#fhir/refus.ts';
import type { CodeTerritoire } from '#lib/sql/connexion.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import { annonceDe, leSien, lireLesSiens, type DependancesLecture } from './consulter.ts';
import type { EvenementGarde } from './distribution/evenements.ts';
import { paquet } from './envoi/notification.ts';
import { tracer } from './envoi/tracer.ts';
import type { Abonnement } from './store.ts';
import { tables } from './tables.ts';
import { LIMITES } from './vocabulaire.ts';

/** Wakes at each change of a territory; `#http/evenements.ts` gives it. */
export interface Reveils {
  abonner(territoire: CodeTerritoire, recevoir: (charge: string) => void): Promise<() => void>;
}

/** Longest time a subscription or a right may have ended before the stream closes. */
const PERIODE_MS = 900;
const BATTEMENT_MS = 15_000;
const PAR_ENVOI = 100;

/** Keeps the count of open streams: a process holds a bounded number of them. */
export interface Flux {
  ouvrir(acteur: Acteur, id: string, depuis: number | undefined): Promise<ReadableStream<Uint8Array>>;
  fermer(): void;
}

export function creerFlux(d: DependancesLecture, reveils: Reveils): Flux {
  const ouverts = new Map<CodeTerritoire, Set<Ecoute>>();
  return {
    async ouvrir(acteur, id, depuis) {
      const { abonnement } = await leSien(d, acteur, id);
      if (abonnement.etat === 'eteint' || abonnement.definition.nde !== undefined)
        throw refusFhir(409, 'business-rule', 'Cet abonnement n’a pas de flux : il est éteint, ou de forme nationale.');
      const siens = ouverts.get(acteur.territoire) ?? new Set();
      ouverts.set(acteur.territoire, siens);
      if (siens.size >= LIMITES.flux)
        throw refusFhir(
          429,
          'throttled',
          `${LIMITES.flux} flux sont déjà ouverts sur ce territoire. Réessayez plus tard.`,
        );
      const ecoute = new Ecoute(d, acteur, id, depuis ?? abonnement.dernier, () => siens.delete(ecoute));
      siens.add(ecoute);
      await ecoute.brancher(reveils);
      return ecoute.flux;
    },
    fermer() {
      for (const siens of ouverts.values()) for (const ecoute of siens) ecoute.fermer();
    },
  };
}

/** One open stream: told at each wake-up, looked at again every second whatever happens. */
class Ecoute {
  readonly flux: ReadableStream<Uint8Array>;
  readonly #d: DependancesLecture;
  readonly #acteur: Acteur;
  readonly #id: string;
  readonly #quitter: () => void;
  readonly #encodeur = new TextEncoder();
  #sortie: ReadableStreamDefaultController<Uint8Array> | undefined;
  #desabonner: () => void = () => undefined;
  #rang: number;
  #minuterie: NodeJS.Timeout | undefined;
  #enCours = false;
  #redemande = false;
  #ferme = false;
  #muetDepuis = Date.now();

  constructor(d: DependancesLecture, acteur: Acteur, id: string, rang: number, quitter: () => void) {
    this.#d = d;
    this.#acteur = acteur;
    this.#id = id;
    this.#rang = rang;
    this.#quitter = quitter;
    this.flux = new ReadableStream({
      start: (sortie) => {
        this.#sortie = sortie;
      },
      pull: () => this.#reveiller(),
      cancel: () => this.#terminer(),
    });
  }

  async brancher(reveils: Reveils): Promise<void> {
    this.#desabonner = await reveils.abonner(this.#acteur.territoire, () => this.#reveiller());
    this.#ecrire(`: ouvert\nretry: 2000\n\n`);
    this.#reveiller();
  }

  fermer(): void {
    if (this.#ferme) return;
    this.#terminer();
    this.#sortie?.close();
  }

  #terminer(): void {
    this.#ferme = true;
    clearTimeout(this.#minuterie);
    this.#desabonner();
    this.#quitter();
  }

  /** Rounds never overlap; a wake-up during one asks for another. */
  #reveiller(): void {
    if (this.#ferme) return;
    if (this.#enCours) {
      this.#redemande = true;
      return;
    }
    clearTimeout(this.#minuterie);
    this.#enCours = true;
    void this.#tour()
      .catch(() => this.fermer())
      .finally(() => {
        this.#enCours = false;
        const encore = this.#redemande;
        this.#redemande = false;
        if (!this.#ferme) this.#minuterie = setTimeout(() => this.#reveiller(), encore ? 0 : PERIODE_MS);
      });
  }

  /** A reader that does not keep up is waited for: nothing piles up here. What was numbered before the subscription was put off is told first. */
  async #tour(): Promise<void> {
    const { abonnement, proprietaire } = await leSien(this.#d, this.#acteur, this.#id);
    const fini = abonnement.finLe !== undefined && abonnement.finLe <= this.#d.horloge.maintenant();
    if (proprietaire === undefined || fini) return this.fermer();
    while (!this.#ferme && (this.#sortie?.desiredSize ?? 0) > 0) {
      const evenements = await lireLesSiens(this.#d, proprietaire, abonnement, {
        depuis: this.#rang,
        jusqua: abonnement.dernier,
        limite: PAR_ENVOI,
        contenu: abonnement.definition.canal.contenu,
      });
      if (evenements.length === 0) break;
      await this.#dire(abonnement, proprietaire, evenements);
    }
    if (abonnement.etat === 'eteint') return this.fermer();
    if (Date.now() - this.#muetDepuis > BATTEMENT_MS) this.#ecrire(': battement\n\n');
  }

  /** One event of the stream per event of the subscription: its number is what `Last-Event-ID` sends back. */
  async #dire(a: Abonnement, proprietaire: Acteur, evenements: readonly EvenementGarde[]): Promise<void> {
    const maintenant = this.#d.horloge.maintenant();
    await this.#d.base.territoire<TablesTerritoire, void>(proprietaire.territoire, (sql) =>
      tracer(tables(sql), a, proprietaire, evenements, maintenant),
    );
    const cadre = { base: `${this.#d.origine}/fhir`, maintenant, nouvelId: this.#d.nouvelId };
    for (const evenement of evenements) {
      const texte = paquet({ ...annonceDe(a), genre: 'event-notification', evenements: [evenement] }, cadre);
      this.#ecrire(`id: ${evenement.numero}\nevent: notification\n${enLignes(texte)}\n\n`);
      this.#rang = evenement.numero;
    }
  }

  #ecrire(texte: string): void {
    if (this.#ferme) return;
    this.#sortie?.enqueue(this.#encodeur.encode(texte));
    this.#muetDepuis = Date.now();
  }
}

/** A stored text may hold line breaks between its elements; each line of the stream says it is data. */
const enLignes = (texte: string): string =>
  texte
    .split(/\r\n|\r|\n/)
    .map((ligne) => `data: ${ligne}`)
    .join('\n');
