import type { Resource } from '@medplum/fhirtypes';
import { ordreDesElements, type ElementDeType } from '#fhir/definitions/index.ts';
import { refusFhir } from '#fhir/refus.ts';
import { defautDuNarratif } from './narratif.ts';
import { estTypeDeRessource } from './ressources.ts';
import { echapper, ESPACE_FHIR, estEcrivableEnXml } from './texte-xml.ts';

type Objet = Readonly<Record<string, unknown>>;

/**
 * One resource in the FHIR XML format (`application/fhir+xml`): elements in the order of their definition, primitives in `value`.
 * Throws `RefusFhir` 422 when the resource cannot be said in XML: unknown element, narrative that is not XHTML, character XML forbids.
 * Source: http://hl7.org/fhir/R4/xml.html and http://hl7.org/fhir/R4/json.html
 */
export function versXml(ressource: Resource): string {
  return `<?xml version="1.0" encoding="UTF-8"?>${balisesDeRessource(ressource, ` xmlns="${ESPACE_FHIR}"`, '')}`;
}

function balisesDeRessource(valeur: unknown, espace: string, chemin: string): string {
  const objet = commeObjet(valeur, chemin);
  const type = objet['resourceType'];
  if (typeof type !== 'string' || !estTypeDeRessource(type))
    throw illisible(chemin, 'une ressource doit dire son type (resourceType), qui doit être un type de FHIR R4');
  return balise(type, espace, enfants(objet, type, chemin === '' ? type : chemin));
}

/** Children of one object, in the order of its type; an element its type does not have is refused, never lost. */
function enfants(objet: Objet, type: string, chemin: string): string {
  const rangs = rangsDe(type);
  const presents = new Set<number>();
  for (const cle of Object.keys(objet)) {
    if (objet[cle] === undefined) continue;
    const rang = rangs.get(cle);
    if (rang === undefined) throw illisible(`${chemin}.${cle}`, `« ${cle} » n’est pas un élément de ${type}`);
    presents.add(rang);
  }
  const ordre = ordreDesElements(type);
  let balises = '';
  for (const rang of [...presents].toSorted((a, b) => a - b)) {
    const element = ordre[rang];
    if (element === undefined || element.attribut) continue;
    const complement = element.primitif ? objet[`_${element.nom}`] : undefined;
    balises += elementEntier(element, objet[element.nom], complement, `${chemin}.${element.nom}`);
  }
  return balises;
}

/** Place of `resourceType`, which is not an element but the name of the whole. */
const SANS_PLACE = -1;
const rangsParType = new Map<string, ReadonlyMap<string, number>>();

/** Place of each JSON property of a type, `_` complements included. Only asked of types the definitions named. */
function rangsDe(type: string): ReadonlyMap<string, number> {
  const connus = rangsParType.get(type);
  if (connus !== undefined) return connus;
  const rangs = new Map<string, number>(estTypeDeRessource(type) ? [['resourceType', SANS_PLACE]] : []);
  for (const [rang, { nom, primitif }] of ordreDesElements(type).entries()) {
    rangs.set(nom, rang);
    if (primitif) rangs.set(`_${nom}`, rang);
  }
  rangsParType.set(type, rangs);
  return rangs;
}

/** One JSON property, repeated or not: values and `_` complements are read side by side. */
function elementEntier(element: ElementDeType, valeur: unknown, complement: unknown, chemin: string): string {
  if (!element.repete) return occurrence(element, valeur, complement, chemin);
  const [valeurs, complements] = [commeListe(valeur, chemin), commeListe(complement, chemin)];
  let balises = '';
  for (let rang = 0; rang < Math.max(valeurs.length, complements.length); rang += 1)
    balises += occurrence(element, valeurs[rang] ?? undefined, complements[rang] ?? undefined, `${chemin}[${rang}]`);
  return balises;
}

function occurrence(element: ElementDeType, valeur: unknown, complement: unknown, chemin: string): string {
  const { nom, type } = element;
  if (type === 'xhtml') return narratif(valeur, chemin);
  if (type === 'Resource') return balise(nom, '', balisesDeRessource(valeur, '', chemin));
  if (!element.primitif) return elementCompose(nom, type, '', commeObjet(valeur, chemin), chemin);
  const attribut = valeur === undefined ? '' : ` value="${echapper(commeTexte(valeur, chemin))}"`;
  if (complement === undefined && valeur === undefined) throw illisible(chemin, 'un élément ne peut pas être vide');
  if (complement === undefined) return balise(nom, attribut, '');
  return elementCompose(nom, 'Element', attribut, commeObjet(complement, chemin), chemin);
}

function elementCompose(nom: string, type: string, attribut: string, objet: Objet, chemin: string): string {
  let attributs = '';
  for (const element of attributsDe(type)) {
    const valeur = objet[element.nom];
    if (valeur !== undefined)
      attributs += ` ${element.nom}="${echapper(commeTexte(valeur, `${chemin}.${element.nom}`))}"`;
  }
  return balise(nom, attributs + attribut, enfants(objet, type, chemin));
}

const attributsParType = new Map<string, readonly ElementDeType[]>();

function attributsDe(type: string): readonly ElementDeType[] {
  let attributs = attributsParType.get(type);
  if (attributs === undefined) {
    attributs = ordreDesElements(type).filter(({ attribut }) => attribut);
    attributsParType.set(type, attributs);
  }
  return attributs;
}

function balise(nom: string, attributs: string, contenu: string): string {
  return contenu === '' ? `<${nom}${attributs}/>` : `<${nom}${attributs}>${contenu}</${nom}>`;
}

function narratif(valeur: unknown, chemin: string): string {
  const div = commeTexte(valeur, chemin);
  const defaut = defautDuNarratif(div);
  if (defaut !== undefined) throw illisible(chemin, defaut);
  return div;
}

function commeTexte(valeur: unknown, chemin: string): string {
  if (typeof valeur === 'boolean' || typeof valeur === 'number') return String(valeur);
  if (typeof valeur !== 'string') throw illisible(chemin, 'une valeur simple est attendue (texte, nombre ou booléen)');
  if (!estEcrivableEnXml(valeur))
    throw illisible(chemin, 'le texte contient un caractère que XML ne sait pas écrire (caractère de contrôle)');
  return valeur;
}

function commeListe(valeur: unknown, chemin: string): readonly unknown[] {
  if (valeur === undefined) return [];
  if (!Array.isArray(valeur)) throw illisible(chemin, 'une liste est attendue');
  return valeur;
}

function commeObjet(valeur: unknown, chemin: string): Objet {
  if (typeof valeur !== 'object' || valeur === null || Array.isArray(valeur))
    throw illisible(chemin, 'un élément composé est attendu');
  return valeur as Objet;
}

function illisible(chemin: string, motif: string): Error {
  const texte = `Cette ressource ne peut pas s’écrire en XML : ${motif}. Demandez-la en JSON (application/fhir+json).`;
  return refusFhir(422, 'not-supported', texte, chemin === '' ? undefined : chemin);
}
