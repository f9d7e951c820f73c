import { ordreDesElements, type ElementDeType } from '#fhir/definitions/index.ts';
import { lireDocument, type Document, type Noeud } from './arbre.ts';
import { defautDuNarratif } from './narratif.ts';
import { estTypeDeRessource } from './ressources.ts';
import { ESPACE_FHIR } from './texte-xml.ts';

type Objet = Record<string, unknown>;

/**
 * The JSON form of one FHIR XML document, numbers and booleans typed by the definitions, not yet validated (cardinalities, bindings,
 * empty values and rules are the validator's). Throws `RefusFhir` 400 with line, column and FHIRPath for whatever FHIR XML does not have: unknown element
 * or attribute, elements out of order, a single element repeated, a value that is not of its type.
 */
export function depuisXml(texte: string): unknown {
  const document = lireDocument(texte);
  return new Lecture(document).ressource(document.racine, '');
}

const NOMBRES: Readonly<Record<string, RegExp>> = {
  decimal: /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/,
  integer: /^(?:0|-?[1-9][0-9]*)$/,
  unsignedInt: /^(?:0|[1-9][0-9]*)$/,
  positiveInt: /^[1-9][0-9]*$/,
};

class Lecture {
  readonly #document: Document;

  constructor(document: Document) {
    this.#document = document;
  }

  ressource(noeud: Noeud, chemin: string): Objet {
    const ici = chemin === '' ? noeud.nom : chemin;
    if (!estTypeDeRessource(noeud.nom))
      throw this.#refus(noeud, `<${noeud.nom}> n’est pas un type de ressource FHIR R4`, ici);
    const attributs = [...noeud.attributs.keys()].filter((a) => a !== 'xmlns');
    if (attributs.length > 0) throw this.#refus(noeud, `une ressource n’a pas d’attribut « ${attributs[0]} »`, ici);
    this.#verifierEspace(noeud, ici);
    return { resourceType: noeud.nom, ...this.#enfants(noeud, noeud.nom, ici) };
  }

  /** Children of a node, which must follow the order of its type. */
  #enfants(noeud: Noeud, type: string, chemin: string): Objet {
    const ordre = ordreDesElements(type);
    const objet: Objet = {};
    let rang = 0;
    for (let i = 0; i < noeud.enfants.length;) {
      const premier = noeud.enfants[i];
      if (premier === undefined) break;
      const trouve = ordre.findIndex((e, r) => r >= rang && !e.attribut && e.nom === premier.nom);
      const element = ordre[trouve];
      if (element === undefined) throw this.#malPlace(premier, type, ordre, chemin);
      const suite = noeud.enfants.slice(i).findIndex((n) => n.nom !== premier.nom);
      const memes = noeud.enfants.slice(i, suite === -1 ? undefined : i + suite);
      this.#poser(objet, element, memes, `${chemin}.${element.nom}`);
      rang = trouve + 1;
      i += memes.length;
    }
    return objet;
  }

  #poser(objet: Objet, element: ElementDeType, memes: readonly Noeud[], chemin: string): void {
    const [premier, second] = memes;
    if (premier === undefined) return;
    if (!element.repete) {
      if (second !== undefined) throw this.#refus(second, `<${second.nom}> ne peut être écrit qu’une fois`, chemin);
      this.#poserUn(objet, element, premier, chemin);
      return;
    }
    if (!element.primitif) {
      objet[element.nom] = memes.map((n, rang) => this.#compose(n, element.type, `${chemin}[${rang}]`));
      return;
    }
    const lus = memes.map((n, rang) => this.#primitif(n, element.type, `${chemin}[${rang}]`));
    if (lus.some((lu) => lu.valeur !== undefined)) objet[element.nom] = lus.map((lu) => lu.valeur ?? null);
    if (lus.some((lu) => lu.complement !== undefined))
      objet[`_${element.nom}`] = lus.map((lu) => lu.complement ?? null);
  }

  #poserUn(objet: Objet, element: ElementDeType, noeud: Noeud, chemin: string): void {
    if (element.type === 'xhtml') {
      const defaut = defautDuNarratif(noeud.brut);
      if (defaut !== undefined) throw this.#refus(noeud, defaut, chemin);
      objet[element.nom] = noeud.brut;
    } else if (element.primitif) {
      const { valeur, complement } = this.#primitif(noeud, element.type, chemin);
      if (valeur !== undefined) objet[element.nom] = valeur;
      if (complement !== undefined) objet[`_${element.nom}`] = complement;
    } else {
      objet[element.nom] = this.#compose(noeud, element.type, chemin);
    }
  }

