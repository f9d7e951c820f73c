import { sql, type Kysely } from 'kysely';
import { refusCommuns } from '#lib/refus.ts';
import { interrogerAvec, type Interroger } from '#lib/sql/requete.ts';
import { ouvrirRessource, type Sceau } from '../identite/index.ts';
import type { Identifiee, Lue, RessourceDe, TypeFhir } from '../types.ts';
import { ecrireLot, EcritureRefusee } from './ecriture.ts';
import type { Portee } from './portee.ts';
import type { TablesFhir } from './tables.ts';

export interface Criteres {
  /** All must be present: `status=active`, `identifier=system|value`. */
  readonly toks?: readonly string[];
  /** At least one must be present: `subject=Patient/x`. */
  readonly refs?: readonly string[];
  readonly patient?: string;
  readonly ids?: readonly string[];
  /** Already normalised prefix of the sorting name. */
  readonly nomPrefixe?: string;
  readonly limite?: number;
}

export interface Ecriture {
  readonly auteur: string;
  /** Account of the person it is written for, when that is somebody else: a new resource is this person’s. History keeps who typed. */
  readonly pour?: string | undefined;
  readonly le: Date;
  /** Version the writer has read; undefined to create. Another one in base: `version_perimee`. */
  readonly attendue?: number | undefined;
  /** Extra readers beyond those the resource names (an exchange widened by the action). */
  readonly lecteurs?: readonly string[];
}

/** The right to write was decided by the action that runs. */
const TOUT: Portee = { fondement: 'action', condition: () => sql<boolean>`true` };

/** The only code that reads and writes resources. Always inside the transaction it is given. */
export class MagasinFhir<T extends TablesFhir> {
  readonly #sql: Kysely<TablesFhir>;
  readonly #interroger: Interroger;
  readonly #sceau: Sceau | undefined;

  /** `sceau`: opens what it reads and seals what it writes; without one, national identities are left out and refused. */
  constructor(transaction: Kysely<T>, sceau?: Sceau) {
    this.#sceau = sceau;
    this.#sql = transaction as unknown as Kysely<TablesFhir>;
    this.#interroger = interrogerAvec(transaction);
  }

  async lire<K extends TypeFhir>(type: K, id: string, portee: Portee): Promise<Lue<K> | undefined> {
    const [premiere] = await this.chercher(type, { ids: [id], limite: 1 }, portee);
    return premiere;
  }

  async chercher<K extends TypeFhir>(type: K, criteres: Criteres, portee: Portee): Promise<readonly Lue<K>[]> {
    let requete = this.#sql
      .selectFrom('resource')
      .select(['resource.contenu', 'resource.version', 'resource.le'])
      .where('resource.type', '=', type)
      .where('resource.supprime', '=', false)
      .where(portee.condition('resource'));
    if (criteres.ids !== undefined)
      requete = requete.where('resource.id', 'in', criteres.ids.length === 0 ? [''] : [...criteres.ids]);
    if (criteres.patient !== undefined) requete = requete.where('resource.patient', '=', criteres.patient);
    if (criteres.toks !== undefined)
      requete = requete.where(sql<boolean>`resource.toks @> ${[...criteres.toks]}::text[]`);
    if (criteres.refs !== undefined)
      requete = requete.where(sql<boolean>`resource.refs && ${[...criteres.refs]}::text[]`);
    if (criteres.nomPrefixe !== undefined) {
      requete = requete
        .where('resource.nom_tri', '>=', criteres.nomPrefixe)
        .where('resource.nom_tri', '<', `${criteres.nomPrefixe}\u{10FFFF}`)
        .orderBy('resource.nom_tri');
    } else {
      requete = requete.orderBy('resource.d', (tri) => tri.desc().nullsLast()).orderBy('resource.id');
    }
    const lignes = await requete.limit(criteres.limite ?? 200).execute();
    return lignes.map((ligne) => ({
      ressource: this.#ouvrir<K>(ligne.contenu),
      version: ligne.version,
      le: ligne.le,
    }));
  }

  /** Only a person's file is looked into: elsewhere a sealed value stays sealed, and is written again as it is. */
  #ouvrir<K extends TypeFhir>(contenu: unknown): Identifiee<RessourceDe<K>> {
    const ressource = contenu as Identifiee<RessourceDe<K>>;
    return ressource.resourceType === 'Patient' && 'identifier' in ressource
      ? ouvrirRessource(ressource, this.#sceau)
      : ressource;
  }

  /** Named readers of one resource, for whoever is about to write it again or decides a right. Gives nothing of its content. */
  async lecteursDe(type: TypeFhir, id: string): Promise<readonly string[]> {
    const ligne = await this.#sql
      .selectFrom('resource')
      .select('resource.lecteurs')
      .where('resource.type', '=', type)
      .where('resource.id', '=', id)
      .executeTakeFirst();
    return ligne?.lecteurs ?? [];
  }

  /** Creates or replaces one resource, its keys and its history line. Returns the new version number. */
  async ecrire(ressource: Identifiee, { auteur, pour, le, attendue, lecteurs = [] }: Ecriture): Promise<number> {
    try {
      await ecrireLot(
        this.#interroger,
        [{ geste: 'ecrire', ressource, attendue, lecteurs }],
        { auteur, le, traces: [], sceau: this.#sceau },
        TOUT,
      );
    } catch (erreur) {
      if (erreur instanceof EcritureRefusee && !erreur.echecs.some(({ raison }) => raison === 'fige'))
        throw refusCommuns.version_perimee();
      throw erreur;
    }
    if (pour !== undefined && attendue === undefined)
      await this.#sql
        .updateTable('resource')
        .set({ auteur: pour })
        .where('resource.type', '=', ressource.resourceType)
        .where('resource.id', '=', ressource.id)
        .execute();
    return (attendue ?? 0) + 1;
  }

  /** Versions of one resource, newest first. The right is that of the current resource. */
  async historique<K extends TypeFhir>(
    type: K,
    id: string,
    portee: Portee,
  ): Promise<readonly (Lue<K> & { readonly auteur: string })[]> {
    if ((await this.lire(type, id, portee)) === undefined) return [];
    const lignes = await this.#sql
      .selectFrom('resource_history')
      .select([
        'resource_history.contenu',
        'resource_history.version',
        'resource_history.le',
        'resource_history.auteur',
      ])
      .where('resource_history.type', '=', type)
      .where('resource_history.id', '=', id)
      .orderBy('resource_history.version', 'desc')
      .execute();
    return lignes.map((l) => ({
      ressource: this.#ouvrir<K>(l.contenu),
      version: l.version,
      le: l.le,
      auteur: l.auteur,
    }));
  }
}
