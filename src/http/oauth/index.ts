import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { RefusOAuth } from '#acces/clients/refus.ts';
import { questionsGardees } from '#acces/depots/defis.ts';
import type { Env, Maison } from '../contexte.ts';
import { repondreErreur } from '../erreurs.ts';
import { identifier, refuserAutresSites } from '../securite.ts';
import { autoriser } from './autoriser.ts';
import { configurationSmart } from './configuration.ts';
import { decider, reprendreDemande } from './decision.ts';
import type { GuichetDesPersonnes } from './guichet-des-personnes.ts';
import { donnerJeton } from './jeton.ts';
import { lancer, listerApplications } from './lancement.ts';
import { pageRefus } from './page.ts';
import { introspecter, revoquer } from './retirer.ts';

const STYLE = readFileSync(new URL('page.css', import.meta.url), 'utf8');
const CORPS_MAX = 64 * 1024;

/** The doors of OAuth 2.0, to mount at `/oauth`: programs (token, introspect, revoke), persons (authorize, decision, launch). */
export function portesOAuth(maison: Maison): Hono<Env> {
  const app = new Hono<Env>();
  app.route('/', portesDesProgrammes(maison));
  app.route('/', portesDesPersonnes(maison));
  return app;
}

const limite = bodyLimit({
  maxSize: CORPS_MAX,
  onError: () => {
    throw new RefusOAuth('invalid_request', 'La demande dépasse 64 Ko.');
  },
});

/** Answers are JSON, refusals too (RFC 6749 §5.2), and nothing is ever kept by a cache. */
function portesDesProgrammes(maison: Maison): Hono<Env> {
  const app = new Hono<Env>();
  app.onError((erreur, c) => {
    if (!(erreur instanceof RefusOAuth)) return repondreErreur(maison, c, erreur);
    maison.journal('attention', 'oauth.refus', { erreur: erreur.erreur, reference: c.get('reference') });
    return c.json({ error: erreur.erreur, error_description: erreur.texte }, erreur.statut as 400);
  });
  app.use(limite, async (c, suite) => {
    await suite();
    c.header('cache-control', 'no-store');
    c.header('pragma', 'no-cache');
  });
  app.post('/token', (c) => donnerJeton(maison, c));
  app.post('/introspect', (c) => introspecter(maison, c));
  app.post('/revoke', (c) => revoquer(maison, c));
  for (const porte of ['/token', '/introspect', '/revoke'])
    app.all(porte, (c) =>
      c.json({ error: 'invalid_request', error_description: 'Cette porte attend un formulaire, par POST.' }, 405, {
        allow: 'POST',
      }),
    );
  return app;
}

function portesDesPersonnes(maison: Maison): Hono<Env> {
  const guichet: GuichetDesPersonnes = { maison, questions: questionsGardees(maison.socle.base) };
  const app = new Hono<Env>();
  app.get('/page.css', (c) => c.body(STYLE, 200, { 'content-type': 'text/css; charset=utf-8' }));
  const session = identifier(maison);
  app.get('/demande', (c) => reprendreDemande(guichet, c));
  app.get('/authorize', session, (c) => autoriser(guichet, c));
  app.post('/decision', limite, session, (c) => decider(guichet, c));
  const duSite = refuserAutresSites(maison);
  app.post('/lancement', limite, duSite, session, (c) => lancer(maison, c));
  app.post('/applications', limite, duSite, session, (c) => listerApplications(maison, c));
  app.all('*', (c) => c.html(pageRefus('Cette adresse n’existe pas, ou elle attend un autre geste.'), 404));
  return app;
}

/** `/fhir/.well-known`, open to everybody: a client reads it before it has any token. */
export function porteDecouverte(maison: Maison): Hono<Env> {
  const app = new Hono<Env>();
  app.get('/smart-configuration', (c) => c.json(configurationSmart(maison)));
  return app;
}
