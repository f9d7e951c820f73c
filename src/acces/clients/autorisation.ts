import type { Client } from './modele.ts';
import { ecrireUne, enTrop, lirePermissions, type PermissionsLues } from './permissions.ts';
import { RefusOAuth } from './refus.ts';

/** What an application asks a person to accept, once judged. */
export interface DemandeDAutorisation {
  readonly etat: string;
  /** S256 challenge of PKCE. */
  readonly defi: string;
  readonly demandees: PermissionsLues;
  /** Secret of the launch Cordée opened (`launch=`). */
  readonly lancement: string | undefined;
}

/** One value of a parameter. Said twice: refused, so that nobody reads another one than we do (RFC 6749 §3.1). */
export function unSeul(parametres: URLSearchParams, nom: string): string | undefined {
  const valeurs = parametres.getAll(nom);
  if (valeurs.length > 1) throw new RefusOAuth('invalid_request', `Le paramètre ${nom} est donné plusieurs fois.`);
  return valeurs[0] === '' ? undefined : valeurs[0];
}

function exiger(parametres: URLSearchParams, nom: string): string {
  const valeur = unSeul(parametres, nom);
  if (valeur === undefined) throw new RefusOAuth('invalid_request', `Le paramètre ${nom} manque.`);
  return valeur;
}

/** Where the browser may be sent back: exactly one of the registered addresses, otherwise nowhere. */
export function retourPermis(client: Client, demande: string | undefined): string | undefined {
  return client.genre === 'application' ? client.retours.find((retour) => retour === demande) : undefined;
}

/**
 * Judges the rest of an authorization request, whose refusal may go back to the application (SMART App Launch 2.2): code flow
 * only, state, PKCE S256, our own FHIR address as audience, and no permission beyond its registration. Throws `RefusOAuth`.
 */
export function lireDemandeDAutorisation(
  parametres: URLSearchParams,
  client: Client,
  adresseFhir: string,
): DemandeDAutorisation {
  if (exiger(parametres, 'response_type') !== 'code')
    throw new RefusOAuth('unsupported_response_type', 'Ce serveur ne donne que des codes : response_type=code.');
  const etat = exiger(parametres, 'state');
  if (etat.length > 1000) throw new RefusOAuth('invalid_request', 'Le paramètre state dépasse 1000 caractères.');
  const defi = exiger(parametres, 'code_challenge');
  if (unSeul(parametres, 'code_challenge_method') !== 'S256' || !/^[A-Za-z0-9_-]{43}$/.test(defi))
    throw new RefusOAuth('invalid_request', 'La preuve PKCE est demandée par S256 : code_challenge_method=S256.');
  const aud = exiger(parametres, 'aud').replace(/\/$/, '');
  if (aud !== adresseFhir)
    throw new RefusOAuth('invalid_request', `Cette demande est pour un autre serveur : aud doit être ${adresseFhir}.`);
  const demandees = lireDemandees(exiger(parametres, 'scope'), client);
  const lancement = unSeul(parametres, 'launch');
  if ((lancement !== undefined) !== demandees.contextes.includes('launch'))
    throw new RefusOAuth(
      'invalid_request',
      'La permission launch et le paramètre launch vont ensemble : l’un des deux manque.',
    );
  return { etat, defi, demandees, lancement };
}

function lireDemandees(scope: string, client: Client): PermissionsLues {
  // Scopes of identity that other servers know are heard and not given, as RFC 6749 §3.3 allows; the answer says what is.
  const connus = scope.split(' ').filter((mot) => mot !== 'profile' && mot !== 'email' && mot !== 'openid');
  const { permissions, contextes } = demanderPermissions(connus.join(' '), client.permises);
  if (permissions.length === 0)
    throw new RefusOAuth('invalid_scope', 'Demandez au moins une permission, par exemple patient/Patient.rs.');
  const durable = contextes.find((c) => c === 'offline_access' && !client.permises.contextes.includes(c));
  if (durable !== undefined)
    throw new RefusOAuth('invalid_scope', `Cette application n’a pas la permission ${durable}.`);
  return { permissions, contextes };
}

/** What is asked, when all of it was granted at registration. Throws `invalid_scope` and names what is too much. */
export function demanderPermissions(scope: string, permises: PermissionsLues): PermissionsLues {
  const lecture = lirePermissions(scope);
  if ('illisible' in lecture) throw new RefusOAuth('invalid_scope', lecture.illisible);
  const trop = enTrop(lecture.lues.permissions, permises.permissions);
  if (trop.length > 0)
    throw new RefusOAuth(
      'invalid_scope',
      `Ce logiciel n’a pas été inscrit avec : ${trop.map(ecrireUne).join(' ')}. Retirez-le de scope, ou demandez-le à l’opérateur.`,
    );
  return lecture.lues;
}

/** The application looks at one person: it asked for it, or its permissions are about one. */
export const porteSurUnePersonne = ({ permissions, contextes }: PermissionsLues): boolean =>
  contextes.includes('launch/patient') || permissions.some((p) => p.niveau === 'patient');
