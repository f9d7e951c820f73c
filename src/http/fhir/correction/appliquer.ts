import { refusFhir } from '#fhir/refus.ts';
import type { ObjetJson } from '../lots/lire-lot.ts';
import { estObjet, lireChemin, localiser, typeDe, valeurDe, type Lieu } from './chemin.ts';
import type { OperationFhir, Part } from './lire.ts';
import { valeurPour, type ValeurAEcrire } from './valeur.ts';

/**
 * Applies a FHIRPath Patch, operation after operation, to a resource of its own (changed in place). The first that does not apply refuses
 * the whole: 422 with its rank. Source: FHIR R4, fhirpatch.
 */
export function corrigerParChemin(ressource: ObjetJson, operations: readonly OperationFhir[]): ObjetJson {
  const { resourceType, id } = ressource;
  for (const [rang, operation] of operations.entries()) new Pas(ressource, operation, rang).appliquer();
  return { ...ressource, resourceType, id };
}

class Pas {
  readonly #ressource: ObjetJson;
  readonly #operation: OperationFhir;
  readonly #rang: number;

  constructor(ressource: ObjetJson, operation: OperationFhir, rang: number) {
    this.#ressource = ressource;
    this.#operation = operation;
    this.#rang = rang;
  }

  appliquer(): void {
    const { type, index = 0, source = 0, destination = 0 } = this.#operation;
    const lieux = this.#lieux();
    if (type === 'add') return this.#ajouter(lieux);
    if (lieux === 'ressource') throw this.#refus('le chemin désigne toute la ressource : faites un PUT ou un DELETE');
    if (type === 'replace') return this.#remplacer(lieux);
    if (type === 'delete') return this.#enlever(lieux);
    const liste = this.#liste(lieux);
    const dans = (rang: number, fin: number) => {
      if (rang > fin) throw this.#refus(`le rang ${rang} dépasse la liste`);
    };
    if (type === 'insert') {
      dans(index, liste.length);
      liste.splice(index, 0, this.#valeur(lieux[0]).valeur);
      return;
    }
    dans(source, liste.length - 1);
    dans(destination, liste.length - 1);
    liste.splice(destination, 0, ...liste.splice(source, 1));
  }

  #lieux(): readonly Lieu[] | 'ressource' {
    const etapes = lireChemin(this.#operation.path);
    if (etapes !== undefined) return localiser(this.#ressource, etapes);
    throw this.#refus(
      `le chemin « ${this.#operation.path.slice(0, 100)} » n’est pas de ceux que ce serveur suit : noms, [rang], where(champ = 'valeur'), extension('url'), ofType(), first(), last()`,
    );
  }

  #ajouter(lieux: readonly Lieu[] | 'ressource'): void {
    const [lieu, ...autres] = lieux === 'ressource' ? [undefined] : lieux;
    if (lieux !== 'ressource' && (lieu === undefined || autres.length > 0)) throw this.#pasUnSeul(lieux.length);
    const objet = lieu === undefined ? this.#ressource : valeurDe(lieu);
    const type = lieu === undefined ? String(this.#ressource['resourceType']) : typeDe(lieu);
    if (!estObjet(objet)) throw this.#refus('on n’ajoute rien sous une valeur simple');
    const { nom = '' } = this.#operation;
    const lue = valeurPour(type, nom, this.#part(), this.#rang);
    this.#exigerLibre(objet === this.#ressource, lue.nom);
    const avant = objet[lue.nom];
    if (lue.repete) objet[lue.nom] = [...(Array.isArray(avant) ? (avant as unknown[]) : []), lue.valeur];
    else if (avant === undefined) objet[lue.nom] = lue.valeur;
    else throw this.#refus(`« ${lue.nom} » existe déjà : utilisez replace`);
  }

  #remplacer(lieux: readonly Lieu[]): void {
    const [lieu, ...autres] = lieux;
    if (lieu === undefined || autres.length > 0) throw this.#pasUnSeul(lieux.length);
    this.#exigerLibre(lieu.dans === this.#ressource, lieu.nom);
    const { nom, valeur } = this.#valeur(lieu);
    const liste = lieu.dans[lieu.nom];
    if (lieu.rang !== undefined && Array.isArray(liste)) {
      liste[lieu.rang] = valeur;
      return;
    }
    this.#oublier(lieu);
    lieu.dans[nom] = valeur;
  }

  /** Nothing there: nothing to do. */
  #enlever(lieux: readonly Lieu[]): void {
    const [lieu, ...autres] = lieux;
    if (lieu === undefined) return;
    if (autres.length > 0) throw this.#pasUnSeul(lieux.length);
    this.#exigerLibre(lieu.dans === this.#ressource, lieu.nom);
    const liste = lieu.dans[lieu.nom];
    if (lieu.rang === undefined || !Array.isArray(liste) || liste.length === 1) return this.#oublier(lieu);
    this.#exigerSansExtension(lieu);
    liste.splice(lieu.rang, 1);
  }

  /** The list that a path names whole: every element found stands in it, and it holds no other. */
  #liste(lieux: readonly Lieu[]): unknown[] {
    const [lieu] = lieux;
    const liste = lieu?.dans[lieu.nom];
    if (
      lieu === undefined ||
      !Array.isArray(liste) ||
      lieux.some((l) => l.dans !== lieu.dans) ||
      lieux.length !== liste.length
    )
      throw this.#refus('le chemin doit désigner une liste entière, qui existe');
    this.#exigerSansExtension(lieu);
    return liste as unknown[];
  }

  #valeur(lieu: Lieu | undefined): ValeurAEcrire {
    if (lieu === undefined) throw this.#pasUnSeul(0);
    const nom = nomDuChoix(lieu);
    return valeurPour(lieu.de, nom, this.#part(), this.#rang);
  }

  #part(): Part {
    const { valeur } = this.#operation;
    if (valeur === undefined) throw this.#refus('une valeur est attendue');
    return valeur;
  }

  #oublier({ dans, nom }: Lieu): void {
    delete dans[nom];
    delete dans[`_${nom}`];
  }

  #exigerLibre(racine: boolean, nom: string): void {
    if (racine && (nom === 'id' || nom === 'resourceType'))
      throw this.#refus('le type et l’identifiant ne changent pas : faites un PUT');
  }

  /** Extensions of the simple values of a list stand in a second one: moving the first alone would give them to the wrong value. */
  #exigerSansExtension({ dans, nom }: Lieu): void {
    if (dans[`_${nom}`] !== undefined)
      throw this.#refus(`« ${nom} » porte des extensions sur ses valeurs : faites un PUT`);
  }

  #pasUnSeul(nombre: number) {
    return this.#refus(
      `le chemin désigne ${nombre === 0 ? 'aucun élément' : `${nombre} éléments`}, un seul est attendu`,
    );
  }

  #refus(pourquoi: string) {
    return refusFhir(
      422,
      'processing',
      `Opération ${this.#rang + 1} (${this.#operation.type}) : ${pourquoi}. Rien n’a été changé.`,
    );
  }
}

/** `valueQuantity` may become `valueString`: a choice is replaced under the name it has without a type. */
function nomDuChoix(lieu: Lieu): string {
  const type = typeDe(lieu);
  const suffixe = type.charAt(0).toUpperCase() + type.slice(1);
  return lieu.nom.endsWith(suffixe) && lieu.nom.length > suffixe.length ? lieu.nom.slice(0, -suffixe.length) : lieu.nom;
}
