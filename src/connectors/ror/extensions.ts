import type { CodeableConcept, Coding, Element, Extension } from '@medplum/fhirtypes';
import { nos } from '#connectors/annuaire-sante/index.ts';
import type { CodeLibelle, Confidentialite } from './types.ts';

export function ror(identifiant: string): string {
  return `https://interop.esante.gouv.fr/ig/fhir/ror/StructureDefinition/${identifiant}`;
}

type Porteur = Pick<Element, 'extension'> | undefined;

/** Extensions of that url; `url` is either a bare sub-extension name or a ROR one. */
export function extensions(porteur: Porteur, url: string): Extension[] {
  return (porteur?.extension ?? []).filter((extension) => extension.url === url || extension.url === ror(url));
}

export function extension(porteur: Porteur, url: string): Extension | undefined {
  return extensions(porteur, url)[0];
}

function libelle(codage: Coding, texte?: string): CodeLibelle | undefined {
  return codage.code === undefined ? undefined : { code: codage.code, libelle: codage.display ?? texte ?? '' };
}

/** First coding of a concept, whatever its table. */
export function code(concept: CodeableConcept | undefined): CodeLibelle | undefined {
  const codage = concept?.coding?.[0];
  return codage ? libelle(codage, concept.text) : undefined;
}

/** Coding of a concept in one national table; undefined when the concept belongs to another one. */
export function codeDe(concept: CodeableConcept | undefined, table: string): CodeLibelle | undefined {
  const codage = concept?.coding?.find((c) => c.system === nos(table));
  return codage ? libelle(codage, concept?.text) : undefined;
}

export function codesDe(concepts: readonly CodeableConcept[] | undefined, table: string): CodeLibelle[] {
  return (concepts ?? []).map((concept) => codeDe(concept, table)).filter((c) => c !== undefined);
}

/** Concept carried by an extension, as CodeableConcept (model V3) or Coding (older exports). */
export function codeExtension(porteur: Porteur, url: string): CodeLibelle | undefined {
  const trouvee = extension(porteur, url);
  return code(trouvee?.valueCodeableConcept) ?? (trouvee?.valueCoding ? libelle(trouvee.valueCoding) : undefined);
}

const NIVEAUX: Readonly<Record<string, Confidentialite>> = { '1': 'libre', '2': 'restreint', '3': 'tres_restreint' };

/** Level of TRE_R283. An absent or unknown level counts as the most restricted: silence never opens a channel. */
export function confidentialite(porteur: Porteur, url: string): Confidentialite {
  return NIVEAUX[codeExtension(porteur, url)?.code ?? ''] ?? 'tres_restreint';
}
