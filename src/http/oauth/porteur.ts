import type { Context, MiddlewareHandler } from 'hono';
import { Refus } from '#lib/refus.ts';
import type { Env, Maison } from '../contexte.ts';
import { lireEntete } from '../entete.ts';
import { identifier, refuserAutresSites } from '../securite.ts';

const TEXTE =
  'Le jeton présenté n’est plus valable : il a expiré, il a été retiré, ou il n’est pas d’ici. Demandez-en un autre à /oauth/token.';

/**
 * Identity at the FHIR door. A token (`Authorization: Bearer`) decides alone: the cookie of the same browser is not looked at.
 * Without token, the session of the screens; what it writes must then come from our own pages, as on `/api`.
 */
export function identifierAuFhir(maison: Maison): MiddlewareHandler<Env> {
  const parSession = identifier(maison);
  const duSite = refuserAutresSites(maison);
  return async (c, suite) => {
    const autorisation = lireEntete(c, 'authorization');
    if (autorisation === undefined) {
      await parSession(c, () => duSiteSiSession(c, suite, duSite));
      if (c.res.status === 401 && !c.res.headers.has('www-authenticate'))
        c.res.headers.set('www-authenticate', 'Bearer realm="Cordee"');
      return;
    }
    const jeton = /^Bearer +([^ ]+) *$/i.exec(autorisation)?.[1];
    const acteur = jeton === undefined ? undefined : await maison.jetons.reconnaitre(jeton);
    if (acteur === undefined) {
      c.header('www-authenticate', 'Bearer realm="Cordee", error="invalid_token"');
      throw new Refus('oauth.invalid_token', 401, TEXTE);
    }
    c.set('session', undefined);
    c.set('secretSession', undefined);
    c.set('acteur', acteur);
    await suite();
  };
}

/** Only a cookie travels by itself: whoever has none (or a link, which a page must send on purpose) needs no such proof. */
async function duSiteSiSession(
  c: Context<Env>,
  suite: () => Promise<void>,
  duSite: MiddlewareHandler<Env>,
): Promise<void> {
  if (c.get('session') === undefined) return suite();
  await duSite(c, suite);
}
