import type { Extension, Subscription } from '@medplum/fhirtypes';
import { refusFhir, type RefusFhir } from '#fhir/refus.ts';
import { lireAdresse } from '../envoi/adresse.ts';
import {
  CANAL_FLUX,
  CONTENUS,
  EXT_BATTEMENT,
  EXT_CANAL,
  EXT_CONTENU,
  EXT_DELAI,
  EXT_FILTRE,
  EXT_MAXIMUM,
  LIMITES,
  type Contenu,
} from '../vocabulaire.ts';
import { lireConditions } from './conditions.ts';
import type { Definition } from './definition.ts';
import { lireEntetes } from './entetes.ts';
import { seRegarde, sujetDe, type Sujet } from './sujets.ts';

export interface AbonnementLu {
  readonly definition: Definition;
  /** `Nom: valeur`, kept apart from the resource: they are secrets of the receiver. */
  readonly entetes: readonly string[];
  readonly finLe: Date | undefined;
}

/** The door a subscription came by: its address, and whether local receivers are admitted (trial). */
export interface PorteFhir {
  readonly base: string;
  readonly essai: boolean;
}

const refuser = (texte: string, ou: string, code = 'invalid'): RefusFhir => refusFhir(422, code, texte, ou);

/**
 * Reads a Subscription of the R5 Backport (topic and filters), or a plain R4 one (`Task?owner=…`). Throws `RefusFhir` 422 with
 * the sentence and the place of what cannot be kept.
 */
export function lireAbonnement(s: Subscription, porte: PorteFhir): AbonnementLu {
  return {
    definition: { ...lireObjet(s, porte), canal: lireCanal(s, porte.essai) },
    entetes: lireEntetes(s.channel.header ?? []),
    finLe: lireFin(s),
  };
}

export function lireFin(s: Subscription): Date | undefined {
  if (s.end === undefined) return undefined;
  const fin = new Date(s.end);
  if (Number.isNaN(fin.getTime())) throw refuser('La fin (end) ne se lit pas.', 'Subscription.end');
  return fin;
}

type Objet = Omit<Definition, 'canal'>;

function lireObjet(s: Subscription, { base }: PorteFhir): Objet {
  const filtres = extensionsDe(s, '_criteria', EXT_FILTRE).map((e) => e.valueString ?? '');
  const sujet = sujetDe(s.criteria);
  if (sujet !== undefined) return objetDuSujet(sujet, filtres, base);
  const { type, requete } = couper(s.criteria);
  if (type === undefined)
    throw refuser(
      `Le sujet « ${s.criteria.slice(0, 200)} » n’est pas servi. La liste est à /fhir/Subscription/$sujets.`,
      'Subscription.criteria',
      'not-supported',
    );
  if (!seRegarde(type)) throw refuser(`On ne s’abonne pas au type ${type}.`, 'Subscription.criteria', 'not-supported');
  if (filtres.length > 0)
    throw refuser(
      'Les filtres accompagnent un sujet ; ici la condition est déjà dans criteria.',
      'Subscription.criteria',
    );
  return { type, gestes: ['create', 'update'], filtres: requete === '' ? [] : verifies(type, [requete], base) };
}

function objetDuSujet(sujet: Sujet, filtres: readonly string[], base: string): Objet {
  if (filtres.length > LIMITES.filtres)
    throw refuser(`Un abonnement porte au plus ${LIMITES.filtres} filtres.`, 'Subscription.criteria');
  return {
    sujet: sujet.url,
    type: sujet.type,
    gestes: [...sujet.gestes],
    ...(sujet.changementDe === undefined ? {} : { changementDe: sujet.changementDe }),
    filtres: verifies(
      sujet.type,
      filtres.map((filtre) => {
        const { type, requete } = couper(filtre);
        if (type !== undefined && type !== sujet.type)
          throw refuser(
            `Le filtre « ${filtre.slice(0, 200)} » porte sur ${type} ; ce sujet regarde ${sujet.type}.`,
            'Subscription.criteria.extension',
          );
        return requete;
      }),
      base,
    ),
  };
}

function verifies(type: string, requetes: readonly string[], base: string): string[] {
  for (const requete of requetes) lireConditions(type, requete, base);
  return [...requetes];
}

