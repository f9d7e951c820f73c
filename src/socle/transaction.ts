import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { z } from 'zod';
import type { Acteur } from '#acces/acteur.ts';
import { porteeDe, porteeSysteme } from '#acces/portee.ts';
import { sceauDe } from '#fhir/identite/index.ts';
import type { Portee } from '#fhir/store/portee.ts';
import { MagasinFhir } from '#fhir/store/store.ts';
import type { Identifiee, Lue, TypeFhir } from '#fhir/types.ts';
import type { Coffre } from '#lib/coffre/index.ts';
import { nouveauSecret } from '#lib/ids.ts';
import { refusCommuns } from '#lib/refus.ts';
import type { Fait } from './fait.ts';
import { exigerDeLaLire } from './personne-ecrite.ts';
import { etatAuDepart } from './retenue.ts';
import { passerLaMain, poserLaMain, type Passage } from './qui-a-la-main.ts';
import type { TablesTerritoire } from './tables.ts';

export interface ContexteTransaction {
  readonly sql: Kysely<TablesTerritoire>;
  readonly acteur: Acteur;
  readonly maintenant: Date;
  readonly nouvelId: () => string;
  readonly origine: string;
  readonly coffre: Coffre;
}

/** One-time link for somebody without an account. */
export interface DemandeDeLien {
  /** `orientation.repondre`, `demande.suivi`: declared by the room that serves the page. */
  readonly usage: string;
  readonly objet: string;
  readonly destinataire: string;
  readonly destinataireNom: string;
  readonly structure?: string | undefined;
  readonly expireLe: Date;
}

/** What a transaction touched, for the trace and the screens. */
export interface Bilan {
  readonly vues: readonly string[];
  readonly objet: string | null;
  readonly version: number | null;
  readonly patient: string | null;
}

/** What an action holds while it runs: everything written here is committed together, or not at all. */
export class Transaction {
  readonly sql: Kysely<TablesTerritoire>;
  readonly acteur: Acteur;
  readonly maintenant: Date;
  readonly nouvelId: () => string;
  readonly portee: Portee;
  /** Public address of this house, without a final slash. */
  readonly origine: string;
  /** Seals and opens the secrets of the territory. */
  readonly coffre: Coffre;
  readonly #magasin: MagasinFhir<TablesTerritoire>;
  readonly #vues = new Set<string>();
  /** What was touched, with the version just written when there is one. */
  readonly #objets = new Map<string, number | null>();
  #patient: string | undefined;
  /** Persons a room decided the actor may write about, on another ground than reading them. */
  readonly #admises = new Set<string>();

  constructor(contexte: ContexteTransaction) {
    this.sql = contexte.sql;
    this.acteur = contexte.acteur;
    this.maintenant = contexte.maintenant;
    this.nouvelId = contexte.nouvelId;
    this.origine = contexte.origine;
    this.coffre = contexte.coffre;
    this.portee =
      contexte.acteur.genre === 'systeme'
        ? porteeSysteme(contexte.acteur.requete)
        : porteeDe(contexte.acteur, contexte.maintenant);
    this.#magasin = new MagasinFhir(contexte.sql, sceauDe(contexte.coffre, contexte.acteur.territoire));
  }

  /** Reads one resource with the actor's own rights; a hidden one and a missing one look the same. */
  async lire<K extends TypeFhir>(type: K, id: string, portee: Portee = this.portee): Promise<Lue<K>> {
    const lue = await this.#magasin.lire(type, id, portee);
    if (lue === undefined) throw refusCommuns.introuvable();
    return lue;
  }

