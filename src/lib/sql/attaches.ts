import { Attache } from './attache.ts';
import { demander, type Demande, type Reponse } from './envoi.ts';
import type { Interroger, Requete } from './requete.ts';

export interface OptionsAttaches {
  /** Connections of one territory for single statements. */
  readonly parTerritoire: number;
  /** Connections of one territory for transactions: they wait for one another, single statements never wait for them. */
  readonly transactions: number;
  /** Connections in all: beyond, the one that has rested the longest elsewhere is closed. */
  readonly total: number;
  readonly reposMs: number;
}

export interface OptionsEnsemble {
  /** Serialisable, and run again by itself when the server asks for it: `faire` must then have no other effect than SQL. */
  readonly serialisable?: boolean;
  readonly lecture?: boolean;
}

const PAR_DEFAUT: OptionsAttaches = { parTerritoire: 4, transactions: 8, total: 32, reposMs: 30_000 };
const DUREE_DE_VIE_MS = 3_600_000;
/** A serialisable transaction the server refused is run again this many times. */
const ESSAIS = 4;
/** Short reads of one trip: enough to forget its cost, few enough to use several connections. */
const COURTES_MAX = 16;
/** Serialisation failure and deadlock: nothing was written, the whole transaction may be run again. */
const A_REFAIRE = new Set(['40001', '40P01']);

interface Attente {
  readonly prendre: (attache: Attache) => void;
  readonly renoncer: (erreur: unknown) => void;
}

interface Bassin {
  readonly schema: string;
  readonly role: string;
  readonly max: number;
  readonly libres: Attache[];
  readonly attentes: Attente[];
  /** Short reads of the current turn of the event loop, that will leave together. */
  readonly courtes: Demande[];
  nombre: number;
}

/** Runs one statement of a transaction. */
export type Executer = (requete: Requete) => Promise<Reponse>;

/** The caller says what its own columns are: the only place where lines get a type. */
export function lignesDe<L>({ lignes }: Reponse): readonly L[] {
  return lignes as readonly L[];
}

/** Connections attached to territories, opened when they are needed, closed when they rest, never more than said. */
export class Attaches {
  readonly #url: string;
  readonly #options: OptionsAttaches;
  readonly #bassins = new Map<string, Bassin>();
  readonly #ouvertes = new Set<Attache>();
  #minuterie: NodeJS.Timeout | undefined;
  #fermees = false;
  #enCours = 0;

  constructor(url: string, options: Partial<OptionsAttaches> = {}) {
    this.#url = url;
    this.#options = { ...PAR_DEFAUT, ...options };
  }

  /** One statement, committed by itself. */
  directement(schema: string, role: string): Interroger {
    const bassin = this.#bassin('seules', schema, role);
    return async <L>(requete: Requete) => {
      if (requete.courte === true) return this.#partager<L>(bassin, requete);
      const attache = this.#libre(bassin) ?? (await this.#prendre(bassin));
      try {
        return lignesDe<L>(await attache.executer(requete));
      } finally {
        this.#rendre(bassin, attache);
      }
    };
  }

  /** Alone, a short read leaves at the end of the turn, at once; with others, they share one trip. */
  #partager<L>(bassin: Bassin, requete: Requete): Promise<readonly L[]> {
    return new Promise((reussir, echouer) => {
      bassin.courtes.push(demander(requete, (reponse) => reussir(lignesDe<L>(reponse)), echouer));
      if (bassin.courtes.length === 1) setImmediate(() => this.#grouper(bassin));
    });
  }

