import type { Extension, Identifier, Resource, Subscription } from '@medplum/fhirtypes';
import { refusFhir, type RefusFhir } from '#fhir/refus.ts';
import {
  CODES_NDE,
  EXT_ABONNE,
  EXT_DEBUT,
  EXT_DECLARANT,
  EXT_EVENEMENT,
  EXT_PERSONNE,
  PROFIL_ABONNEMENT_NDE,
} from '../vocabulaire-nde.ts';
import type { AbonnementNde, Definition } from './definition.ts';
import { lireEntetes } from './entetes.ts';
import { lireEndpoint, lireFin, type AbonnementLu, type PorteFhir } from './lecture.ts';
import { LIMITES } from '../vocabulaire.ts';

/** Somebody named in the subscription: a reference of this house, or identifiers to look for. */
export interface Designation {
  readonly type: string;
  readonly reference: string | undefined;
  readonly identifiants: readonly { readonly system: string; readonly value: string }[];
}

export interface AbonnementNdeLu extends Omit<AbonnementLu, 'definition'> {
  readonly evenement: AbonnementNde['evenement'];
  readonly personne: Designation;
  readonly declarant: Designation;
  readonly abonne: Resource;
  readonly debutLe: Date;
  readonly canal: Definition['canal'];
}

const refuser = (texte: string, ou = 'Subscription.extension'): RefusFhir => refusFhir(422, 'invalid', texte, ou);

export const estNde = (s: Subscription): boolean =>
  s.meta?.profile?.some((p) => p.split('|', 1)[0] === PROFIL_ABONNEMENT_NDE) === true ||
  s.criteria.startsWith('CommunicationRequest?');

/**
 * Reads a subscription of the national « Notification d’évènements » (flow 1): one person, one kind of event, one declarant, from
 * a date. Throws `RefusFhir` 422. Source: nde-subscription 3.0.0.
 */
export function lireAbonnementNde(s: Subscription, porte: PorteFhir): AbonnementNdeLu {
  const evenement = lireEvenement(s);
  if (s.channel.type !== 'rest-hook')
    throw refuser(
      'Pour une notification d’évènements, seul le canal rest-hook est servi : donnez l’adresse web du logiciel abonné.',
      'Subscription.channel.type',
    );
  const debut = new Date(extension(s, EXT_DEBUT, 'start').valueDateTime ?? '');
  if (Number.isNaN(debut.getTime())) throw refuser('Le début (start) ne se lit pas.');
  const abonne = contenue(s, extension(s, EXT_ABONNE, 'subscriber'));
  if (abonne === undefined) throw refuser('L’abonné (subscriber) désigne une ressource contenue dans l’abonnement.');
  return {
    evenement,
    personne: designation(s, extension(s, EXT_PERSONNE, 'subject'), ['Patient']),
    declarant: designation(s, extension(s, EXT_DECLARANT, 'declarant'), ['Organization', 'Practitioner']),
    abonne,
    debutLe: debut,
    finLe: lireFin(s),
    entetes: lireEntetes(s.channel.header ?? []),
    canal: {
      genre: 'rappel',
      adresse: lireEndpoint(s.channel.endpoint, porte.essai),
      contenu: 'full-resource',
      delaiSecondes: LIMITES.delaiSecondes.defaut,
      parEnvoi: 1,
    },
  };
}

/** The criteria and the extension say the same thing twice: they must agree. */
function lireEvenement(s: Subscription): AbonnementNde['evenement'] {
  const codes = extension(s, EXT_EVENEMENT, 'event-type').valueCodeableConcept?.coding ?? [];
  const code = codes.find((c) => c.system === CODES_NDE.system)?.code;
  if (code === undefined || !estEvenement(code))
    throw refuser(`Le type d’évènement (event-type) vaut ${Object.keys(CODES_NDE.libelles).join(', ')}.`);
  const [, dansCriteria] = /^CommunicationRequest\?event-type=(?:[^|&]*\|)?([A-Z]+)$/.exec(s.criteria) ?? [];
  if (dansCriteria !== code)
    throw refuser(`criteria doit être « CommunicationRequest?event-type=${code} ».`, 'Subscription.criteria');
  return code;
}

const estEvenement = (code: string): code is AbonnementNde['evenement'] => Object.hasOwn(CODES_NDE.libelles, code);

function extension(s: Subscription, url: string, nom: string): Extension {
  const trouvees = (s.extension ?? []).filter((e) => e.url === url);
  const [seule] = trouvees;
  if (seule === undefined || trouvees.length > 1) throw refuser(`L’extension ${nom} est attendue une fois.`);
  return seule;
}

function contenue(s: Subscription, { valueReference }: Extension): Resource | undefined {
  const id = /^#(.+)$/.exec(valueReference?.reference ?? '')?.[1];
  return id === undefined ? undefined : s.contained?.find((c) => c.id === id);
}

function designation(s: Subscription, e: Extension, types: readonly string[]): Designation {
  const interne = contenue(s, e);
  const reference = e.valueReference?.reference;
  const type = interne?.resourceType ?? e.valueReference?.type ?? reference?.split('/')[0];
  if (type === undefined || !types.includes(type))
    throw refuser(`« ${e.url.split('/').at(-1)} » désigne ${types.join(' ou ')}.`);
  const identifiants = [identifiantsDe(interne), e.valueReference?.identifier ?? []].flat();
  return {
    type,
    reference: interne === undefined && reference?.startsWith(`${type}/`) === true ? reference : undefined,
    identifiants: identifiants.flatMap(({ system, value }) =>
      system === undefined || value === undefined ? [] : [{ system, value }],
    ),
  };
}

function identifiantsDe(ressource: Resource | undefined): readonly Identifier[] {
  return ressource !== undefined && 'identifier' in ressource && Array.isArray(ressource.identifier)
    ? ressource.identifier
    : [];
}
