import { Hono, type MiddlewareHandler } from 'hono';
import { portesApi } from './api.ts';
import type { Env, Maison } from './contexte.ts';
import { repondreErreur } from './erreurs.ts';
import { porteEvenements, type Diffusion } from './evenements.ts';
import { porteFhir } from './fhir/porte.ts';
import { porteLien } from './lien.ts';
import { limiterParAdresse } from './limites/index.ts';
import { portePieces } from './pieces.ts';
import { autresOrigines } from './oauth/autres-origines.ts';
import { porteDecouverte, portesOAuth } from './oauth/index.ts';
import { identifierAuFhir } from './oauth/porteur.ts';
import { entetesDeSecurite, identifier } from './securite.ts';
import { fichiersDuWeb } from './statique.ts';
import { tracerLesPortes } from './trace-des-portes.ts';

/** All the doors. Order matters: headers, identity, then the doors, then the screens for every other address. */
export function ouvrirLesPortes(maison: Maison, diffusion: Diffusion, autres: (app: Hono<Env>) => void): Hono<Env> {
  const app = new Hono<Env>();
  app.onError((erreur, c) => repondreErreur(maison, c, erreur));
  app.use(entetesDeSecurite(maison));
  app.get('/sante', async (c) => {
    const parties = await maison.etatDesParties();
    const debout = parties['base'] === 'ok';
    return c.json(
      { etat: debout ? 'ok' : 'panne', version: maison.version, profil: maison.profil, parties },
      debout ? 200 : 503,
    );
  });
  for (const porte of ['/api/*', '/fhir/*', '/connexion/*', '/oauth/*', '/evenements'])
    app.use(porte, tracerLesPortes(maison));
  app.use('/api/*', identifier(maison));
  const origines = autresOrigines(maison);
  for (const porte of ['/fhir', '/fhir/*', '/oauth/token', '/oauth/revoke']) app.use(porte, origines);
  app.use('/oauth/*', limiterParAdresse(maison.limites, 'logicielParAdresse'));
  app.route('/oauth', portesOAuth(maison));
  app.route('/fhir/.well-known', porteDecouverte(maison));
  app.use('/fhir/*', identifierAuFhir(maison));
  app.use('/evenements', identifier(maison));
  app.on(['POST', 'PUT', 'PATCH', 'DELETE'], ['/fhir/*', '/api/*'], direLEcriture(maison));
  app.route('/api/lien', porteLien(maison));
  app.route('/api/pieces', portePieces(maison));
  app.route('/api', portesApi(maison));
  app.route('/evenements', porteEvenements(maison, diffusion));
  app.route('/fhir', porteFhir(maison));
  autres(app);
  app.route('/', fichiersDuWeb(maison));
  return app;
}

function direLEcriture(maison: Maison): MiddlewareHandler<Env> {
  return async (c, suite) => {
    await suite();
    const acteur = c.get('acteur');
    if (acteur !== undefined) maison.apresEcriture?.(acteur.territoire);
  };
}