  /** Account whose writing it is, when somebody types for it. */
  get #mandant(): string | undefined {
    return this.acteur.pour === undefined ? undefined : `compte:${this.acteur.pour.compte}`;
  }

  get magasin(): MagasinFhir<TablesTerritoire> {
    return this.#magasin;
  }

  /** Creates (no `attendue`) or replaces a resource; a stale version, or a person of whom the actor reads nothing, is refused and nothing is written. */
  async ecrire(ressource: Identifiee, attendue?: number, lecteurs: readonly string[] = []): Promise<number> {
    await exigerDeLaLire(this.sql, this, ressource, this.#admises);
    const version = await this.#magasin.ecrire(ressource, {
      auteur: this.acteur.id,
      pour: this.#mandant,
      le: this.maintenant,
      attendue,
      lecteurs,
    });
    this.#objets.set(`${ressource.resourceType}/${ressource.id}`, version);
    return version;
  }

  /** Records what happened. Data are checked against the fact's schema: a fact that cannot be re-read is never written. */
  async fait<D extends z.ZodType>(
    definition: Fait<D>,
    fait: {
      objet: string;
      donnees: z.input<D>;
      patient?: string | undefined;
      lecteurs: readonly string[];
      survenuLe?: Date;
    },
  ): Promise<void> {
    for (const vue of [...definition.vues, 'aujourdhui', 'dossier']) this.#vues.add(vue);
    if (!this.#objets.has(fait.objet)) this.#objets.set(fait.objet, null);
    this.#patient ??= fait.patient;
    await this.sql
      .insertInto('fait')
      .values({
        id: this.nouvelId(),
        nom: definition.nom,
        survenu_le: fait.survenuLe ?? this.maintenant,
        saisi_le: this.maintenant,
        auteur: this.acteur.id,
        auteur_nom: this.acteur.nom,
        pour: this.acteur.pour?.ref ?? null,
        pour_compte: this.#mandant ?? null,
        patient: fait.patient ?? null,
        objet: fait.objet,
        famille: definition.famille,
        lecteurs: [...new Set(fait.lecteurs)],
        donnees: JSON.stringify(definition.donnees.parse(fait.donnees)),
      })
      .execute();
  }

  /** The room says, by a rule of its own, that the actor may write about this person without reading her yet. */
  admettre(patient: string): void {
    this.#admises.add(patient);
  }

  passerLaMain(passage: Passage): Promise<void> {
    return passerLaMain(this.sql, passage, this.maintenant, this.nouvelId());
  }

  poserLaMain(objet: string): Promise<void> {
    return poserLaMain(this.sql, objet, this.maintenant);
  }

  /**
   * Puts something in the outbox: it leaves after commit, at least once, and its state stays visible on `objet`. Refused when it is about
   * a person whose identity is frozen.
   */
  async envoyer(canal: string, objet: string, charge: unknown, aPartirDe: Date = this.maintenant): Promise<string> {
    const id = this.nouvelId();
    const etat = await etatAuDepart(this.sql, this.acteur, objet);
    await this.sql
      .insertInto('envoi')
      .values({
        id,
        canal,
        objet,
        etat,
        charge: JSON.stringify(charge),
        cree_le: this.maintenant,
        a_partir_de: aPartirDe,
        verrou_jusqua: null,
        parti_le: null,
        erreur: null,
      })
      .execute();
    return id;
  }

  /** Creates a link and returns its secret, which exists nowhere else: put it in the message, never in a log. */
  async creerLien(lien: DemandeDeLien): Promise<string> {
    const secret = nouveauSecret();
    await this.sql
      .insertInto('lien')
      .values({
        empreinte: empreinteDuLien(secret),
        usage: lien.usage,
        objet: lien.objet,
        destinataire: lien.destinataire,
        destinataire_nom: lien.destinataireNom,
        structure: lien.structure ?? null,
        cree_le: this.maintenant,
        expire_le: lien.expireLe,
        utilise_le: null,
      })
      .execute();
    return secret;
  }

  /** Address a person without an account opens; `secret` comes from `creerLien`. */
  adresseDuLien(secret: string): string {
    return `${this.origine}/r/${this.acteur.territoire}.${secret}`;
  }

  /** Uses up the link that carries the actor: a second use is refused by `acteurDuLien`. */
  async consommerLien(): Promise<void> {
    if (this.acteur.lien === undefined) return;
    await this.sql
      .updateTable('lien')
      .set({ utilise_le: this.maintenant })
      .where('lien.empreinte', '=', this.acteur.lien.empreinte)
      .execute();
  }

  /** Closes every link of one usage on one thing: what they offered is no longer to be done. */
  async fermerLiens(usage: string, objet: string): Promise<void> {
    await this.sql
      .updateTable('lien')
      .set({ utilise_le: this.maintenant })
      .where('lien.usage', '=', usage)
      .where('lien.objet', '=', objet)
      .where('lien.utilise_le', 'is', null)
      .execute();
  }

  /** Tells the trace which person the action was about when no fact carried it. */
  concerne(patient: string | undefined): void {
    this.#patient ??= patient;
  }

  /** Views made stale by another way than a fact. */
  rafraichir(...vues: readonly string[]): void {
    for (const vue of vues) this.#vues.add(vue);
  }

  get bilan(): Bilan {
    const [objet, version] = [...this.#objets][0] ?? [null, null];
    return { vues: [...this.#vues], objet, version, patient: this.#patient ?? null };
  }
}

/** SHA-256 of a link's or a session's secret: what the database keeps. */
export function empreinteDuLien(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
