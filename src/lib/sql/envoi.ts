import pg from 'pg';
import type { Requete } from './requete.ts';
import { ecrireValeur, type ValeurEcrite } from './valeurs.ts';

/** Lines of an answer, and the tag of the server (`SELECT 3`, `INSERT 0 1`). */
export interface Reponse {
  readonly lignes: readonly unknown[];
  readonly mention: string;
}

/** One statement on its way, its values already written, and who waits for its answer. */
export interface Demande {
  readonly texte: string;
  readonly nom: string | undefined;
  readonly valeurs: readonly ValeurEcrite[];
  readonly reussir: (reponse: Reponse) => void;
  readonly echouer: (erreur: unknown) => void;
}

/** Throws when a value cannot be written: nothing has left yet. */
export function demander(
  { texte, nom, valeurs }: Requete,
  reussir: Demande['reussir'],
  echouer: Demande['echouer'],
): Demande {
  return { texte, nom, valeurs: valeurs.map(ecrireValeur), reussir, echouer };
}

/** Shape of the lines of one statement: told by the server once per prepared name, then known. */
export interface Colonnes {
  readonly noms: readonly string[];
  readonly lecteurs: readonly ((texte: string) => unknown)[];
}

/** What one connection knows of its prepared statements. */
export interface Prepares {
  readonly colonnes: Map<string, Colonnes>;
  /** Sent for preparation in a trip that failed: forgotten on both sides before they are sent again. */
  readonly douteux: Set<string>;
}

const SANS_COLONNE: Colonnes = { noms: [], lecteurs: [] };
const SANS_REPONSE: Reponse = { lignes: [], mention: '' };

/**
 * One trip to the server: statements sent together, answers read in order. Several statements share one trip only when each is a short
 * read: they then run in one implicit transaction, and the failure of one undoes the others, which are given back to leave again.
 */
export class Envoi implements pg.Submittable {
  readonly #demandes: readonly Demande[];
  readonly #prepares: Prepares;
  readonly #apres: (aRefaire: readonly Demande[]) => void;
  /** Lines of the statement being answered, and those of the statements already answered. */
  #lignes: unknown[] = [];
  readonly #faites: Reponse[] = [];
  #colonnes: Colonnes | undefined;

  constructor(demandes: readonly Demande[], prepares: Prepares, apres: (aRefaire: readonly Demande[]) => void) {
    this.#demandes = demandes;
    this.#prepares = prepares;
    this.#apres = apres;
  }

  submit(connexion: pg.Connection): void {
    connexion.stream.cork();
    for (const demande of this.#demandes) this.#ecrire(connexion, demande);
    connexion.sync();
    connexion.stream.uncork();
  }

  #ecrire(connexion: pg.Connection, { nom, texte, valeurs }: Demande): void {
    const nouveau = nom === undefined || !this.#prepares.colonnes.has(nom);
    const statement = nom ?? '';
    if (nouveau) {
      if (nom !== undefined && this.#prepares.douteux.has(nom)) connexion.close({ type: 'S', name: nom }, false);
      if (nom !== undefined) this.#prepares.douteux.add(nom);
      connexion.parse({ name: statement, text: texte, types: [] }, false);
    }
    connexion.bind({ statement, values: [...valeurs] }, false);
    if (nouveau) connexion.describe({ type: 'P', name: '' }, false);
    connexion.execute(null, false);
  }

  handleRowDescription({ fields }: { readonly fields: readonly pg.FieldDef[] }): void {
    this.#colonnes = {
      noms: fields.map(({ name }) => name),
      lecteurs: fields.map(({ dataTypeID }) => pg.types.getTypeParser(dataTypeID, 'text')),
    };
  }

  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    const { noms, lecteurs } = (this.#colonnes ??= this.#connues());
    const ligne: Record<string, unknown> = {};
    for (let rang = 0; rang < noms.length; rang += 1) {
      const texte = fields[rang];
      ligne[noms[rang] ?? ''] = texte === null || texte === undefined ? null : lecteurs[rang]?.(texte);
    }
    this.#lignes.push(ligne);
  }

  #connues(): Colonnes {
    const nom = this.#demandes[this.#faites.length]?.nom;
    return (nom === undefined ? undefined : this.#prepares.colonnes.get(nom)) ?? SANS_COLONNE;
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    const nom = this.#demandes[this.#faites.length]?.nom;
    if (nom !== undefined && !this.#prepares.colonnes.has(nom)) {
      this.#prepares.colonnes.set(nom, this.#colonnes ?? SANS_COLONNE);
      this.#prepares.douteux.delete(nom);
    }
    this.#faites.push({ lignes: this.#lignes, mention: text });
    this.#lignes = [];
    this.#colonnes = undefined;
  }

  handleEmptyQuery(): void {
    this.handleCommandComplete({ text: '' });
  }

  handlePortalSuspended(): void {
    throw new Error('aucun curseur n’est ouvert ici');
  }

  /** The commit is part of the answer: nobody is served before the server is ready again. */
  handleReadyForQuery(): void {
    this.#apres([]);
    for (const [rang, { reussir }] of this.#demandes.entries()) reussir(this.#faites[rang] ?? SANS_REPONSE);
  }

  /** The server skips what follows a failure. */
  handleError(erreur: unknown): void {
    const fautive = this.#demandes[this.#faites.length];
    const duServeur = erreur instanceof pg.DatabaseError && erreur.severity === 'ERROR';
    const perdues =
      this.#demandes.length === 1 || !duServeur ? this.#demandes : this.#demandes.filter((d) => d === fautive);
    this.#apres(this.#demandes.filter((d) => !perdues.includes(d)));
    for (const { echouer } of perdues) echouer(erreur);
  }
}
