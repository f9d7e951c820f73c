import type { MiddlewareHandler } from 'hono';
import { originesDesApplications } from '#acces/clients/depot-clients.ts';
import type { Env, Maison } from '../contexte.ts';

const FRAICHEUR_MS = 5_000;
const METHODES = 'GET, HEAD, POST, PUT, PATCH, DELETE';
const ENTETES =
  'authorization, content-type, accept, prefer, if-match, if-none-match, if-none-exist, if-modified-since, last-event-id';
const VISIBLES = 'etag, location, content-location, last-modified, www-authenticate';

/**
 * Lets the page of a registered application (SMART, in a browser) call us from its own site: only the origins of registered
 * return addresses, and never with the cookie, so that a token stays the only way in. Everybody else gets no such header.
 */
export function autresOrigines(maison: Maison): MiddlewareHandler<Env> {
  let connues: ReadonlySet<string> = new Set();
  let luMs = Number.NEGATIVE_INFINITY;
  const estConnue = async (origine: string): Promise<boolean> => {
    const maintenant = maison.horlogeReelle.maintenant();
    if (Math.abs(maintenant.getTime() - luMs) >= FRAICHEUR_MS) {
      connues = await originesDesApplications(maison.socle.base, [...maison.territoires], maintenant);
      luMs = maintenant.getTime();
    }
    return connues.has(origine);
  };
  return async (c, suite) => {
    const origine = c.req.header('origin');
    if (origine === undefined || origine === maison.origine || !(await estConnue(origine))) return suite();
    if (c.req.method === 'OPTIONS' && c.req.header('access-control-request-method') !== undefined)
      return c.body(null, 204, {
        'access-control-allow-origin': origine,
        'access-control-allow-methods': METHODES,
        'access-control-allow-headers': ENTETES,
        'access-control-max-age': '600',
        vary: 'Origin',
      });
    await suite();
    c.header('access-control-allow-origin', origine);
    c.header('access-control-expose-headers', VISIBLES);
    c.header('vary', 'Origin', { append: true });
  };
}
