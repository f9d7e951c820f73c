import { XMLValidator } from 'fast-xml-parser';
import { ESPACE_XHTML, estEcrivableEnXml } from './texte-xml.ts';

const ENTITE_ETRANGERE = /&(?!(?:#x[0-9A-Fa-f]{1,6}|#[0-9]{1,7}|amp|lt|gt|quot|apos);)/;
const OUVERTURE = /^<div(?=[\s/>])(?:[^"'<>]|"[^"<]*"|'[^'<]*')*>/;

/**
 * Why this narrative cannot stand in an XML document, in French; undefined when it can. It must be one well-formed `div` of the XHTML
 * namespace, without a DTD nor its entities (`&nbsp;`). Whether its elements are the allowed ones is the validator's business.
 */
export function defautDuNarratif(div: string): string | undefined {
  const ouverture = OUVERTURE.exec(div)?.[0];
  if (ouverture === undefined) return 'le texte lisible doit être un seul élément <div>';
  if (!ouverture.includes(`"${ESPACE_XHTML}"`) && !ouverture.includes(`'${ESPACE_XHTML}'`))
    return `le <div> du texte lisible doit porter xmlns="${ESPACE_XHTML}"`;
  if (/<!(?!--)/.test(div)) return 'le texte lisible ne peut contenir ni déclaration ni CDATA';
  if (ENTITE_ETRANGERE.test(div))
    return 'le texte lisible emploie une entité inconnue de XML (comme &nbsp;) : écrivez le caractère lui-même';
  if (!estEcrivableEnXml(div)) return 'le texte lisible contient un caractère que XML ne sait pas écrire';
  return XMLValidator.validate(div) === true ? undefined : 'le texte lisible n’est pas du XHTML bien formé';
}