  #grouper(bassin: Bassin): void {
    const demandes = bassin.courtes.splice(0);
    for (let debut = 0; debut < demandes.length; debut += COURTES_MAX)
      void this.#envoyer(bassin, demandes.slice(debut, debut + COURTES_MAX));
  }

  async #envoyer(bassin: Bassin, demandes: readonly Demande[]): Promise<void> {
    try {
      const attache = this.#libre(bassin) ?? (await this.#prendre(bassin));
      await attache.envoyer(demandes);
      this.#rendre(bassin, attache);
    } catch (erreur) {
      for (const { echouer } of demandes) echouer(erreur);
    }
  }

  /** Several statements, all or nothing. What it gives to run statements is dead once it ends. */
  async ensemble<R>(
    schema: string,
    role: string,
    faire: (executer: Executer) => Promise<R>,
    options: OptionsEnsemble = {},
  ): Promise<R> {
    for (let essai = 1; ; essai += 1) {
      try {
        return await this.#transaction(this.#bassin('ensemble', schema, role), faire, options);
      } catch (erreur) {
        if (options.serialisable !== true || essai === ESSAIS || !aRefaire(erreur)) throw erreur;
      }
    }
  }

  async #transaction<R>(
    bassin: Bassin,
    faire: (executer: Executer) => Promise<R>,
    { serialisable, lecture }: OptionsEnsemble,
  ): Promise<R> {
    const attache = this.#libre(bassin) ?? (await this.#prendre(bassin));
    let finie = false;
    try {
      await attache.transaction(
        `begin${serialisable === true ? ' isolation level serializable' : ''}${lecture === true ? ' read only' : ''}`,
      );
      const resultat = await faire((requete) => {
        if (finie) return Promise.reject(new Error('cette transaction est terminée'));
        return attache.executer(requete);
      });
      finie = true;
      if ((await attache.transaction('commit')) !== 'COMMIT')
        throw new Error('une instruction de la transaction avait échoué : rien n’a été écrit');
      return resultat;
    } catch (erreur) {
      finie = true;
      await annuler(attache);
      throw erreur;
    } finally {
      this.#rendre(bassin, attache);
    }
  }

  async fermer(): Promise<void> {
    this.#fermees = true;
    clearInterval(this.#minuterie);
    for (const bassin of this.#bassins.values())
      for (const { renoncer } of bassin.attentes.splice(0)) renoncer(new Error('la base est fermée'));
    for (const attache of this.#ouvertes) attache.fermer();
    this.#ouvertes.clear();
  }

  #bassin(usage: 'seules' | 'ensemble', schema: string, role: string): Bassin {
    const cle = `${usage} ${schema}`;
    const connu = this.#bassins.get(cle);
    if (connu !== undefined) return connu;
    const max = usage === 'seules' ? this.#options.parTerritoire : this.#options.transactions;
    const bassin: Bassin = { schema, role, max, libres: [], attentes: [], courtes: [], nombre: 0 };
    this.#bassins.set(cle, bassin);
    return bassin;
  }

  /** A connection at rest that still answers, as far as is known. */
  #libre(bassin: Bassin): Attache | undefined {
    for (let attache = bassin.libres.pop(); attache !== undefined; attache = bassin.libres.pop()) {
      if (attache.saine) return attache;
      this.#jeter(bassin, attache);
    }
    return undefined;
  }

  async #prendre(bassin: Bassin): Promise<Attache> {
    if (this.#fermees) throw new Error('la base est fermée');
    if (bassin.nombre < bassin.max && this.#faireDeLaPlace()) return this.#ouvrir(bassin);
    return new Promise((prendre, renoncer) => bassin.attentes.push({ prendre, renoncer }));
  }

  async #ouvrir(bassin: Bassin): Promise<Attache> {
    bassin.nombre += 1;
    this.#enCours += 1;
    try {
      const attache = await Attache.ouvrir(this.#url, bassin.schema, bassin.role);
      this.#ouvertes.add(attache);
      this.#minuterie ??= setInterval(() => this.#reposer(), this.#options.reposMs).unref();
      return attache;
    } catch (erreur) {
      bassin.nombre -= 1;
      throw erreur;
    } finally {
      this.#enCours -= 1;
    }
  }

  #rendre(bassin: Bassin, attache: Attache): void {
    attache.rendueLe = performance.now();
    const usee = attache.rendueLe - attache.ouverteLe > DUREE_DE_VIE_MS;
    const affame = bassin.attentes.length === 0 ? this.#affame() : undefined;
    if (!attache.saine || usee || this.#fermees || affame !== undefined) {
      this.#jeter(bassin, attache);
      this.#servir(affame ?? bassin);
      return;
    }
    const suivante = bassin.attentes.shift();
    if (suivante === undefined) bassin.libres.push(attache);
    else suivante.prendre(attache);
  }

  /** A territory that waits and has no connection at all: the total was reached by the others. */
  #affame(): Bassin | undefined {
    if (this.#ouvertes.size + this.#enCours < this.#options.total) return undefined;
    return [...this.#bassins.values()].find((b) => b.nombre === 0 && b.attentes.length > 0);
  }

  #servir(bassin: Bassin): void {
    const suivante = bassin.attentes.shift();
    if (suivante === undefined) return;
    this.#ouvrir(bassin).then(suivante.prendre, suivante.renoncer);
  }

  #jeter(bassin: Bassin, attache: Attache): void {
    bassin.nombre -= 1;
    this.#ouvertes.delete(attache);
    attache.fermer();
  }

  #faireDeLaPlace(): boolean {
    if (this.#ouvertes.size + this.#enCours < this.#options.total) return true;
    let ancienne: { readonly bassin: Bassin; readonly attache: Attache } | undefined;
    for (const bassin of this.#bassins.values())
      for (const attache of bassin.libres)
        if (ancienne === undefined || attache.rendueLe < ancienne.attache.rendueLe) ancienne = { bassin, attache };
    if (ancienne === undefined) return false;
    ancienne.bassin.libres.splice(ancienne.bassin.libres.indexOf(ancienne.attache), 1);
    this.#jeter(ancienne.bassin, ancienne.attache);
    return true;
  }

  #reposer(): void {
    const limite = performance.now() - this.#options.reposMs;
    for (const bassin of this.#bassins.values())
      for (const attache of bassin.libres.filter((a) => a.rendueLe < limite || !a.saine)) {
        bassin.libres.splice(bassin.libres.indexOf(attache), 1);
        this.#jeter(bassin, attache);
      }
  }
}

function aRefaire(erreur: unknown): boolean {
  return erreur instanceof Error && 'code' in erreur && A_REFAIRE.has(String(erreur.code));
}

/** Gives the connection up when even the rollback fails. */
async function annuler(attache: Attache): Promise<void> {
  try {
    await attache.transaction('rollback');
  } catch (erreur) {
    if (erreur instanceof Error) attache.fermer();
    else throw erreur;
  }
}