  #compose(noeud: Noeud, type: string, chemin: string): Objet {
    if (type === 'Resource') return this.#portee(noeud, chemin);
    this.#verifierEspace(noeud, chemin);
    const objet: Objet = {};
    const attributs = ordreDesElements(type).filter((e) => e.attribut);
    for (const [nom, valeur] of noeud.attributs) {
      if (nom === 'xmlns') continue;
      if (!attributs.some((a) => a.nom === nom))
        throw this.#refus(noeud, `<${noeud.nom}> n’a pas d’attribut « ${nom} »`, chemin);
      objet[nom] = valeur;
    }
    const entier = { ...objet, ...this.#enfants(noeud, type, chemin) };
    if (Object.keys(entier).length === 0) throw this.#refus(noeud, `<${noeud.nom}> est vide`, chemin);
    return entier;
  }

  /** `contained`, `Bundle.entry.resource`, `Parameters.parameter.resource`: one resource inside, and nothing else. */
  #portee(noeud: Noeud, chemin: string): Objet {
    const [seule, autre] = noeud.enfants;
    if (seule === undefined || autre !== undefined || noeud.attributs.size > 0)
      throw this.#refus(noeud, `<${noeud.nom}> contient une ressource et une seule`, chemin);
    return this.ressource(seule, chemin);
  }

  #primitif(noeud: Noeud, type: string, chemin: string): { valeur?: unknown; complement?: Objet } {
    const attributs = new Map(noeud.attributs);
    const texte = attributs.get('value');
    attributs.delete('value');
    const nu = attributs.size === 0 && noeud.enfants.length === 0;
    if (nu && texte === undefined) throw this.#refus(noeud, `<${noeud.nom}> n’a ni valeur ni extension`, chemin);
    return {
      ...(texte === undefined ? {} : { valeur: this.#valeur(noeud, texte, type, chemin) }),
      ...(nu ? {} : { complement: this.#compose({ ...noeud, attributs }, 'Element', chemin) }),
    };
  }

  #valeur(noeud: Noeud, texte: string, type: string, chemin: string): string | number | boolean {
    if (type === 'boolean') {
      if (texte === 'true' || texte === 'false') return texte === 'true';
      throw this.#refus(noeud, `« ${texte} » n’est pas un booléen : true ou false`, chemin);
    }
    const forme = NOMBRES[type];
    if (forme === undefined) return texte;
    const nombre = Number(texte);
    if (!forme.test(texte) || !Number.isFinite(nombre))
      throw this.#refus(noeud, `« ${texte.slice(0, 40)} » n’est pas un nombre de type ${type}`, chemin);
    return nombre;
  }

  #verifierEspace(noeud: Noeud, chemin: string): void {
    const espace = noeud.attributs.get('xmlns');
    if (espace !== undefined && espace !== ESPACE_FHIR)
      throw this.#refus(noeud, `<${noeud.nom}> n’est pas dans l’espace de noms de FHIR`, chemin);
  }

  #malPlace(noeud: Noeud, type: string, ordre: readonly ElementDeType[], chemin: string): Error {
    const connu = ordre.some((e) => !e.attribut && e.nom === noeud.nom);
    const motif = connu
      ? `<${noeud.nom}> n’est pas à sa place dans ${type} : l’ordre des éléments est celui de la norme`
      : `<${noeud.nom}> n’est pas un élément de ${type}`;
    return this.#refus(noeud, motif, `${chemin}.${noeud.nom}`);
  }

  #refus(noeud: Noeud, motif: string, chemin: string): Error {
    return this.#document.refuser(noeud, motif, chemin);
  }
}
