import type { Basic } from '@medplum/fhirtypes';
import { TYPES_TENUS, type TypeTenu } from '#fhir/types-tenus.ts';
import type { Geste } from '../vocabulaire.ts';

/** What one can subscribe to: changes of one type, possibly of one element only. */
export interface Sujet {
  readonly url: string;
  readonly nom: string;
  readonly titre: string;
  readonly type: TypeTenu;
  readonly gestes: readonly Geste[];
  readonly changementDe?: string;
}

/** Not offered: a subscription about subscriptions would feed itself; bytes and bundles are reached by what names them. */
const SANS_SUJET: readonly string[] = ['Subscription', 'Binary', 'Bundle'];
const R5 = 'http://hl7.org/fhir/5.0/StructureDefinition/extension-SubscriptionTopic';

const parType = Object.keys(TYPES_TENUS)
  .filter((type): type is TypeTenu => !SANS_SUJET.includes(type))
  .map((type): Sujet => ({
    url: `urn:cordee:sujet:${type}`,
    nom: `Changement${type}`,
    titre: `${type} : création, modification, suppression`,
    type,
    gestes: ['create', 'update', 'delete'],
  }));

/** Closed list of topics, shown by `$sujets` and by the CapabilityStatement. */
export const SUJETS: readonly Sujet[] = [
  {
    url: 'urn:cordee:sujet:statut-de-tache',
    nom: 'StatutDeTache',
    titre: 'Task : création, ou changement de statut',
    type: 'Task',
    gestes: ['create', 'update'],
    changementDe: 'status',
  },
  {
    url: 'urn:cordee:sujet:nouveau-document',
    nom: 'NouveauDocument',
    titre: 'DocumentReference : nouveau document',
    type: 'DocumentReference',
    gestes: ['create'],
  },
  ...parType,
];

const parUrl = new Map(SUJETS.map((sujet) => [sujet.url, sujet]));

/** The topic of a canonical, its version put aside: topics of this house have one version. */
export const sujetDe = (canonique: string): Sujet | undefined => parUrl.get(canonique.split('|', 1)[0] ?? '');

export const seRegarde = (type: string): boolean => Object.hasOwn(TYPES_TENUS, type) && !SANS_SUJET.includes(type);

/** A topic in R4, which has no SubscriptionTopic: a Basic that carries the R5 elements as extensions. */
export function versBasic(sujet: Sujet): Basic {
  return {
    resourceType: 'Basic',
    id: sujet.url.replace('urn:cordee:sujet:', ''),
    extension: [
      { url: `${R5}.url`, valueUri: sujet.url },
      { url: `${R5}.name`, valueString: sujet.nom },
      { url: `${R5}.title`, valueString: sujet.titre },
      {
        url: `${R5}.resourceTrigger`,
        extension: [
          { url: 'description', valueMarkdown: sujet.titre },
          { url: 'resource', valueUri: `http://hl7.org/fhir/StructureDefinition/${sujet.type}` },
          ...sujet.gestes.map((geste) => ({ url: 'supportedInteraction', valueCode: geste })),
        ],
      },
    ],
    modifierExtension: [{ url: `${R5}.status`, valueCode: 'active' }],
    code: { coding: [{ system: 'http://hl7.org/fhir/fhir-types', code: 'SubscriptionTopic' }] },
  };
}