/** `Task?owner=…`, `Task`, or `owner=…`: the type when the text names one, and the conditions. */
function couper(texte: string): { readonly type: string | undefined; readonly requete: string } {
  const [, type, requete] = /^([A-Z][A-Za-z]+)(?:\?(.*))?$/s.exec(texte) ?? [];
  return type === undefined ? { type, requete: texte } : { type, requete: requete ?? '' };
}

function lireCanal(s: Subscription, essai: boolean): Definition['canal'] {
  const { channel } = s;
  const perso = extensionsDe(channel, '_type', EXT_CANAL)[0]?.valueCoding;
  const flux = perso?.system === CANAL_FLUX.system && perso.code === CANAL_FLUX.code;
  if (perso !== undefined && !flux)
    throw refuser(
      `Le canal ${perso.system}|${perso.code} n’est pas servi.`,
      'Subscription.channel.type',
      'not-supported',
    );
  if (!flux && channel.type !== 'rest-hook')
    throw refuser(
      `Le canal ${channel.type} n’est pas servi : rest-hook (nous vous appelons), ou un flux que vous ouvrez (${CANAL_FLUX.system}|${CANAL_FLUX.code}).`,
      'Subscription.channel.type',
      'not-supported',
    );
  const battement = entier(channel, EXT_BATTEMENT, LIMITES.battementSecondes, undefined);
  return {
    genre: flux ? 'flux' : 'rappel',
    ...(flux ? {} : { adresse: lireEndpoint(channel.endpoint, essai) }),
    contenu: lireContenu(s),
    delaiSecondes: entier(channel, EXT_DELAI, { min: 1, ...LIMITES.delaiSecondes }, LIMITES.delaiSecondes.defaut) ?? 0,
    parEnvoi: entier(channel, EXT_MAXIMUM, { min: 1, ...LIMITES.parEnvoi }, LIMITES.parEnvoi.defaut) ?? 0,
    ...(battement === undefined || flux ? {} : { battementSecondes: battement }),
  };
}

export function lireEndpoint(endpoint: string | undefined, essai: boolean): string {
  const lue = lireAdresse(endpoint ?? '', essai);
  if ('refus' in lue) throw refuser(lue.refus, 'Subscription.channel.endpoint');
  return lue.url.href;
}

/** Without payload, only the fact that something happened is told. Only JSON is sent. */
function lireContenu(s: Subscription): Contenu {
  const { payload } = s.channel;
  if (payload === undefined) return 'empty';
  if (!/^application\/(fhir\+)?json$/.test(payload))
    throw refuser('Seul application/fhir+json est envoyé.', 'Subscription.channel.payload', 'not-supported');
  const demande = extensionsDe(s.channel, '_payload', EXT_CONTENU)[0]?.valueCode;
  if (demande === undefined) return 'full-resource';
  const contenu = CONTENUS.find((c) => c === demande);
  if (contenu === undefined)
    throw refuser(`Le contenu vaut ${CONTENUS.join(', ')}.`, 'Subscription.channel.payload.extension', 'value');
  return contenu;
}

function entier(
  channel: Subscription['channel'],
  url: string,
  bornes: { readonly min: number; readonly max: number },
  defaut: number | undefined,
): number | undefined {
  const trouvee = channel.extension?.find((e) => e.url === url);
  if (trouvee === undefined) return defaut;
  const valeur = trouvee.valueUnsignedInt ?? trouvee.valuePositiveInt;
  if (valeur === undefined || !Number.isInteger(valeur) || valeur < bornes.min || valeur > bornes.max)
    throw refuser(
      `« ${url.split('/').at(-1)} » va de ${bornes.min} à ${bornes.max}.`,
      'Subscription.channel.extension',
      'value',
    );
  return valeur;
}

/** Extensions of a primitive element live in its sister `_element`, which the FHIR types do not name. */
function extensionsDe(parent: object, cle: `_${string}`, url: string): readonly Extension[] {
  const soeur: unknown = Reflect.get(parent, cle);
  if (typeof soeur !== 'object' || soeur === null || !('extension' in soeur) || !Array.isArray(soeur.extension))
    return [];
  return (soeur.extension as readonly Extension[]).filter((e) => e.url === url);
}
