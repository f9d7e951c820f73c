import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { fermerSelonAvis } from '#acces/depots/avis-psc.ts';
import { Refus } from '#lib/refus.ts';
import type { Connexion } from './connexion-outils.ts';
import type { Env } from './contexte.ts';

const CORPS_MAX = 16 * 1024;

/**
 * Where Pro Santé Connect, server to server, says that one of its sessions is closed (OpenID Connect Back-Channel Logout 1.0). Ours that
 * came from it close at once, their live streams too. A forged or replayed notice gets 400 and changes nothing; the answer never tells
 * whether anybody was signed in.
 */
export function porteAvisPsc(connexion: Connexion): Hono<Env> {
  const { maison, psc } = connexion;
  const app = new Hono<Env>();
  app.use(bodyLimit({ maxSize: CORPS_MAX, onError: (c) => c.json({ error: 'invalid_request' }, 413) }));
  app.post('/', async (c) => {
    c.header('cache-control', 'no-store');
    const type = c.req.header('content-type')?.split(';')[0]?.trim();
    if (psc === undefined || type !== 'application/x-www-form-urlencoded')
      return c.json({ error: 'invalid_request' }, 400);
    const jetons = new URLSearchParams(await c.req.text()).getAll('logout_token');
    const [jeton] = jetons;
    if (jeton === undefined || jetons.length > 1) return c.json({ error: 'invalid_request' }, 400);
    try {
      const avis = await psc.lireAvisDeDeconnexion(jeton);
      const fermees = await fermerSelonAvis(maison.socle.base, avis, maison.horlogeReelle.maintenant());
      if (fermees === undefined) throw new Refus('psc.avis_rejoue', 400, 'Cet avis a déjà servi.');
      maison.journal('info', 'connexion.avis_de_deconnexion', { fermees });
      return c.body(null, 200);
    } catch (erreur) {
      if (!(erreur instanceof Refus)) throw erreur;
      maison.journal('attention', 'connexion.avis_refuse', { code: erreur.code });
      return c.json({ error: 'invalid_request' }, erreur.statut === 503 ? 503 : 400);
    }
  });
  return app;
}
