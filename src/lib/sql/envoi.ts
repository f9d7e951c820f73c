import pg from 'pg';
import type { Requete } from './requete.ts';
import { ecrireValeur } from './valeurs.ts';

/** One statement on its way, and who waits for its lines. */
export interface Demande {
  readonly requete: Requete;
  readonly reussir: (lignes: readonly unknown[]) => void;
  readonly echouer: (erreur: unknown) => void;
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

/**
 * One trip to the server: statements sent together, answers read in order. Several statements share one trip only when each is a short
 * read: they then run in one implicit transaction, and the failure of one makes the next ones leave again (`refaire`).
 */
export class Envoi implements pg.Submittable {
  readonly #demandes: readonly Demande[];
  readonly #prepares: Prepares;
  readonly #refaire: (demandes: readonly Demande[]) => void;
  /** Lines of the statement being answered, and those of the statements already answered. */
  #lignes: unknown[] = [];
  readonly #faites: (readonly unknown[])[] = [];
  #colonnes: Colonnes | undefined;

  constructor(demandes: readonly Demande[], prepares: Prepares, refaire: (demandes: readonly Demande[]) => void) {
    this.#demandes = demandes;
    this.#prepares = prepares;
    this.#refaire = refaire;
  }

  submit(connexion: pg.Connection): void {
    connexion.stream.cork();
    for (const { requete } of this.#demandes) this.#ecrire(connexion, requete);
    connexion.sync();
    connexion.stream.uncork();
  }

  #ecrire(connexion: pg.Connection, { nom, texte, valeurs }: Requete): void {
    const nouveau = nom === undefined || !this.#prepares.colonnes.has(nom);
    const statement = nom ?? '';
    if (nouveau) {
      if (nom !== undefined && this.#prepares.douteux.has(nom)) connexion.close({ type: 'S', name: nom }, false);
      if (nom !== undefined) this.#prepares.douteux.add(nom);
      connexion.parse({ name: statement, text: texte, types: [] }, false);
    }
    connexion.bind({ statement, values: valeurs.map(ecrireValeur) }, false);
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
    const nom = this.#demandes[this.#faites.length]?.requete.nom;
    return (nom === undefined ? undefined : this.#prepares.colonnes.get(nom)) ?? SANS_COLONNE;
  }

  handleCommandComplete(): void {
    const nom = this.#demandes[this.#faites.length]?.requete.nom;
    if (nom !== undefined && !this.#prepares.colonnes.has(nom)) {
      this.#prepares.colonnes.set(nom, this.#colonnes ?? SANS_COLONNE);
      this.#prepares.douteux.delete(nom);
    }
    this.#faites.push(this.#lignes);
    this.#lignes = [];
    this.#colonnes = undefined;
  }

  handleEmptyQuery(): void {
    this.handleCommandComplete();
  }

  handlePortalSuspended(): void {
    throw new Error('aucun curseur n’est ouvert ici');
  }

  /** The commit is part of the answer: nobody is served before the server is ready again. */
  handleReadyForQuery(): void {
    for (const [rang, { reussir }] of this.#demandes.entries()) reussir(this.#faites[rang] ?? []);
  }

  /** The server skips what follows a failure. The reads around it, which it undid, leave again by themselves. */
  handleError(erreur: unknown): void {
    const fautive = this.#faites.length;
    const duServeur = erreur instanceof pg.DatabaseError && erreur.severity === 'ERROR';
    if (this.#demandes.length === 1 || !duServeur) for (const { echouer } of this.#demandes) echouer(erreur);
    else {
      this.#demandes[fautive]?.echouer(erreur);
      this.#refaire(this.#demandes.filter((_, rang) => rang !== fautive));
    }
  }
}
