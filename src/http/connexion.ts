import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { Refus } from '#lib/refus.ts';
import { portesCles } from './connexion-cles.ts';
import { portesDelegations } from './connexion-delegations.ts';
import { portesElevation } from './connexion-elevation.ts';
import { preparerConnexion, type OptionsConnexion } from './connexion-outils.ts';
import { porteAvisPsc } from './connexion-avis.ts';
import { portesMesSessions } from './connexion-mes-sessions.ts';
import { portesPsc } from './connexion-psc.ts';
import { portesTelephone } from './connexion-telephone.ts';
import { portesSession } from './connexion-session.ts';
import type { Env, Maison } from './contexte.ts';
import { identifier, refuserAutresSites } from './securite.ts';

export type { OptionsConnexion } from './connexion-outils.ts';

const CORPS_MAX = 64 * 1024;

/**
 * The doors of sign-in, to mount at `/` among the others of `ouvrirLesPortes` (which already reads the session for `/api/*`):
 * `/connexion/psc`, `/connexion/psc/retour` for the browser, `/api/session/*` for the screens.
 */
export function portesConnexion(maison: Maison, options: OptionsConnexion): Hono<Env> {
  const connexion = preparerConnexion(maison, options);
  const app = new Hono<Env>();
  app.route('/connexion/psc/avis-de-deconnexion', porteAvisPsc(connexion));
  app.use('/connexion/psc', identifier(maison));
  app.route('/connexion/psc', portesPsc(connexion));
  app.use('/api/session/*', refuserAutresSites(maison));
  app.use(
    '/api/session/*',
    bodyLimit({
      maxSize: CORPS_MAX,
      onError: () => {
        throw new Refus('cordee.trop_lourd', 413, 'Cette demande est trop longue. Rechargez la page et recommencez.');
      },
    }),
  );
  app.route('/api/session', portesSession(connexion));
  app.route('/api/session', portesCles(connexion));
  app.route('/api/session', portesElevation(connexion));
  app.route('/api/session', portesTelephone(connexion));
  app.route('/api/session', portesMesSessions(connexion));
  app.route('/api/session', portesDelegations(connexion));
  return app;
}
