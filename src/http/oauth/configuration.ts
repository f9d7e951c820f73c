import { SIGNATURES_ACCEPTEES } from '#acces/clients/cles.ts';
import { CONTEXTES } from '#acces/clients/permissions.ts';
import type { Maison } from '../contexte.ts';
import { adresseDesJetons } from './guichet.ts';

/** Addresses a client needs; the CapabilityStatement says them too (`oauth-uris`). */
function adressesOAuth(maison: Maison) {
  return {
    authorize: `${maison.origine}/oauth/authorize`,
    token: adresseDesJetons(maison),
    introspect: `${maison.origine}/oauth/introspect`,
    revoke: `${maison.origine}/oauth/revoke`,
  };
}

/**
 * `/fhir/.well-known/smart-configuration` (SMART App Launch 2.2): only what is really done. No identity token is signed here,
 * so `sso-openid-connect` is not announced; who the person is comes with the access token (`fhirUser`).
 */
export function configurationSmart(maison: Maison) {
  const adresses = adressesOAuth(maison);
  return {
    authorization_endpoint: adresses.authorize,
    token_endpoint: adresses.token,
    introspection_endpoint: adresses.introspect,
    revocation_endpoint: adresses.revoke,
    grant_types_supported: ['authorization_code', 'client_credentials', 'refresh_token'],
    response_types_supported: ['code'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['private_key_jwt', 'none'],
    token_endpoint_auth_signing_alg_values_supported: SIGNATURES_ACCEPTEES,
    scopes_supported: [
      ...CONTEXTES.filter((contexte) => contexte !== 'openid'),
      'system/*.cruds',
      'user/*.cruds',
      'patient/*.cruds',
    ],
    capabilities: [
      'launch-ehr',
      'launch-standalone',
      'client-public',
      'client-confidential-asymmetric',
      'context-ehr-patient',
      'context-standalone-patient',
      'context-banner',
      'permission-offline',
      'permission-online',
      'permission-patient',
      'permission-user',
      'permission-v1',
      'permission-v2',
    ],
  };
}
