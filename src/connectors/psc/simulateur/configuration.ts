import { randomBytes } from 'node:crypto';
import type { JsonWebKey } from 'node:crypto';
import type { ClientMetadata, Configuration, KoaContextWithOIDC } from 'oidc-provider';
import { creerMemoire } from './memoire.ts';
import { TLS_MUTUEL } from './tls-mutuel.ts';
import { pageMessage } from './pages.ts';
import type { PanneDeJeton } from './pannes.ts';
import { estPanne } from './pannes.ts';
import { CLAIMS_SCOPE_ALL, claimsDe, identifiantNational, sujetDe } from './persona.ts';
import type { Journal } from '#lib/journal.ts';
import type { Persona } from './persona.ts';
import type { Telephones } from './telephones.ts';

/** An application allowed to ask the simulator for a sign-in. Addresses are compared exactly, as the real service does. */
export interface ClientSimulateur {
  readonly clientId: string;
  /** Absent when the client shows a certificate: see `sujetDuCertificat`. */
  readonly secret?: string;
  /** Mutual TLS: subject of the certificate it must show (`CN=cordee`); the server that mounts the simulator asks for it. */
  readonly sujetDuCertificat?: string;
  readonly redirectUris: readonly string[];
  readonly retoursDeconnexion: readonly string[];
  /** Userinfo as a signed JWT instead of JSON: the real service may answer either way. */
  readonly userinfoSigne?: boolean;
  /** Where this application wants to be told, server to server, that a session closed here. */
  readonly avisDeDeconnexion?: string;
}

export type CleSignature = JsonWebKey & { readonly kid: string };

export const ROUTES = {
  authorization: '/auth',
  token: '/protocol/openid-connect/token',
  userinfo: '/protocol/openid-connect/userinfo',
  jwks: '/protocol/openid-connect/certs',
  backchannel_authentication: '/protocol/openid-connect/ext/ciba/auth',
} as const;

export const ROUTE_DECONNEXION = '/protocol/openid-connect/logout';
export const COOKIE_SESSION = 'psc_simulateur';

/** Short lives, in seconds: the real service also counts in minutes. */
const DUREES = {
  BackchannelAuthenticationRequest: 120,
  AccessToken: 300,
  AuthorizationCode: 60,
  IdToken: 300,
  Interaction: 1800,
  Session: 3600,
  Grant: 3600,
};

/** `style-src` alone: the pages have no script. Forms may post here, then be redirected to the applications. */
export function politiqueDeContenu(clients: readonly ClientSimulateur[]): string {
  const origines = new Set(
    clients.flatMap((c) => [...c.redirectUris, ...c.retoursDeconnexion]).map((u) => new URL(u).origin),
  );
  const formulaires = ["'self'", ...origines].join(' ');
  return `default-src 'none'; style-src 'self'; form-action ${formulaires}; base-uri 'none'; frame-ancestors 'none'`;
}

function authentification({ secret, sujetDuCertificat }: ClientSimulateur): Partial<ClientMetadata> {
  if (sujetDuCertificat !== undefined)
    return { token_endpoint_auth_method: 'tls_client_auth', tls_client_auth_subject_dn: sujetDuCertificat };
  return {
    token_endpoint_auth_method: 'client_secret_post',
    ...(secret === undefined ? {} : { client_secret: secret }),
  };
}

function metadonnees(client: ClientSimulateur): ClientMetadata {
  return {
    client_id: client.clientId,
    redirect_uris: [...client.redirectUris],
    response_types: ['code'],
    grant_types: ['authorization_code', 'urn:openid:params:grant-type:ciba'],
    backchannel_token_delivery_mode: 'poll',
    ...authentification(client),
    require_auth_time: true,
    ...(client.avisDeDeconnexion === undefined
      ? {}
      : { backchannel_logout_uri: client.avisDeDeconnexion, backchannel_logout_session_required: true }),
    ...(client.userinfoSigne === true ? { userinfo_signed_response_alg: 'RS256' } : {}),
  };
}

