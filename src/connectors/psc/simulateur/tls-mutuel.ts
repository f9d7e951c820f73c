import { TLSSocket } from 'node:tls';
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider';

/** The certificate shown on this connection, when it is an encrypted one; the server asks for it, the engine judges it. */
function prise(ctx: KoaContextWithOIDC): TLSSocket | undefined {
  return ctx.req.socket instanceof TLSSocket ? ctx.req.socket : undefined;
}

/** The subject is compared whole, as it was registered; a certificate our authority did not sign, or that is over, is none. */
export const TLS_MUTUEL: NonNullable<NonNullable<Configuration['features']>['mTLS']> = {
  enabled: true,
  tlsClientAuth: true,
  getCertificate: (ctx) => prise(ctx)?.getPeerX509Certificate()?.toString(),
  certificateAuthorized: (ctx) => prise(ctx)?.authorized === true,
  certificateSubjectMatches: (ctx, propriete, attendu) =>
    propriete === 'tls_client_auth_subject_dn' && prise(ctx)?.getPeerX509Certificate()?.subject === attendu,
};
