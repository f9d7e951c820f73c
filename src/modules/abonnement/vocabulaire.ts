const BACKPORT = 'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition';

/** Subscriptions R5 Backport 1.1 (R4): the extensions and profiles this room reads and writes. */
export const PROFIL_ABONNEMENT = `${BACKPORT}/backport-subscription`;
export const PROFIL_NOTIFICATION = `${BACKPORT}/backport-subscription-notification-r4`;
export const PROFIL_STATUT = `${BACKPORT}/backport-subscription-status-r4`;
export const EXT_FILTRE = `${BACKPORT}/backport-filter-criteria`;
export const EXT_CONTENU = `${BACKPORT}/backport-payload-content`;
export const EXT_BATTEMENT = `${BACKPORT}/backport-heartbeat-period`;
export const EXT_DELAI = `${BACKPORT}/backport-timeout`;
export const EXT_MAXIMUM = `${BACKPORT}/backport-max-count`;
export const EXT_CANAL = `${BACKPORT}/backport-channel-type`;
/** Where a CapabilityStatement lists the topics, on the Subscription resource. */
export const EXT_SUJET_SERVI = `${BACKPORT}/capabilitystatement-subscriptiontopic-canonical`;

/** Channel without an address: the subscriber keeps a stream open (`$flux`) instead of being called. */
export const CANAL_FLUX = { system: 'urn:cordee:canal', code: 'flux' } as const;

export const CONTENUS = ['empty', 'id-only', 'full-resource'] as const;
export type Contenu = (typeof CONTENUS)[number];
export const GESTES = ['create', 'update', 'delete'] as const;
export type Geste = (typeof GESTES)[number];
export type EtatAbonnement = 'demande' | 'actif' | 'panne' | 'eteint';

/** FHIR word of each state. */
export const STATUTS = {
  demande: 'requested',
  actif: 'active',
  panne: 'error',
  eteint: 'off',
} as const satisfies Record<EtatAbonnement, string>;

/** Bounds of one subscription and of one owner. [P] */
export const LIMITES = {
  parProprietaire: 20,
  filtres: 10,
  valeursParFiltre: 50,
  entetes: 10,
  tailleEntete: 1_000,
  delaiSecondes: { defaut: 10, max: 60 },
  parEnvoi: { defaut: 20, max: 100 },
  battementSecondes: { min: 60, max: 86_400 },
  /** Days an event stays replayable by `$events`. */
  conservationJours: 30,
  /** Open streams of one territory in one process. */
  flux: 50,
} as const;
