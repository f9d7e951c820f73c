import * as oidc from 'openid-client';
import type { ConfigurationPsc } from './fournisseur.ts';
import { refus } from './refus.ts';
import { TOLERANCE_HORLOGE_S } from './verifications.ts';

const VALIDITE_MS = 12 * 3600_000;

/** Addresses that ask for our certificate may be on a neighbour of the issuer (`mtls.exemple.fr` beside `auth.exemple.fr`) or on another of its ports. */
function estVoisine(adresse: string | undefined, issuer: URL): boolean {
  if (adresse === undefined || !URL.canParse(adresse)) return false;
  const { protocol, hostname } = new URL(adresse);
  const voisins = domaineDesVoisins(issuer);
  return (
    protocol === issuer.protocol &&
    (hostname === issuer.hostname || (voisins !== undefined && hostname.endsWith(`.${voisins}`)))
  );
}

/** Domain shared by the addresses of a service: its own name without the first word, when two are left at least. */
export function domaineDesVoisins({ hostname }: URL): string | undefined {
  const [, ...suite] = hostname.split('.');
  return suite.length >= 2 && suite.some((mot) => /[a-z]/.test(mot)) ? suite.join('.') : undefined;
}

/**
 * The library does not compare the issuer when the discovery path is given explicitly: it is done here, and the addresses
 * that receive codes and tokens must be on the issuer's host. Only the authorization page may live elsewhere.
 */
function verifierMetadonnees(m: oidc.ServerMetadata, issuer: string): void {
  if (m.issuer !== issuer) throw refus.decouverte_invalide();
  const { origin } = new URL(issuer);
  for (const adresse of [m.token_endpoint, m.userinfo_endpoint, m.jwks_uri, m.end_session_endpoint]) {
    if (adresse === undefined || !URL.canParse(adresse) || new URL(adresse).origin !== origin)
      throw refus.decouverte_invalide();
  }
  for (const adresse of Object.values(m.mtls_endpoint_aliases ?? {}))
    if (!estVoisine(typeof adresse === 'string' ? adresse : undefined, new URL(issuer)))
      throw refus.decouverte_invalide();
  const telephone = m.backchannel_authentication_endpoint;
  if (telephone !== undefined && (!URL.canParse(telephone) || new URL(telephone).origin !== origin))
    throw refus.decouverte_invalide();
  if (m.authorization_endpoint === undefined || !URL.canParse(m.authorization_endpoint))
    throw refus.decouverte_invalide();
  if (new URL(m.authorization_endpoint).protocol !== new URL(issuer).protocol) throw refus.decouverte_invalide();
}

function clientDe(psc: ConfigurationPsc): Partial<oidc.ClientMetadata> {
  return {
    id_token_signed_response_alg: psc.algorithme ?? 'RS256',
    use_mtls_endpoint_aliases: psc.secret === undefined,
    [oidc.clockTolerance]: TOLERANCE_HORLOGE_S,
  };
}

async function decouvrir(psc: ConfigurationPsc): Promise<oidc.Configuration> {
  const chiffree = [psc.decouverte.protocol, new URL(psc.issuer).protocol].every((p) => p === 'https:');
  if (!chiffree && psc.environnement !== 'essai') throw refus.decouverte_invalide();
  const extensions = [oidc.enableNonRepudiationChecks];
  if (psc.environnement === 'essai') extensions.push(oidc.allowInsecureRequests);
  const authentification = psc.secret === undefined ? oidc.TlsClientAuth() : oidc.ClientSecretPost(psc.secret);
  const timeout = psc.delaiSecondes ?? 10;
  const lue = await oidc.discovery(psc.decouverte, psc.clientId, clientDe(psc), authentification, {
    execute: extensions,
    timeout,
    [oidc.customFetch]: psc.requete,
  });
  const metadonnees: oidc.ServerMetadata = lue.serverMetadata();
  verifierMetadonnees(metadonnees, psc.issuer);
  // Whatever the document announces, only our algorithm is accepted for a signed userinfo.
  const restreintes = { ...metadonnees, userinfo_signing_alg_values_supported: [psc.algorithme ?? 'RS256'] };
  const config = new oidc.Configuration(restreintes, psc.clientId, clientDe(psc), authentification);
  config.timeout = timeout;
  config[oidc.customFetch] = psc.requete;
  for (const etendre of extensions) etendre(config);
  return config;
}

/** Discovery read once, kept twelve hours, retried at the next call after a failure. */
export function creerDecouverte(psc: ConfigurationPsc): () => Promise<oidc.Configuration> {
  let gardee: { readonly config: Promise<oidc.Configuration>; readonly finMs: number } | undefined;
  return async () => {
    const maintenant = psc.horloge.maintenant().getTime();
    if (gardee === undefined || gardee.finMs <= maintenant) {
      gardee = { config: decouvrir(psc), finMs: maintenant + VALIDITE_MS };
    }
    const courante = gardee;
    try {
      return await courante.config;
    } catch (erreur) {
      if (gardee === courante) gardee = undefined;
      throw erreur;
    }
  };
}