export interface Contexte {
  readonly issuer: string;
  readonly racine: string;
  readonly personas: readonly Persona[];
  readonly clients: readonly ClientSimulateur[];
  readonly cle: CleSignature;
  /** Fault chosen for one grant, consumed when its token is issued. */
  readonly pannes: Map<string, PanneDeJeton>;
  /** What waits on the phones of the personas. */
  readonly telephones: Telephones;
  readonly journal: Journal;
}

/** Consent is skipped as on the real service: clicking on the person is the consent. */
async function accorder(
  contexte: Contexte,
  ctx: KoaContextWithOIDC,
): Promise<InstanceType<typeof ctx.oidc.provider.Grant>> {
  const { oidc } = ctx;
  const accord = new oidc.provider.Grant({
    ...(oidc.client === undefined ? {} : { clientId: oidc.client.clientId }),
    ...(oidc.session?.accountId === undefined ? {} : { accountId: oidc.session.accountId }),
  });
  accord.addOIDCScope('openid scope_all');
  const id = await accord.save();
  const panne = oidc.result?.['panne'];
  if (typeof panne === 'string' && estPanne(panne) && panne !== 'refus_utilisateur') contexte.pannes.set(id, panne);
  return accord;
}

function trouverCompte(personas: readonly Persona[], sujet: string) {
  const persona = personas.find((p) => sujetDe(p) === sujet);
  return persona === undefined ? undefined : { accountId: sujet, claims: () => claimsDe(persona) };
}

/** Every default that prints a notice on the console is replaced here. */
export function configurationOidc(contexte: Contexte): Configuration {
  const { issuer, racine, personas, clients, cle } = contexte;
  const csp = politiqueDeContenu(clients);
  const parCertificat = clients.some((c) => c.sujetDuCertificat !== undefined);
  return {
    clientAuthMethods: parCertificat ? ['tls_client_auth'] : ['client_secret_post'],
    adapter: creerMemoire(),
    clients: clients.map(metadonnees),
    jwks: { keys: [{ ...cle, alg: 'RS256', use: 'sig' }] },
    acrValues: ['eidas1'],
    scopes: ['openid', 'scope_all'],
    claims: { openid: ['sub'], scope_all: CLAIMS_SCOPE_ALL },
    responseTypes: ['code'],
    subjectTypes: ['public'],
    routes: ROUTES,
    ttl: DUREES,
    discovery: { end_session_endpoint: `${issuer}${ROUTE_DECONNEXION}` },
    clientBasedCORS: () => false,
    cookies: {
      keys: [randomBytes(32).toString('hex')],
      names: { session: COOKIE_SESSION, interaction: `${COOKIE_SESSION}_choix`, resume: `${COOKIE_SESSION}_reprise` },
      long: { httpOnly: true, sameSite: 'lax', signed: true, path: racine === '' ? '/' : racine },
      short: { httpOnly: true, sameSite: 'lax', signed: true },
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      backchannelLogout: { enabled: true },
      jwtUserinfo: { enabled: true },
      ...(parCertificat ? { mTLS: TLS_MUTUEL } : {}),
      ciba: {
        enabled: true,
        deliveryModes: ['poll'],
        processLoginHint: (_ctx, indice) =>
          Promise.resolve(personas.find((p) => identifiantNational(p) === indice)).then((p) => p && sujetDe(p)),
        validateBindingMessage: () => Promise.resolve(),
        validateRequestContext: () => Promise.resolve(),
        verifyUserCode: () => Promise.resolve(),
        triggerAuthenticationDevice: (_ctx, requete, compte) => {
          const message = requete.params?.['binding_message'];
          contexte.telephones.poser(requete.jti, compte.accountId, typeof message === 'string' ? message : '');
          return Promise.resolve();
        },
      },
    },
    findAccount: (_ctx, sujet) => trouverCompte(personas, sujet),
    loadExistingGrant: (ctx) => accorder(contexte, ctx),
    interactions: { url: (_ctx, interaction) => `${racine}/interaction/${interaction.uid}` },
    pkce: { required: () => true },
    renderError: (ctx, sortie) => {
      ctx.type = 'html';
      ctx.set('content-security-policy', csp);
      ctx.body = pageMessage(
        racine,
        'La connexion n’a pas pu commencer',
        'La demande reçue n’est pas acceptée. Revenez dans l’application et cliquez de nouveau sur « Se connecter ».',
        sortie.error,
      );
    },
  };
}
