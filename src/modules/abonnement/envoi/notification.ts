import type { Sceau } from '#fhir/identite/index.ts';
import type { Parameters, ParametersParameter } from '@medplum/fhirtypes';
import {
  PROFIL_NOTIFICATION,
  PROFIL_STATUT,
  STATUTS,
  type Contenu,
  type EtatAbonnement,
  type Geste,
} from '../vocabulaire.ts';

export type GenreNotification = 'handshake' | 'heartbeat' | 'event-notification' | 'query-status' | 'query-event';

/** One change told: its number in this subscription, and the stored JSON of the version when content may be shown. */
export interface EvenementDit {
  readonly numero: number;
  readonly type: string;
  readonly id: string;
  readonly version: number;
  readonly geste: Geste;
  readonly le: Date;
  readonly texte: string | undefined;
}

export interface Annonce {
  readonly abonnement: string;
  readonly etat: EtatAbonnement;
  readonly sujet: string | undefined;
  readonly genre: GenreNotification;
  /** Number of the last event, told or not. */
  readonly dernier: number;
  readonly contenu: Contenu;
  readonly evenements: readonly EvenementDit[];
  /** Sentence of the current failure, shown as `error`. */
  readonly erreur?: string | undefined;
}

export interface Cadre {
  /** Address of the FHIR door, without a final slash. */
  readonly base: string;
  readonly maintenant: Date;
  /** Opens the matricule of a qualified person in an order that must name her; without it none leaves. */
  readonly sceau?: Sceau | undefined;
  readonly nouvelId: () => string;
}

/** SubscriptionStatus in R4: a Parameters. `empty` says neither the topic nor the focus. */
export function statut(annonce: Annonce, cadre: Cadre): Parameters & { readonly id: string } {
  const parametres: ParametersParameter[] = [
    { name: 'subscription', valueReference: { reference: `${cadre.base}/Subscription/${annonce.abonnement}` } },
    ...(annonce.sujet === undefined || annonce.contenu === 'empty'
      ? []
      : [{ name: 'topic', valueCanonical: annonce.sujet }]),
    { name: 'status', valueCode: STATUTS[annonce.etat] },
    { name: 'type', valueCode: annonce.genre },
    { name: 'events-since-subscription-start', valueString: String(annonce.dernier) },
    ...annonce.evenements.map((e) => evenement(e, annonce.contenu, cadre.base)),
    ...(annonce.erreur === undefined ? [] : [{ name: 'error', valueCodeableConcept: { text: annonce.erreur } }]),
  ];
  return {
    resourceType: 'Parameters',
    id: cadre.nouvelId(),
    meta: { profile: [PROFIL_STATUT] },
    parameter: parametres,
  };
}

function evenement(e: EvenementDit, contenu: Contenu, base: string): ParametersParameter {
  return {
    name: 'notification-event',
    part: [
      { name: 'event-number', valueString: String(e.numero) },
      { name: 'timestamp', valueInstant: e.le.toISOString() },
      ...(contenu === 'empty' ? [] : [{ name: 'focus', valueReference: { reference: `${base}/${e.type}/${e.id}` } }]),
    ],
  };
}

/**
 * The notification, as JSON text: a `history` Bundle, status first, then what each event carries. Stored texts are spliced
 * in as they are.
 */
export function paquet(annonce: Annonce, cadre: Cadre): string {
  const etat = statut(annonce, cadre);
  const premiere = JSON.stringify({
    fullUrl: `urn:uuid:${etat.id}`,
    resource: etat,
    request: { method: 'GET', url: `Subscription/${annonce.abonnement}/$status` },
    response: { status: '200' },
  });
  const autres =
    annonce.contenu === 'full-resource' ? annonce.evenements.map((e) => entree(e, cadre.base)) : ([] as string[]);
  const tete = JSON.stringify({
    resourceType: 'Bundle',
    id: cadre.nouvelId(),
    meta: { profile: [PROFIL_NOTIFICATION] },
    type: 'history',
    timestamp: cadre.maintenant.toISOString(),
  });
  return `${tete.slice(0, -1)},"entry":[${[premiere, ...autres].join(',')}]}`;
}

const GESTES_HTTP = {
  create: { method: 'POST', status: '201' },
  update: { method: 'PUT', status: '200' },
  delete: { method: 'DELETE', status: '204' },
} as const satisfies Record<Geste, { method: string; status: string }>;

function entree(e: EvenementDit, base: string): string {
  const { method, status } = GESTES_HTTP[e.geste];
  const adresse = `${e.type}/${e.id}`;
  const suite = JSON.stringify({
    fullUrl: `${base}/${adresse}`,
    request: { method, url: e.geste === 'create' ? e.type : adresse },
    response: { status, etag: `W/"${e.version}"`, lastModified: e.le.toISOString() },
  });
  return e.texte === undefined || e.geste === 'delete' ? suite : `${suite.slice(0, -1)},"resource":${e.texte}}`;
}
