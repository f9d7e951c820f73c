/**
 * Elements of each type that R4 keeps in `_summary=true` (isSummary in its StructureDefinition), `id`, `meta` and `implicitRules` apart.
 * Choices keep their `[x]`. Source: HL7 FHIR R4 definitions (CC0).
 */
export const ELEMENTS_RESUMES: Readonly<Record<string, string>> = {
  Patient: 'identifier active name telecom gender birthDate deceased[x] address managingOrganization link',
  RelatedPerson: 'identifier active patient relationship name telecom gender birthDate address',
  CareTeam: 'identifier status category name subject encounter period managingOrganization',
  Consent:
    'identifier status scope category patient dateTime performer organization source[x] policyRule verification provision',
  Task: 'instantiatesCanonical instantiatesUri basedOn groupIdentifier partOf status statusReason businessStatus intent code description focus for encounter executionPeriod lastModified requester owner location',
  Appointment:
    'identifier status cancelationReason serviceCategory serviceType specialty appointmentType reasonCode start end',
  Encounter:
    'identifier status class type serviceType subject episodeOfCare participant appointment reasonCode reasonReference diagnosis',
  EpisodeOfCare: 'status type diagnosis patient managingOrganization period',
  ServiceRequest:
    'identifier instantiatesCanonical instantiatesUri basedOn replaces requisition status intent category priority doNotPerform code orderDetail quantity[x] subject encounter occurrence[x] asNeeded[x] authoredOn requester performerType performer locationCode locationReference reasonCode reasonReference specimen bodySite patientInstruction',
  Communication:
    'identifier instantiatesCanonical instantiatesUri basedOn partOf status statusReason priority subject encounter reasonCode reasonReference',
  DocumentReference:
    'masterIdentifier identifier status docStatus type category subject date author relatesTo description securityLabel content context',
  Composition: 'identifier status type category subject encounter date author title confidentiality custodian event',
  Binary: 'contentType securityContext url',
  Bundle: 'identifier type timestamp total link entry signature',
  List: 'status mode title code subject date source',
  Provenance: 'target recorded',
  Flag: 'identifier status category code subject period encounter author',
  Observation:
    'identifier basedOn partOf status code subject focus encounter effective[x] issued performer value[x] hasMember derivedFrom component',
  Condition:
    'identifier clinicalStatus verificationStatus code bodySite subject encounter onset[x] recordedDate recorder asserter',
  AllergyIntolerance: 'identifier clinicalStatus verificationStatus type category criticality code patient asserter',
  Procedure:
    'identifier instantiatesCanonical instantiatesUri basedOn partOf status statusReason category code subject encounter performed[x] recorder asserter performer location reasonCode reasonReference bodySite outcome',
  DiagnosticReport:
    'identifier status category code subject encounter effective[x] issued performer resultsInterpreter media',
  MedicationStatement:
    'identifier basedOn partOf status category medication[x] subject context effective[x] dateAsserted',
  MedicationRequest:
    'status intent priority doNotPerform reported[x] medication[x] subject authoredOn requester performerType instantiatesCanonical instantiatesUri basedOn groupIdentifier',
  Immunization: 'status vaccineCode patient occurrence[x] primarySource performer note isSubpotent',
  ImmunizationRecommendation: 'identifier patient date recommendation',
  RiskAssessment: 'identifier status method code subject encounter occurrence[x] condition performer',
  ClinicalImpression: 'identifier status code description subject encounter effective[x] date assessor problem',
  QuestionnaireResponse: 'identifier basedOn partOf questionnaire status subject encounter authored author source',
  AdverseEvent:
    'identifier actuality category event subject encounter date detected recordedDate resultingCondition location seriousness severity outcome recorder contributor suspectEntity subjectMedicalHistory referenceDocument study',
  CarePlan:
    'identifier instantiatesCanonical instantiatesUri basedOn replaces partOf status intent category title description subject encounter period created author addresses',
  Goal: 'lifecycleStatus achievementStatus category priority description subject start[x] statusDate expressedBy',
  Practitioner: 'identifier active name telecom address gender birthDate',
  PractitionerRole: 'identifier active period practitioner organization code specialty location telecom',
  Organization: 'identifier active type name partOf',
  HealthcareService: 'identifier active providedBy category type specialty location name comment photo',
  Location: 'identifier status operationalStatus name description mode type physicalType managingOrganization',
  Endpoint: 'identifier status connectionType name managingOrganization period payloadType payloadMimeType address',
  Device: 'udiCarrier status safety',
  Schedule: 'identifier active serviceCategory serviceType specialty actor planningHorizon',
  Slot: 'identifier serviceCategory serviceType specialty appointmentType schedule status start end',
  Group: 'identifier active type actual code name quantity managingEntity',
  Questionnaire:
    'url identifier version name title status experimental subjectType date publisher contact useContext jurisdiction effectivePeriod code',
  PlanDefinition:
    'url identifier version name title type status experimental date publisher contact description useContext jurisdiction effectivePeriod',
  ActivityDefinition:
    'url identifier version name title status experimental date publisher contact description useContext jurisdiction effectivePeriod kind code doNotPerform',
  MeasureReport: 'identifier status type measure subject date reporter period improvementNotation',
  Subscription: 'status contact end reason criteria error channel',
};
