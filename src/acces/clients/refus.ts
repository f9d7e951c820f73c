import { Refus } from '#lib/refus.ts';

/** Error codes of OAuth 2.0 (RFC 6749 §4.1.2.1 and §5.2, RFC 7009) that this house answers. */
export type ErreurOAuth =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'invalid_scope'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'unsupported_response_type'
  | 'access_denied'
  | 'invalid_token';

/** A refusal at the doors of OAuth: the code a program reads, the sentence its developer reads. */
export class RefusOAuth extends Refus {
  readonly erreur: ErreurOAuth;

  constructor(erreur: ErreurOAuth, texte: string) {
    super(`oauth.${erreur}`, erreur === 'invalid_client' || erreur === 'invalid_token' ? 401 : 400, texte);
    this.erreur = erreur;
  }
}
