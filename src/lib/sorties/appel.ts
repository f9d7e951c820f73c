import { request as requeteHttp, type ClientRequest, type RequestOptions } from 'node:http';
import { request as requeteHttps } from 'node:https';
import type { SecureContextOptions } from 'node:tls';
import type { Sorties } from './liste.ts';

/** What we show of ourselves and whom we believe, in PEM. */
export interface TlsDeSortie {
  readonly certificat?: string | undefined;
  readonly cle?: string | undefined;
  /** Authorities that may sign the service; those of the machine otherwise. */
  readonly autorites?: string | undefined;
}

/** The address is not in the list: nothing was sent, no name was resolved. Its message names no address. */
export class SortieRefusee extends Error {
  override readonly name = 'SortieRefusee';
  readonly code = 'SORTIE_REFUSEE';
  constructor() {
    super('Cette adresse n’est pas dans la liste des sorties de la maison (CORDEE_SORTIES).');
  }
}

/**
 * The only place where this process calls another by HTTP (`sorties.test.ts` walks the sources). Throws `SortieRefusee` before anything
 * is opened. Redirections are never followed: the address they give would not have been judged.
 */
export function ouvrirAppel(
  sorties: Sorties,
  adresse: URL,
  options: RequestOptions & Pick<SecureContextOptions, 'minVersion'>,
  tls: TlsDeSortie = {},
): ClientRequest {
  if (!sorties.permet(adresse)) throw new SortieRefusee();
  if (adresse.protocol !== 'https:') return requeteHttp(adresse, options);
  const secrets = { cert: tls.certificat, key: tls.cle, ca: tls.autorites };
  return requeteHttps(adresse, { minVersion: 'TLSv1.2', ...options, ...secrets });
}
