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
  let ecrites = 0;
  let balises = '';
  for (const element of ordreDesElements(type)) {
    const valeur = objet[element.nom];
    const complement = element.primitif ? objet[`_${element.nom}`] : undefined;
    ecrites += Number(valeur !== undefined) + Number(complement !== undefined);
    if (element.attribut || (valeur === undefined && complement === undefined)) continue;
    balises += elementEntier(element, valeur, complement, `${chemin}.${element.nom}`);
  }
  refuserInconnues(objet, type, ecrites, chemin);
  return balises;
}

function refuserInconnues(objet: Objet, type: string, ecrites: number, chemin: string): void {
  const presentes = Object.keys(objet).filter((cle) => cle !== 'resourceType' && objet[cle] !== undefined);
  if (presentes.length === ecrites) return;
  const connues = new Set(ordreDesElements(type).flatMap((e) => (e.primitif ? [e.nom, `_${e.nom}`] : [e.nom])));
  const inconnue = presentes.find((cle) => !connues.has(cle)) ?? '?';
  throw illisible(`${chemin}.${inconnue}`, `« ${inconnue} » n’est pas un élément de ${type}`);
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
  for (const element of ordreDesElements(type)) {
    const valeur = element.attribut ? objet[element.nom] : undefined;
    if (valeur !== undefined)
      attributs += ` ${element.nom}="${echapper(commeTexte(valeur, `${chemin}.${element.nom}`))}"`;
  }
  return balise(nom, attributs + attribut, enfants(objet, type, chemin));
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
