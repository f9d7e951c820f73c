import { supplementsInstalles } from '#fhir/index/index.ts';
import { parametresServis } from '#fhir/recherche/index.ts';
import { TYPES_TENUS } from '#fhir/types-tenus.ts';
import { EXT_SUJET_SERVI, SUJETS } from '#modules/abonnement/index.ts';
import type { Porte } from '../contexte.ts';
import type { Reponse } from '../demande.ts';
import { TYPE_DU_JOURNAL } from './journal.ts';

const textes = new WeakMap<Porte, string>();

/** `GET metadata`: what is really served, from the same tables that serve it. Written once per start. */
export function capacites(porte: Porte): Reponse {
  let texte = textes.get(porte);
  if (texte === undefined) textes.set(porte, (texte = JSON.stringify(declaration(porte))));
  return { statut: 200, texte };
}

const INTERACTIONS = [
  'read',
  'vread',
  'update',
  'patch',
  'delete',
  'history-instance',
  'history-type',
  'create',
  'search-type',
];

function declaration(porte: Porte) {
  const { maison, base } = porte;
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: '2026-11-28',
    publisher: 'Cordée',
    kind: 'instance',
    software: { name: 'Cordée', version: maison.version },
    implementation: { description: 'Cordée, coordination d’un territoire de santé', url: base },
    fhirVersion: '4.0.1',
    format: ['application/fhir+json', 'application/fhir+xml'],
    patchFormat: ['application/json-patch+json', 'application/fhir+json', 'application/fhir+xml'],
    rest: [
      {
        mode: 'server',
        documentation:
          'Les ressources qu’une salle de Cordée tient ne changent que par ses actions ; un logiciel raccordé écrit les autres selon ses permissions. Un paramètre inconnu est refusé, sauf Prefer: handling=lenient.' +
          nonServis(),
        security: securite(maison.origine),
        resource: [
          ...Object.keys(TYPES_TENUS).map((type) => ressource(porte, type)),
          ...['ValueSet', 'CodeSystem'].map((type) => ({ type, operation: operationsDe(porte, 'type', type) })),
          journal(),
        ],
        interaction: ['transaction', 'batch', 'search-system', 'history-system'].map((code) => ({ code })),
        searchParam: COMMUNS,
        operation: operationsDe(porte, 'systeme'),
        compartment: ['http://hl7.org/fhir/CompartmentDefinition/patient'],
      },
    ],
  };
}

/** Search parameters of the packages that are not served, each with its reason. */
function nonServis(): string {
  const { refuses } = supplementsInstalles();
  return refuses.length === 0
    ? ''
    : ` Paramètres de recherche des paquets qui ne sont pas servis : ${refuses.map(({ code, url, pourquoi }) => `${code} (${url}) : ${pourquoi}`).join(' ; ')}.`;
}

const COMMUNS = [
  {
    name: '_filter',
    type: 'special',
    documentation:
      'and, or, not, parenthèses ; eq ne co sw ew gt lt ge le sa eb ap in ni ss sb re pr ; chaînes. 30 conditions au plus.',
  },
  {
    name: '_list',
    type: 'special',
    documentation: 'Identifiant d’une ressource List. Les listes $current-… ne sont pas tenues.',
  },
  {
    name: '_text',
    type: 'string',
    documentation:
      'Mots entiers du texte lisible (Narrative), avec une personne, un identifiant, une référence ou _id.',
  },
  {
    name: '_content',
    type: 'string',
    documentation: 'Mots entiers de tous les textes, avec une personne, un identifiant, une référence ou _id.',
  },
];

function ressource(porte: Porte, type: string) {
  const parametres = parametresServis(type, porte.catalogue);
  const inclusions = parametres.filter((p) => p.type === 'reference').map((p) => `${type}:${p.code}`);
  const operations = operationsDe(porte, 'type', type);
  return {
    ...(type === 'Subscription'
      ? { extension: SUJETS.map(({ url }) => ({ url: EXT_SUJET_SERVI, valueCanonical: url })) }
      : {}),
    type,
    interaction: INTERACTIONS.map((code) => ({ code })),
    versioning: 'versioned-update',
    readHistory: true,
    updateCreate: true,
    conditionalCreate: true,
    conditionalRead: 'full-support',
    conditionalUpdate: true,
    conditionalDelete: 'single',
    referencePolicy: ['literal', 'logical', 'local'],
    searchInclude: inclusions.length === 0 ? ['*'] : inclusions,
    searchParam: parametres.map(({ code, type: genre, definition, modificateurs }) => ({
      name: code,
      definition,
      type: genre,
      ...(modificateurs.length === 0 ? {} : { documentation: `Modificateurs : ${modificateurs.join(', ')}.` }),
    })),
    ...(operations.length === 0 ? {} : { operation: operations }),
  };
}

/** Traces, written in FHIR on demand: never written from outside. */
function journal() {
  const parametre = (name: string, type: string) => ({ name, type });
  return {
    type: TYPE_DU_JOURNAL,
    documentation: 'Les traces des accès, pour qui a le droit de les contrôler.',
    interaction: [{ code: 'read' }, { code: 'search-type' }],
    searchParam: [
      parametre('patient', 'reference'),
      parametre('entity', 'reference'),
      parametre('agent', 'reference'),
      parametre('altid', 'token'),
      parametre('outcome', 'token'),
      parametre('date', 'date'),
      parametre('_id', 'token'),
    ],
  };
}

function operationsDe({ operations }: Porte, niveau: 'systeme' | 'type', type?: string) {
  const servies = operations.filter(
    (o) =>
      o.definition !== undefined &&
      (niveau === 'systeme' ? o.niveau === 'systeme' : o.niveau !== 'systeme' && o.types.includes(type ?? '')),
  );
  const noms = new Map(servies.map((o) => [o.nom, { name: o.nom.slice(1), definition: o.definition }]));
  return [...noms.values()];
}

function securite(origine: string) {
  return {
    cors: false,
    service: [
      {
        coding: [
          {
            system: 'http://terminology.hl7.org/CodeSystem/restful-security-service',
            code: 'SMART-on-FHIR',
          },
        ],
      },
    ],
    extension: [
      {
        url: 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris',
        extension: [
          { url: 'token', valueUri: `${origine}/oauth/token` },
          { url: 'authorize', valueUri: `${origine}/oauth/authorize` },
        ],
      },
    ],
  };
}
