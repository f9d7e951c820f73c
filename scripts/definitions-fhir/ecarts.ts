import type { Bundle, ElementDefinition, StructureDefinition } from '@medplum/fhirtypes';

/**
 * Elements the package adds to R4 4.0.1 for its publisher's own needs, or takes from later versions: R4's list of data elements, in
 * the same package, does not have them.
 */
const AJOUTS =
  /^(?:Meta\.(?:project|author|onBehalfOf|account|accounts|compartment|deleted)|Binary\.url|HealthcareService\.offeredIn|ObservationDefinition\.publisher|DeviceDefinition\.(?:classification|bodySite)|ResearchStudy\.(?:name|label|studyDesign|region|descriptionSummary|classifier|associatedParty|progressStatus|whyStopped|recruitment|comparisonGroup|outcomeMeasure|result|objective\.description)|EvidenceVariable\.characteristic\.(?:linkId|note|definition[A-Z]\w*|instances|duration|timeFromEvent))(?![A-Za-z])/;

/** Elements of R4 the package left out, after the one they follow. */
const OUBLIS: readonly (readonly [string, string])[] = [
  ['EvidenceVariable.characteristic.definition[x]', 'EvidenceVariable.characteristic.description'],
  ['EvidenceVariable.characteristic.usageContext', 'EvidenceVariable.characteristic.definition[x]'],
  ['EvidenceVariable.characteristic.participantEffective[x]', 'EvidenceVariable.characteristic.exclude'],
  ['EvidenceVariable.characteristic.timeFromStart', 'EvidenceVariable.characteristic.participantEffective[x]'],
  ['EvidenceVariable.characteristic.groupMeasure', 'EvidenceVariable.characteristic.timeFromStart'],
];

/** Elements whose type, number or list of codes was changed. */
const CHANGES = new Set([
  'AuditEvent.agent.who',
  'AuditEvent.source.observer',
  'Bundle.entry.response.outcome',
  'DetectedIssue.status',
  'EvidenceVariable.characteristic.description',
  'MeasureReport.subject',
  'ResearchStudy.site',
]);

/** Is the definition one of R4? */
export function estDeR4({ fhirVersion }: StructureDefinition): boolean {
  return fhirVersion === '4.0.1';
}

/** Gives back to a snapshot the elements of R4 4.0.1 as HL7 published them. `lire` reads a file of the package. */
export function rendreR4(
  lire: (nom: string) => unknown,
): (elements: readonly ElementDefinition[]) => ElementDefinition[] {
  const { entry = [] } = lire('dataelements.json') as Bundle<StructureDefinition>;
  const publies = new Map(
    entry.flatMap(({ resource }) => resource?.snapshot?.element ?? []).map((element) => [element.path, element]),
  );
  const publie = (chemin: string): ElementDefinition => {
    const element = publies.get(chemin);
    if (element === undefined) throw new Error(`${chemin} manque aux éléments publiés`);
    return { ...element, id: chemin };
  };
  return (elements) => {
    const rendus = elements.flatMap((e) => {
      if (AJOUTS.test(e.path)) return [];
      return [CHANGES.has(e.path) ? publie(e.path) : e];
    });
    for (const [chemin, avant] of OUBLIS) {
      const i = rendus.findIndex(({ path }) => path === avant);
      if (i !== -1) rendus.splice(i + 1, 0, publie(chemin));
    }
    return rendus;
  };
}
