import type { Bundle, CodeSystem, CodeSystemConcept, ValueSet } from '@medplum/fhirtypes';

const FICHIERS = ['valuesets.json', 'v2-tables.json', 'v3-codesystems.json'];
/** Code systems published by HL7 itself; those of others (DICOM, SNOMED CT, LOINC) have their own terms of use. */
const DE_HL7 = /^http:\/\/(terminology\.)?hl7\.org\//;

/** [canonical, ValueSet or CodeSystem reduced to its codes]. `obliges`: value sets some base element requires. */
export function terminologieCompacte(
  lire: (nom: string) => unknown,
  obliges: ReadonlySet<string>,
): (readonly [string, unknown])[] {
  const ressources = FICHIERS.flatMap((fichier) => (lire(fichier) as Bundle).entry ?? []).flatMap(({ resource }) =>
    resource === undefined ? [] : [resource],
  );
  return ressources.flatMap((r): (readonly [string, unknown])[] => {
    if (r.resourceType === 'CodeSystem' && DE_HL7.test(r.url ?? '')) return [[r.url ?? '', systeme(r)]];
    if (r.resourceType === 'ValueSet' && (obliges.has(r.url ?? '') || deHl7(r))) return [[r.url ?? '', ensemble(r)]];
    return [];
  });
}

function deHl7({ compose }: ValueSet): boolean {
  const parts = [...(compose?.include ?? []), ...(compose?.exclude ?? [])];
  return parts.length > 0 && parts.every(({ system }) => system === undefined || DE_HL7.test(system));
}

function systeme({ resourceType, url, version, content, caseSensitive, concept }: CodeSystem) {
  return { resourceType, url, version, content, caseSensitive, concept: concept?.map(concepts) };
}

function concepts({ code, display, concept, property }: CodeSystemConcept): unknown {
  const parents = property?.filter(({ code: nom }) => nom === 'subsumedBy' || nom === 'parent');
  return {
    code,
    display,
    ...(parents === undefined || parents.length === 0 ? {} : { property: parents }),
    concept: concept?.map(concepts),
  };
}

function ensemble({ resourceType, url, version, compose }: ValueSet) {
  const part = (p: NonNullable<NonNullable<ValueSet['compose']>['include']>[number]) => ({
    system: p.system,
    version: p.version,
    concept: p.concept?.map(({ code, display }) => ({ code, display })),
    filter: p.filter,
    valueSet: p.valueSet,
  });
  return {
    resourceType,
    url,
    version,
    compose: { include: compose?.include.map(part), exclude: compose?.exclude?.map(part) },
  };
}
